package io.stemma.internal.nio;

import io.stemma.NotFoundException;
import io.stemma.StemmaException;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns the exceptions of a commit into those that readers of paths expect. */
final class Failures {
  private Failures() {}

  /** An error to be thrown for a path; the cause is kept. */
  static IOException of(StemmaPath path, RuntimeException e) {
    if (!path.getFileSystem().isOpen()) {
      ClosedFileSystemException closed = new ClosedFileSystemException();
      closed.initCause(e);
      throw closed;
    } else if (!(e instanceof StemmaException)) {
      throw e;
    }
    FileSystemException io =
        e instanceof NotFoundException
            ? new NoSuchFileException(path.toString())
            : new FileSystemException(path.toString(), null, e.getMessage());
    io.initCause(e);
    return io;
  }

  static FileSystemException isDirectory(StemmaPath path) {
    return new FileSystemException(path.toString(), null, "is a directory");
  }
}
