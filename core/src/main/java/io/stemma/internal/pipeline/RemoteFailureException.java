package io.stemma.internal.pipeline;

import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import java.io.Serial;

/**
 * What code threw that ran elsewhere. It looks like that exception, and is printed with the lines
 * that the other side printed.
 */
@SuppressWarnings(
    "OverrideThrowableToString") // The type that is printed is that of the other side.
final class RemoteFailureException extends StemmaException {
  @Serial private static final long serialVersionUID = 1L;

  private final String type;

  RemoteFailureException(DatumOutcome.Failure failure) {
    super(failure.message(), new Trace(failure.trace().strip()));
    this.type = failure.type();
  }

  /** Where it was taken over says nothing. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  @Override
  public String toString() {
    String message = String.valueOf(getMessage());
    return message.isEmpty() ? type : type + ": " + message;
  }

  /** A cause, since nothing else that an exception has is printed as it is. */
  private static final class Trace extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Trace(String lines) {
      super(lines, null, false, false);
    }

    @Override
    public String toString() {
      return "where it ran: " + getMessage();
    }
  }
}
