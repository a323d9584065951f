package io.stemma.internal.format.v1;

/**
 * A live index object.
 *
 * @param name 32 hexadecimal digits; the object is {@code index/<name>}
 * @param rows how many ids it holds
 * @param bytes its length
 */
public record IndexRef(String name, long rows, long bytes) {
  /** Checks the values. */
  public IndexRef {
    Checks.id("the name of an index", name);
    Checks.number("the rows of an index", rows, 0, 1L << 40);
    Checks.number("the length of an index", bytes, 0, 1L << 40);
  }
}
