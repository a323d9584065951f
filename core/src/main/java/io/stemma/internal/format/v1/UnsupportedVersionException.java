package io.stemma.internal.format.v1;

import java.util.Optional;

/**
 * Bytes of a version that this library does not read. Whoever read the object turns it into the
 * public exception that names it.
 */
public final class UnsupportedVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int found;
  private final int supported;
  private final String object;

  /** Says what was found and what is supported. */
  public UnsupportedVersionException(int found, int supported) {
    super("format version " + found + " found, this library reads version " + supported);
    this.found = found;
    this.supported = supported;
    this.object = "";
  }

  private UnsupportedVersionException(String object, UnsupportedVersionException of) {
    super(of.getMessage(), of);
    this.found = of.found;
    this.supported = of.supported;
    this.object = object;
  }

  /** The same, with the key of the object that is of that version. */
  public UnsupportedVersionException in(String key) {
    return new UnsupportedVersionException(key, this);
  }

  /** Key of the object, where it is known. */
  public Optional<String> object() {
    return object.isEmpty() ? Optional.empty() : Optional.of(object);
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
