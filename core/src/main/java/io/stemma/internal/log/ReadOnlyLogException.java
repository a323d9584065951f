package io.stemma.internal.log;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The log cannot be appended to: it was opened for reading, or a newer library is needed. */
public final class ReadOnlyLogException extends LogException {
  private static final long serialVersionUID = 1L;

  private final TreeSet<String> features;

  /** Names the features that are missing; none if the log was opened for reading. */
  ReadOnlyLogException(Set<String> features) {
    super(
        features.isEmpty()
            ? "the archive was opened for reading"
            : "writing to this archive takes features that this library does not have: "
                + features
                + "; use a newer version of the library");
    this.features = new TreeSet<>(features);
  }

  /** The features that writing takes and this library does not have. */
  public SortedSet<String> features() {
    return new TreeSet<>(features);
  }
}
