package io.stemma;

import java.util.Objects;

/**
 * A position in the log of an archive. Whoever keeps one can prove later that no earlier history
 * was rewritten.
 *
 * @param sequence number of the entry
 * @param digest SHA-256 of the entry, which covers all entries before it; 64 lower-case hexadecimal
 *     digits
 */
public record ArchiveHead(long sequence, String digest) {

  /**
   * Checks the digest.
   *
   * @param sequence number of the entry
   * @param digest SHA-256 of the entry, which covers all entries before it; 64 lower-case
   *     hexadecimal digits
   */
  public ArchiveHead {
    Objects.requireNonNull(digest, "digest");
    Names.checkHex(digest, 64, "a digest");
  }

  /** {@code sequence:digest}. */
  @Override
  public String toString() {
    return sequence + ":" + digest;
  }

  /**
   * Parses what {@link #toString()} gave.
   *
   * @param text sequence, a colon, digest
   * @return the head
   * @throws InvalidNameException if the text is something else
   */
  public static ArchiveHead parse(String text) {
    Objects.requireNonNull(text, "text");
    int colon = text.indexOf(':');
    try {
      return new ArchiveHead(
          Long.parseLong(text, 0, Math.max(0, colon), 10), text.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new InvalidNameException("not the head of an archive (sequence:digest): " + text);
    }
  }
}
