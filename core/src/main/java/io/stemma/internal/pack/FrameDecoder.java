package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunk.Codec;
import io.stemma.internal.chunk.Decompressor;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import org.jspecify.annotations.Nullable;

/**
 * Restores the chunks of frames, without I/O. Holds a zstd context and a buffer for reuse, so it is
 * worth keeping; used by one thread at a time. Every failure is a {@link MalformedException}.
 */
public final class FrameDecoder implements AutoCloseable {
  private final Decompressor decompressor = new Decompressor();

  /** Makes a decoder with a context of its own. */
  public FrameDecoder() {}

  /** Restores all chunks of a frame. */
  public DecodedFrame decode(byte[] bytes, int offset, int length) {
    FrameHeader header = header(bytes, offset, length);
    byte[] plain = new byte[header.plainLength()];
    decompress(header, bytes, offset, plain, 0);
    return new DecodedFrame(header, plain);
  }

  /**
   * Restores one chunk into an array, directly if it is alone in its frame, and verifies it. When
   * this fails, the range of the array may hold anything.
   *
   * @param bytes where the frame is
   * @param offset where it begins there
   * @param at its length, and the chunk's slot
   * @param wanted the length that the chunk is expected to have
   * @return all of the frame, if there are more chunks in it; null if the chunk was alone
   */
  public @Nullable DecodedFrame decode(
      byte[] bytes,
      int offset,
      Location at,
      Kind kind,
      Hash id,
      byte[] target,
      int to,
      int wanted) {
    FrameHeader header = header(bytes, offset, at.length());
    DecodedFrame.expectLength(header, at.slot(), wanted);
    if (header.count() == 1) {
      decompress(header, bytes, offset, target, to);
      DecodedFrame.checkId(at.slot(), kind, id, target, to, wanted);
      return null;
    }
    byte[] plain = new byte[header.plainLength()];
    decompress(header, bytes, offset, plain, 0);
    DecodedFrame frame = new DecodedFrame(header, plain);
    frame.copy(at.slot(), kind, id, target, to, wanted);
    return frame;
  }

  private static FrameHeader header(byte[] bytes, int offset, int length) {
    FrameHeader header = FrameHeader.read(bytes, offset, length);
    Codec codec = Codec.ofCode(header.codec());
    if (header.phase() >= codec.width()) {
      throw new MalformedException("a frame of codec " + codec + " has phase " + header.phase());
    }
    Decompressor.checkLength(codec, header.payloadLength(), header.plainLength());
    return header;
  }

  private void decompress(FrameHeader header, byte[] bytes, int offset, byte[] target, int at) {
    decompressor.decompress(
        Codec.ofCode(header.codec()),
        header.phase(),
        bytes,
        offset + header.payloadOffset(),
        header.payloadLength(),
        target,
        at,
        header.plainLength());
  }

  /** Releases the zstd context. */
  @Override
  public void close() {
    decompressor.close();
  }
}
