package io.stemma.storage.azure;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Takes the bytes of a range; its memory grows with what arrives, not with what was asked for. */
final class RangeBytes extends OutputStream {
  private static final int FIRST = 512 << 10;

  private final int most;
  private byte[] bytes;
  private int length;

  RangeBytes(int most) {
    this.most = most;
    this.bytes = new byte[Math.min(most, FIRST)];
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    if (count > most - length) {
      throw new IllegalStateException("the service sent more than " + most + " bytes");
    }
    if (count > bytes.length - length) {
      long wanted = Math.max((long) length + count, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, wanted));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
