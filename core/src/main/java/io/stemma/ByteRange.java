package io.stemma;

/**
 * A range of bytes of a file.
 *
 * @param offset where it begins
 * @param length how many bytes
 */
public record ByteRange(long offset, long length) {

  /** {@code offset+length}. */
  @Override
  public String toString() {
    return offset + "+" + length;
  }
}
