package io.stemma.internal.maintenance;

/** What was to be replaced is not live any more: somebody else replaced it. */
final class OutdatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutdatedException() {
    super("somebody else replaced what this was to replace");
  }
}
