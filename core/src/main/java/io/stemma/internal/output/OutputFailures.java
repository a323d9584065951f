package io.stemma.internal.output;

import io.stemma.internal.path.TreePath;
import java.nio.file.FileSystemException;

/** Turns what goes wrong with an output into the exceptions that writers of paths expect. */
final class OutputFailures {
  private OutputFailures() {}

  /** An error to be thrown for a path; the cause is kept. */
  static FileSystemException of(TreePath path, Exception e) {
    FileSystemException failure =
        new FileSystemException(path.toString(), null, String.valueOf(e.getMessage()));
    failure.initCause(e);
    return failure;
  }
}
