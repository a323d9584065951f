package io.stemma.internal.pipeline;

import io.stemma.StemmaException;
import java.io.Serial;

/** The text of a failure, where so much failed that there is no room for more. */
final class ShortFailureException extends StemmaException {
  @Serial private static final long serialVersionUID = 1L;

  ShortFailureException(String message) {
    super(message);
  }

  /** Where it came from is not kept. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
