package io.stemma.storage.local;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The calls of the operating system, through {@code java.nio.file}. */
final class SystemFileCalls implements FileCalls {
  /** The JDK keeps a direct buffer a thread, as large as the largest heap buffer it wrote. */
  static final int TRANSFER = 256 << 10;

  private static final boolean WINDOWS = File.separatorChar == '\\';

  @Override
  public NewFile createFile(Path file) throws IOException {
    return new ChannelFile(
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
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

  private record ChannelFile(FileChannel channel) implements NewFile {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      int end = bytes.limit();
      try {
        while (bytes.position() < end) {
          int step = bytes.isDirect() ? end - bytes.position() : TRANSFER;
          bytes.limit(Math.min(end, bytes.position() + Math.min(step, end - bytes.position())));
          channel.write(bytes);
        }
      } finally {
        bytes.limit(end);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
