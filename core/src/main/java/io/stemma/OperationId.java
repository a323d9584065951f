package io.stemma;

import java.util.Objects;

/**
 * The identity of one change to an archive; stays the same over all tries to commit it.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record OperationId(String value) {

  /**
   * Checks the text.
   *
   * @param value 32 lower-case hexadecimal digits
   */
  public OperationId {
    Objects.requireNonNull(value, "value");
    Names.checkHex(value, 32, "an operation id");
  }

  /** The digits. */
  @Override
  public String toString() {
    return value;
  }
}
