package io.stemma.catalog.internal.sql;

import java.io.Serial;

/** The thread that asks was interrupted. */
final class InterruptedQueryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
}
