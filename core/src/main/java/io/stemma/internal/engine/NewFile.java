package io.stemma.internal.engine;

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
  /** Makes files. */
  @FunctionalInterface
  interface Maker {
    /** A new file; fails if there is one. */
    NewFile make(Path path, boolean executable) throws IOException;
  }

  /** Writes all bytes of a buffer. */
  void write(ByteBuffer bytes) throws IOException;

  /** Forces what was written to disk. */
  void force() throws IOException;

  /** Makes a file of the operating system; who may do what with it is as for any new file. */
  static NewFile onDisk(Path path, boolean executable) throws IOException {
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
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
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
    };
  }
}
