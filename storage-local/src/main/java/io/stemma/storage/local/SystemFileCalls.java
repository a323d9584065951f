package io.stemma.storage.local;

import io.stemma.internal.files.UncachedFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The calls of the operating system, through {@code java.nio.file}. */
final class SystemFileCalls implements FileCalls {
  /** The JDK keeps a direct buffer a thread, as large as the largest heap buffer it read into. */
  static final int TRANSFER = 256 << 10;

  private static final boolean WINDOWS = File.separatorChar == '\\';

  @Override
  public NewFile createFile(Path file) throws IOException {
    Files.createFile(file);
    return new PlainFile(file, new RandomAccessFile(file.toFile(), "rw"));
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    Files.createLink(link, existing);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return; // directories cannot be opened there; NTFS writes names through its journal
    }
    try (AsynchronousFileChannel channel = openDirectory(directory)) {
      channel.force(true);
    }
  }

  /**
   * Its {@code force} runs in the calling thread and, unlike that of {@link FileChannel}, is not
   * ended by an interrupt, after which nobody would know whether the directory is durable.
   */
  private static AsynchronousFileChannel openDirectory(Path directory) throws NotForcedException {
    try {
      return AsynchronousFileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new NotForcedException(directory, e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.delete(file);
  }

  /**
   * A file that no interrupt closes, as it would a {@link FileChannel}: several threads write into
   * one object, and what is broken off for one of them would be lost for all.
   */
  private static final class PlainFile implements NewFile {
    private final Path path;
    private final RandomAccessFile file;
    private @Nullable UncachedFile large;
    private boolean begun;

    PlainFile(Path path, RandomAccessFile file) {
      this.path = path;
      this.file = file;
    }

    /** Whoever begins with a large piece writes a large file. */
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      if (!begun && bytes.remaining() >= UncachedFile.PIECE) {
        large = UncachedFile.open(path, this::writeAt);
      }
      begun = true;
      if (large != null) {
        large.write(bytes);
      } else {
        writeHere(bytes);
      }
    }

    private void writeHere(ByteBuffer bytes) throws IOException {
      if (bytes.hasArray()) {
        write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
      } else {
        byte[] copy = new byte[Math.min(TRANSFER, bytes.remaining())];
        while (bytes.hasRemaining()) {
          int step = Math.min(copy.length, bytes.remaining());
          bytes.get(copy, 0, step);
          file.write(copy, 0, step);
        }
      }
    }

    private void writeAt(ByteBuffer bytes, long position) throws IOException {
      file.seek(position);
      writeHere(bytes);
    }

    /** In pieces, as the JDK copies each before it is written. */
    private void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += TRANSFER) {
        file.write(bytes, offset + done, Math.min(TRANSFER, length - done));
      }
    }

    @Override
    public void force() throws IOException {
      endLarge();
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      try (file) {
        endLarge();
      }
    }

    private void endLarge() throws IOException {
      if (large != null) {
        large.close(); // stays here if it fails, and then fails again: nothing may end well
        large = null;
      }
    }
  }
}
