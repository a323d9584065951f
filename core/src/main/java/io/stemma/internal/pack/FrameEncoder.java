package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.Codec;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunk.Compressor;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import java.util.List;

/**
 * Compresses chunks to frames, without I/O. Holds a zstd context and a buffer for reuse, so it is
 * worth keeping; used by one thread at a time.
 */
public final class FrameEncoder implements AutoCloseable {
  private final Compressor compressor = new Compressor();
  private final int[] one = new int[1];
  private byte[] frame = new byte[0];

  /** Makes an encoder with a context of its own. */
  public FrameEncoder() {}

  /**
   * Makes a frame of one chunk of a file.
   *
   * @param choice picks the codec; the same one for all chunks of a file
   * @param position where in its file the chunk begins
   * @return the frame, valid until the next call
   */
  public EncodedFrame encode(
      Hash id, byte[] bytes, int offset, int length, CodecChoice choice, long position) {
    Codec codec = choice.choose(compressor, bytes, offset, length, position);
    one[0] = length;
    int size = encode(codec, codec.phase(position), bytes, offset, length, one, 1);
    choice.learn(length, size - FrameHeader.BYTES);
    return new EncodedFrame(frame, size, List.of(Kind.DATA), List.of(id));
  }

  /**
   * Makes a frame of one metadata object.
   *
   * @return the frame, valid until the next call
   */
  public EncodedFrame encode(Kind kind, Hash id, byte[] bytes, int offset, int length) {
    one[0] = length;
    int size = encode(Codec.ZSTD, 0, bytes, offset, length, one, 1);
    return new EncodedFrame(frame, size, List.of(kind), List.of(id));
  }

  /** Makes a frame of a group and leaves the group empty. */
  EncodedFrame encode(ChunkGroup group) {
    byte[] bytes = group.bytes();
    Codec codec = group.choice().choose(compressor, bytes, 0, group.size(), 0);
    int count = group.ids().size();
    int size = encode(codec, 0, bytes, 0, group.size(), group.lengths(), count);
    group.choice().learn(group.size(), size - FrameHeader.size(group.lengths(), count));
    EncodedFrame encoded = new EncodedFrame(frame, size, group.kinds(), group.ids());
    group.clear();
    return encoded;
  }

  private int encode(
      Codec codec, int phase, byte[] bytes, int offset, int length, int[] lengths, int count) {
    if (length > FrameHeader.MAX_PLAIN) {
      throw new IllegalArgumentException(
          "no chunk may have " + length + " bytes; cut it to at most " + FrameHeader.MAX_PLAIN);
    }
    int at = FrameHeader.size(lengths, count);
    int needed = at + Compressor.bound(length);
    if (frame.length < needed) {
      frame = new byte[Math.max(needed, 2 * Math.min(frame.length, 1 << 20))];
    }
    int stored = compressor.compress(codec, phase, bytes, offset, length, frame, at);
    if (codec != Codec.RAW && stored >= length) {
      stored = compressor.compress(Codec.RAW, 0, bytes, offset, length, frame, at);
      return FrameHeader.write(frame, Codec.RAW.code(), 0, lengths, count, stored);
    }
    return FrameHeader.write(frame, codec.code(), phase, lengths, count, stored);
  }

  /** Releases the zstd context. */
  @Override
  public void close() {
    compressor.close();
  }
}
