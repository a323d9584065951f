package io.stemma;

/** A repository, branch, tag, revision, commit, path or archive that does not exist. */
public final class NotFoundException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was looked for, where, and what is there instead
   */
  public NotFoundException(String message) {
    super(message);
  }
}
