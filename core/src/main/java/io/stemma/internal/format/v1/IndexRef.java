package io.stemma.internal.format.v1;

import io.stemma.internal.base.MalformedException;

/**
 * An index object as a log entry names it.
 *
 * @param name its random name, 32 lower-case hexadecimal digits
 * @param length its length in bytes, at most {@link IndexLayout#MAX_BYTES}
 * @param rows how many rows it has
 */
public record IndexRef(String name, long length, int rows) {

  /** Checks the name and the numbers. */
  public IndexRef {
    PackId.parse(name);
    if (rows < 0 || length < 0 || length > IndexLayout.MAX_BYTES) {
      throw new MalformedException(
          "index object " + name + " cannot have " + rows + " rows in " + length + " bytes");
    }
  }

  /** The key of the object: {@code index/<32 digits>}. */
  public String key() {
    return "index/" + name;
  }
}
