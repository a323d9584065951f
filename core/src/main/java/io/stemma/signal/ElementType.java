package io.stemma.signal;

/** What one sample of a {@link Signal} is. */
public enum ElementType {
  /** 16-bit two's-complement integers, as most digitizers give. */
  INT16(1, 2),
  /** 32-bit two's-complement integers. */
  INT32(2, 4),
  /** IEEE 754 numbers of 32 bits. */
  FLOAT32(3, 4),
  /** IEEE 754 numbers of 64 bits; what arithmetic gives. */
  FLOAT64(4, 8);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * The size of one sample.
   *
   * @return 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether samples are integers.
   *
   * @return true for int16 and int32
   */
  public boolean isInteger() {
    return this == INT16 || this == INT32;
  }

  /** The number that stands for this type in a file. */
  int code() {
    return code;
  }

  /**
   * The name of the type.
   *
   * @return {@code int16}, {@code int32}, {@code float32} or {@code float64}
   */
  @Override
  public String toString() {
    return switch (this) {
      case INT16 -> "int16";
      case INT32 -> "int32";
      case FLOAT32 -> "float32";
      case FLOAT64 -> "float64";
    };
  }
}
