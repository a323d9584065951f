package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackFooter;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads packs from a store. Every chunk that it returns was verified against its id. A missing pack
 * is a {@link io.stemma.storage.NoSuchObjectException}, a damaged one a {@link MalformedException}
 * that names pack and offset. Safe for use by several threads; each borrows a decoder.
 */
public final class PackReader implements AutoCloseable {
  /** The end of a pack is read in one piece if table and trailer are not longer. */
  static final int TAIL = 64 << 10;

  private final ObjectStore store;
  private final ReadTimes times;
  private final Queue<FrameDecoder> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Reads from a store, which stays the caller's. */
  public PackReader(ObjectStore store) {
    this(store, new ReadTimes(System::nanoTime));
  }

  /** The same, with a clock of its own. */
  public PackReader(ObjectStore store, ReadTimes times) {
    this.store = store;
    this.times = times;
  }

  /** How long the store takes to answer. */
  public ReadTimes times() {
    return times;
  }

  /** The verified bytes of a chunk. */
  public byte[] read(Location at, Kind kind, Hash id) throws IOException {
    DecodedFrame frame = frame(at.pack(), at.offset(), at.length());
    try {
      return frame.bytes(at.slot(), kind, id);
    } catch (MalformedException e) {
      throw named(at.pack(), at.offset(), e);
    }
  }

  /**
   * Puts the verified bytes of a chunk into an array. When this fails, the range of the array may
   * hold anything.
   *
   * @param length the length that the chunk is expected to have
   * @return the frame, if there are more chunks in it; null if the chunk was alone
   */
  public @Nullable DecodedFrame readInto(
      Location at, Kind kind, Hash id, byte[] target, int offset, int length) throws IOException {
    ObjectRange range = range(at.pack(), at.offset(), at.length());
    return decodeInto(at, kind, id, range.bytes(), target, offset, length);
  }

  /**
   * The same for a frame whose bytes were read already, perhaps together with its neighbours.
   *
   * @param frame the frame, in an accessible array
   */
  public @Nullable DecodedFrame decodeInto(
      Location at, Kind kind, Hash id, ByteBuffer frame, byte[] target, int offset, int length) {
    int from = frame.arrayOffset() + frame.position();
    FrameDecoder decoder = borrow();
    try {
      return decoder.decode(frame.array(), from, at, kind, id, target, offset, length);
    } catch (MalformedException e) {
      throw named(at.pack(), at.offset(), e);
    } finally {
      giveBack(decoder);
    }
  }

  /**
   * All chunks of a frame, decoded once; each is verified when it is asked for.
   *
   * @param offset where the frame begins in its pack
   * @param length its length
   */
  public DecodedFrame frame(PackId pack, long offset, int length) throws IOException {
    ObjectRange range = range(pack, offset, length);
    return decode(pack, offset, range.bytes().array(), start(range), length);
  }

  /**
   * All chunks of a frame whose bytes were read already, perhaps together with its neighbours.
   *
   * @param offset where the frame begins in its pack
   * @param from where it begins in the array
   */
  public DecodedFrame decode(PackId pack, long offset, byte[] bytes, int from, int length) {
    FrameDecoder decoder = borrow();
    try {
      return decoder.decode(bytes, from, length);
    } catch (MalformedException e) {
      throw named(pack, offset, e);
    } finally {
      giveBack(decoder);
    }
  }

  /**
   * The table of a pack, read with one request, or two where it is long.
   *
   * @param length length of the pack, as a listing or its writer told
   * @throws io.stemma.internal.format.v1.UnsupportedVersionException if the pack is of another
   *     version
   */
  public PackTable readTable(PackId pack, long length) throws IOException {
    int first = (int) Math.min(length, TAIL);
    ObjectRange tail = range(pack, length - first, first);
    if (tail.objectLength() != length) {
      throw new MalformedException(
          "pack " + pack + " has " + tail.objectLength() + " bytes, expected " + length);
    }
    try {
      int footer = PackFooter.length(tail.bytes().array(), start(tail), first, length);
      if (footer > first) {
        tail = range(pack, length - footer, footer);
        first = footer;
      }
      int from = start(tail) + first - footer;
      return PackFooter.decode(tail.bytes().array(), from, footer, pack, length);
    } catch (MalformedException e) {
      throw named(pack, length - first, e);
    }
  }

  /**
   * Checks every byte of a pack: its header, every frame and the id of every chunk, its table, its
   * trailer.
   *
   * @return its table, and what is wrong
   * @throws IOException if the pack is missing or cannot be read
   */
  public PackVerification verify(PackId pack) throws IOException {
    return new PackVerifier(this, pack).verify();
  }

  /** Exactly the bytes of a range, which may be several frames long; less is damage. */
  public ObjectRange range(PackId pack, long offset, int length) throws IOException {
    if (length < 0 || length > Math.max(FrameHeader.MAX_FRAME, PackFooter.MAX_TABLE + TAIL)) {
      throw new MalformedException("pack " + pack + ": no part has a length of " + length);
    }
    long begun = times.begin();
    ObjectRange range = store.read(pack.key(), offset, length);
    times.end(begun, length);
    if (range.bytes().remaining() != length) {
      throw new MalformedException(
          "pack "
              + pack
              + " is cut: "
              + length
              + " bytes wanted at offset "
              + offset
              + ", but it has "
              + range.objectLength());
    }
    return range;
  }

  /** Length of a pack in bytes. */
  long length(PackId pack) throws IOException {
    return store.read(pack.key(), 0, 0).objectLength();
  }

  static int start(ObjectRange range) {
    return range.bytes().arrayOffset() + range.bytes().position();
  }

  private static MalformedException named(PackId pack, long offset, MalformedException e) {
    return new MalformedException("pack " + pack + ", offset " + offset + ": " + e.getMessage(), e);
  }

  private FrameDecoder borrow() {
    if (closed) {
      throw new IllegalStateException("the reader of packs is closed");
    }
    FrameDecoder decoder = idle.poll();
    return decoder == null ? new FrameDecoder() : decoder;
  }

  private void giveBack(FrameDecoder decoder) {
    idle.add(decoder);
    if (closed) {
      releaseIdle();
    }
  }

  private void releaseIdle() {
    for (FrameDecoder d = idle.poll(); d != null; d = idle.poll()) {
      d.close();
    }
  }

  /** Releases the decoders; what other threads are decoding goes on to its end. */
  @Override
  public void close() {
    closed = true;
    releaseIdle();
  }
}
