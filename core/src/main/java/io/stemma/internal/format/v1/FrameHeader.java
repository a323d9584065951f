package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The head of a frame: how its payload is to be decoded and how long each of its chunks is. The
 * checksum covers header and payload, so that no damaged byte reaches a decompressor.
 *
 * <pre>
 *  0  4  CRC-32C of all bytes of the frame behind this field
 *  4  1  codec, 0 to 7
 *  5  1  phase: where in an element the first plain byte is, 0 to 7
 *  6  2  number of chunks, 1 to 4,096
 *  8  4  length of the payload
 * 12  4  length of all chunks together
 * 16  .  only if there are several chunks: the length of each, as varints
 *  .  .  payload
 * </pre>
 */
public final class FrameHeader {
  /** Length of the header of a frame with one chunk. */
  public static final int BYTES = 16;

  /** No frame holds more chunks. */
  public static final int MAX_CHUNKS = 4096;

  /** No frame is longer, with its header. */
  public static final int MAX_FRAME = (1 << 24) - 1;

  /** No frame holds more plain bytes: what still fits uncompressed. */
  public static final int MAX_PLAIN = MAX_FRAME - (64 << 10);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CRC_BYTES = 4;
  private static final int MAX_CODE = 7;

  private final int codec;
  private final int phase;
  private final int payloadOffset;
  private final int payloadLength;
  private final int plainLength;
  private final int[] ends;

  private FrameHeader(
      int codec, int phase, int payloadOffset, int payloadLength, int plainLength, int[] ends) {
    this.codec = codec;
    this.phase = phase;
    this.payloadOffset = payloadOffset;
    this.payloadLength = payloadLength;
    this.plainLength = plainLength;
    this.ends = ends;
  }

  /**
   * Length of the header of a frame, which is where its payload begins.
   *
   * @param lengths the length of each chunk
   * @param count how many of them there are
   */
  public static int size(int[] lengths, int count) {
    int size = BYTES;
    for (int i = 0; count > 1 && i < count; i++) {
      size += varintSize(lengths[i]);
    }
    return size;
  }

  /**
   * Writes the header in front of a payload that is already in place, {@link #size} bytes behind.
   *
   * @param frame where the frame is, from its first byte
   * @return length of the whole frame
   */
  public static int write(
      byte[] frame, int codec, int phase, int[] lengths, int count, int payloadLength) {
    int at = BYTES;
    int plain = 0;
    for (int i = 0; i < count; i++) {
      plain += lengths[i];
      if (count > 1) {
        at = putVarint(frame, at, lengths[i]);
      }
    }
    int length = at + payloadLength;
    if (count < 1 || count > MAX_CHUNKS || plain > MAX_PLAIN || length > MAX_FRAME) {
      throw new IllegalArgumentException(
          "no frame holds " + count + " chunks, " + plain + " bytes, stored as " + payloadLength);
    }
    frame[4] = (byte) codec;
    frame[5] = (byte) phase;
    frame[6] = (byte) count;
    frame[7] = (byte) (count >>> 8);
    INT.set(frame, 8, payloadLength);
    INT.set(frame, 12, plain);
    INT.set(frame, 0, crc(frame, CRC_BYTES, length - CRC_BYTES));
    return length;
  }

  /**
   * Reads the header of a frame and checks the frame's checksum.
   *
   * @param bytes where the frame is
   * @param offset where it begins
   * @param length how long it is, with its payload
   * @throws MalformedException if any byte of the frame is damaged, or it has another length
   */
  public static FrameHeader read(byte[] bytes, int offset, int length) {
    ByteReader in = new ByteReader(bytes, offset, length);
    int expected = in.i32();
    int found = crc(bytes, offset + CRC_BYTES, length - CRC_BYTES);
    if (found != expected) {
      throw new MalformedException(
          String.format("checksum of a frame: expected %08x, found %08x", expected, found));
    }
    int codec = in.u8();
    int phase = in.u8();
    int count = in.u16();
    int payloadLength = in.i32();
    int plainLength = in.i32();
    if (codec > MAX_CODE
        || count < 1
        || count > MAX_CHUNKS
        || plainLength < 0
        || plainLength > MAX_PLAIN) {
      throw new MalformedException(
          "a frame claims codec " + codec + ", " + count + " chunks, " + plainLength + " bytes");
    }
    int[] ends = readEnds(in, count, plainLength);
    if (payloadLength != in.remaining()) {
      throw new MalformedException(
          "a frame claims " + payloadLength + " stored bytes and has " + in.remaining());
    }
    return new FrameHeader(codec, phase, in.position() - offset, payloadLength, plainLength, ends);
  }

  private static int[] readEnds(ByteReader in, int count, int plainLength) {
    if (count == 1) {
      return new int[] {plainLength};
    }
    int[] ends = new int[count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += in.varint(plainLength - end);
      ends[i] = end;
    }
    if (end != plainLength) {
      throw new MalformedException(
          "the chunks of a frame have " + end + " bytes together, not " + plainLength);
    }
    return ends;
  }

  /** The number of the codec, 0 to 7. */
  public int codec() {
    return codec;
  }

  /** Where in an element the first plain byte is. */
  public int phase() {
    return phase;
  }

  /** How many chunks there are. */
  public int count() {
    return ends.length;
  }

  /** Where the payload begins, counted from the beginning of the frame. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** How many bytes the payload has. */
  public int payloadLength() {
    return payloadLength;
  }

  /** How many bytes all chunks have together. */
  public int plainLength() {
    return plainLength;
  }

  /**
   * Where a chunk begins among the plain bytes of the frame.
   *
   * @throws MalformedException if the frame has no such slot
   */
  public int start(int slot) {
    checkSlot(slot);
    return slot == 0 ? 0 : ends[slot - 1];
  }

  /**
   * Length of a chunk.
   *
   * @throws MalformedException if the frame has no such slot
   */
  public int length(int slot) {
    return ends[checkSlot(slot)] - start(slot);
  }

  private int checkSlot(int slot) {
    if (slot < 0 || slot >= ends.length) {
      throw new MalformedException("no slot " + slot + " in a frame of " + ends.length + " chunks");
    }
    return slot;
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private static int varintSize(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
  }

  private static int putVarint(byte[] bytes, int offset, int value) {
    int at = offset;
    int rest = value;
    while (rest >= 0x80) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }
}
