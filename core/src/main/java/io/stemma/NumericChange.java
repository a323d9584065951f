package io.stemma;

import io.stemma.signal.SignalDifference;
import java.util.Objects;

/**
 * How the numbers of a signal changed from one commit to another.
 *
 * @param path the file, with a leading {@code /}
 * @param difference the newer signal against the older one
 */
public record NumericChange(String path, SignalDifference difference) {

  /**
   * Refuses null.
   *
   * @param path the file, with a leading {@code /}
   * @param difference the newer signal against the older one
   */
  public NumericChange {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(difference, "difference");
  }

  /** One line: the path, and how far the numbers differ. */
  @Override
  public String toString() {
    return path + "  " + difference;
  }
}
