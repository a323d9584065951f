package io.stemma.internal.engine;

import io.stemma.internal.files.UncachedFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that is being written; in tests, one on a disk that is full. */
interface NewFile extends Closeable {
  /** Bytes are written through the page cache in pieces of at most this size. */
  int PIECE = 256 << 10;

  /** Makes files. */
  @FunctionalInterface
  interface Maker {
    /**
     * A new file; fails if there is one.
     *
     * @param uncached whether its bytes go past the page cache where the file system can do that
     */
    NewFile make(Path path, boolean executable, boolean uncached) throws IOException;
  }

  /** Appends all remaining bytes. */
  void write(ByteBuffer bytes) throws IOException;

  /** Ends writing: all that was written is in the file, whose attributes may be set now. */
  void end() throws IOException;

  /** Forces the file to disk, with its attributes; after {@link #end}. */
  void force() throws IOException;

  /** Makes a file of the operating system; who may do what with it is as for any new file. */
  static NewFile onDisk(Path path, boolean executable, boolean uncached) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        executable && posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"))
            }
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileChannel channel = FileChannel.open(path, options, attributes);
    UncachedFile large =
        uncached ? UncachedFile.open(path, (bytes, at) -> writeAt(channel, bytes, at)) : null;
    return new NewFile() {
      private long length;

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        if (large != null) {
          large.write(bytes);
        } else {
          int count = bytes.remaining();
          writeAt(channel, bytes, length);
          length += count;
        }
      }

      @Override
      public void end() throws IOException {
        if (large != null) {
          large.close();
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public void close() throws IOException {
        try (channel) {
          end();
        }
      }
    };
  }

  /** In pieces: the JDK keeps memory outside of the heap as large as the largest one. */
  private static void writeAt(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    int end = bytes.limit();
    long at = position;
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PIECE));
      at += channel.write(bytes, at);
    }
  }
}
