package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Turns chunks into frames: small ones are gathered and compressed together, text, numbers and
 * metadata apart, and commits with their inner nodes; others get a frame of their own. Used by one
 * thread at a time; each of several threads that write one pack has a builder of its own, and
 * compresses outside the lock that the sink takes.
 */
public final class FrameBuilder {
  /** Chunks below this length are gathered. */
  public static final int SMALL = 64 << 10;

  /** So many bytes at the beginning of a chunk tell whether it is text. */
  private static final int TEXT_PROBE = 256;

  /** A group of small data chunks is compressed when it is about as long. */
  static final int DATA_GROUP = 256 << 10;

  /** Metadata is read piece by piece, so its groups are small. */
  public static final int METADATA_GROUP = 64 << 10;

  /** A commit and the inner nodes below it are read together: in one frame, if they fit. */
  static final int COMMIT_GROUP = 512 << 10;

  private final FrameEncoder encoder;
  private final FrameSink sink;
  private final ChunkGroup text = new ChunkGroup(DATA_GROUP);
  private final ChunkGroup numbers = new ChunkGroup(DATA_GROUP);
  private final ChunkGroup metadata = new ChunkGroup(METADATA_GROUP);
  private final ChunkGroup commit = new ChunkGroup(COMMIT_GROUP);

  /**
   * Begins without chunks.
   *
   * @param encoder compresses; stays the caller's
   * @param sink takes the frames
   */
  public FrameBuilder(FrameEncoder encoder, FrameSink sink) {
    this.encoder = encoder;
    this.sink = sink;
  }

  /**
   * Adds a chunk of a file. The bytes may be reused once this returns.
   *
   * @param choice picks the codec; the same one for all chunks of a file
   * @param position where in its file the chunk begins
   */
  public void addData(
      Hash id, byte[] bytes, int offset, int length, CodecChoice choice, long position)
      throws IOException {
    if (length < SMALL) {
      gather(isText(bytes, offset, length) ? text : numbers, Kind.DATA, id, bytes, offset, length);
    } else {
      sink.append(encoder.encode(id, bytes, offset, length, choice, position));
    }
  }

  /** Text has no zero bytes, numbers soon have one: each compresses better among its like. */
  private static boolean isText(byte[] bytes, int offset, int length) {
    int end = offset + Math.min(length, TEXT_PROBE);
    for (int i = offset; i < end; i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds a metadata object. The bytes may be reused once this returns. */
  public void addMetadata(Kind kind, Hash id, byte[] bytes, int offset, int length)
      throws IOException {
    addMetadata(metadata, kind, id, bytes, offset, length);
  }

  /** Adds a commit, or an inner node of its tree, which whoever reads the commit will need. */
  public void addToCommit(Kind kind, Hash id, byte[] bytes, int offset, int length)
      throws IOException {
    addMetadata(commit, kind, id, bytes, offset, length);
  }

  private void addMetadata(
      ChunkGroup group, Kind kind, Hash id, byte[] bytes, int offset, int length)
      throws IOException {
    if (kind == Kind.DATA) {
      throw new IllegalArgumentException("data is not metadata: use addData");
    }
    if (length < SMALL) {
      gather(group, kind, id, bytes, offset, length);
    } else {
      sink.append(encoder.encode(kind, id, bytes, offset, length));
    }
  }

  private void gather(ChunkGroup group, Kind kind, Hash id, byte[] bytes, int offset, int length)
      throws IOException {
    if (!group.fits(length)) {
      sink.append(encoder.encode(group));
    }
    group.add(kind, id, bytes, offset, length);
  }

  /**
   * The bytes of a chunk that waits for its group to be full. Chunks that went to the sink already
   * are not found here; whoever needs them before their pack is finished must keep them.
   */
  public Optional<byte[]> pending(Kind kind, Hash id) {
    return kind == Kind.DATA
        ? text.find(kind, id).or(() -> numbers.find(kind, id))
        : metadata.find(kind, id).or(() -> commit.find(kind, id));
  }

  /** Sends what still waits to the sink. */
  public void flush() throws IOException {
    for (ChunkGroup group : List.of(text, numbers, metadata, commit)) {
      if (!group.isEmpty()) {
        sink.append(encoder.encode(group));
      }
    }
  }
}
