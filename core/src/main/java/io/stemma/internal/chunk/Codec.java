package io.stemma.internal.chunk;

import io.stemma.internal.base.MalformedException;

/**
 * How the bytes of a frame are stored. The filters reorder little-endian numbers so that zstd finds
 * more: a shuffle puts the first bytes of all elements together, then the second ones, and so on; a
 * delta first replaces each element by its difference from the one before.
 */
public enum Codec {
  /** As they are. */
  RAW(0, 1, false),
  /** zstd alone. */
  ZSTD(1, 1, false),
  /** zstd behind a shuffle of elements of 2 bytes. */
  SHUFFLE_2(2, 2, false),
  /** zstd behind a shuffle of elements of 4 bytes. */
  SHUFFLE_4(3, 4, false),
  /** zstd behind a shuffle of elements of 8 bytes. */
  SHUFFLE_8(4, 8, false),
  /** zstd behind a shuffle of the differences of elements of 2 bytes. */
  DELTA_2(5, 2, true),
  /** zstd behind a shuffle of the differences of elements of 4 bytes. */
  DELTA_4(6, 4, true),
  /** zstd behind a shuffle of the differences of elements of 8 bytes. */
  DELTA_8(7, 8, true);

  private static final Codec[] BY_CODE = values();

  private final int code;
  private final int width;
  private final boolean delta;

  Codec(int code, int width, boolean delta) {
    this.code = code;
    this.width = width;
    this.delta = delta;
  }

  /** The number that stands for this codec in a frame's header. */
  public int code() {
    return code;
  }

  /** Length of an element in bytes; 1 where there is no filter. */
  public int width() {
    return width;
  }

  /** Whether elements are replaced by differences before they are shuffled. */
  public boolean delta() {
    return delta;
  }

  /** Whether bytes are reordered before they are compressed. */
  public boolean filtered() {
    return width > 1;
  }

  /** Where in an element the byte at a position of a file is: {@code position mod width}. */
  public int phase(long position) {
    return (int) position & (width - 1);
  }

  /** The codec of a number. */
  public static Codec ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new MalformedException("no codec has the number " + code);
    }
    return BY_CODE[code];
  }
}
