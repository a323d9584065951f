package io.stemma.internal.format.v1;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An archive demands features that this library does not have: it was written by a newer one.
 * Whoever knows the archive's name turns it into the public exception.
 */
public final class UnsupportedFeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TreeSet<String> features;

  /** Names the features and what they are demanded for. */
  public UnsupportedFeatureException(Set<String> features, String purpose) {
    super(purpose + " this archive takes features that this library does not have: " + features);
    this.features = new TreeSet<>(features);
  }

  /** The features that are missing. */
  public SortedSet<String> features() {
    return new TreeSet<>(features);
  }
}
