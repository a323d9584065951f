package io.stemma.internal.code;

import java.io.Serial;

/** What a static field holds cannot be compared with anything; the message says what it is. */
final class IncomparableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  IncomparableException(String message) {
    super(message);
  }
}
