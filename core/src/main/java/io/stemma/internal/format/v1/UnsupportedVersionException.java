package io.stemma.internal.format.v1;

/**
 * Bytes of a version that this library does not read. Whoever read the object turns it into the
 * public exception that names it.
 */
public final class UnsupportedVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int found;
  private final int supported;

  /** Says what was found and what is supported. */
  public UnsupportedVersionException(int found, int supported) {
    super("format version " + found + " found, this library reads version " + supported);
    this.found = found;
    this.supported = supported;
  }

  /** The version found. */
  public int found() {
    return found;
  }

  /** Whether the object is of a newer version than this library reads. */
  public boolean newer() {
    return found > supported;
  }
}
