package io.stemma;

import java.util.Objects;

/**
 * The identity of a commit: the SHA-256 of its stored bytes behind the prefix of commits.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record CommitId(String value) implements Comparable<CommitId> {

  /**
   * Checks the text.
   *
   * @param value 64 lower-case hexadecimal digits
   */
  public CommitId {
    Objects.requireNonNull(value, "value");
    Names.checkHex(value, 64, "a commit id");
  }

  /**
   * The first twelve digits, as tables show them.
   *
   * @return twelve digits
   */
  public String abbreviated() {
    return value.substring(0, 12);
  }

  @Override
  public int compareTo(CommitId o) {
    return value.compareTo(o.value);
  }

  /** All digits. */
  @Override
  public String toString() {
    return value;
  }
}
