package io.stemma.internal.chunks;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.pack.DecodedFrame;
import io.stemma.internal.pack.PackReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is at a place of a pack. Frames of several chunks are kept for a while, and what was
 * read ahead is used. Safe for use by several threads.
 */
final class StoredFrames implements AutoCloseable {
  private static final long FRAME_BYTES = 16L << 20;

  /** No writer of metadata makes longer frames of several objects. */
  private static final int MAX_NEIGHBOURS = 1 << 20;

  private final PackReader packs;
  private final ReadAhead ahead;
  private final KnownMetadata metadata;
  private final boolean neighbours;
  private final Cache<Location, DecodedFrame> frames =
      CacheBuilder.newBuilder()
          .maximumWeight(FRAME_BYTES)
          .concurrencyLevel(1)
          .weigher((Location key, DecodedFrame frame) -> frame.plainLength() + 500)
          .build();

  /**
   * Reads packs.
   *
   * @param packs closed with this
   * @param metadata learns all metadata of a frame that is read, if that is wanted
   * @param neighbours whether it is
   */
  StoredFrames(PackReader packs, KnownMetadata metadata, boolean neighbours) {
    this.packs = packs;
    this.ahead = new ReadAhead(packs, Ticker.systemTicker());
    this.metadata = metadata;
    this.neighbours = neighbours;
  }

  PackReader packs() {
    return packs;
  }

  /** A frame, whichever of its chunks is meant. */
  static Location frame(Location at) {
    return new Location(at.pack(), at.offset(), at.length(), 0);
  }

  /** The bytes at a place. */
  byte[] read(Location at, Kind kind, Hash id) throws IOException {
    try {
      return decoded(at, kind).bytes(at.slot(), kind, id);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(at.pack().key(), e);
    }
  }

  /** Gives all metadata that share a frame with those at a place. */
  void identify(Location at, Kind kind, DecodedFrame.ChunkConsumer consumer) throws IOException {
    try {
      decoded(at, kind).identify(consumer);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(at.pack().key(), e);
    }
  }

  private DecodedFrame decoded(Location at, Kind kind) throws IOException {
    Location key = frame(at);
    DecodedFrame frame = frames.getIfPresent(key);
    if (frame == null) {
      frame = packs.frame(at.pack(), at.offset(), at.length());
      keep(key, kind, frame);
    }
    return frame;
  }

  private void keep(Location key, Kind kind, DecodedFrame frame) {
    if (frame.count() == 1) {
      return;
    }
    if (neighbours && kind != Kind.DATA && frame.plainLength() <= MAX_NEIGHBOURS) {
      frame.identify(metadata::keep);
    } else {
      frames.put(key, frame);
    }
  }

  /** Puts the bytes at a place into an array. */
  void readInto(Location at, Kind kind, Hash id, byte[] target, int offset, int length)
      throws IOException {
    try {
      Location key = frame(at);
      DecodedFrame frame = frames.getIfPresent(key);
      if (frame != null) {
        frame.copy(at.slot(), kind, id, target, offset, length);
      } else {
        ByteBuffer read = ahead.take(key);
        frame =
            read == null
                ? packs.readInto(at, kind, id, target, offset, length)
                : packs.decodeInto(at, kind, id, read, target, offset, length);
        if (frame != null) {
          frames.put(key, frame);
        }
      }
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(at.pack().key(), e);
    }
  }

  /**
   * The same for a chunk of a file, which begins the array.
   *
   * @return the chunk's frame, in an accessible array; empty if it shares a frame with others
   */
  Optional<ByteBuffer> readStored(Location at, Hash id, byte[] plain, int length)
      throws IOException {
    try {
      Location key = frame(at);
      DecodedFrame group = frames.getIfPresent(key);
      if (group != null) {
        group.copy(at.slot(), Kind.DATA, id, plain, 0, length);
        return Optional.empty();
      }
      ByteBuffer read = ahead.take(key);
      if (read == null) {
        read = packs.range(at.pack(), at.offset(), at.length()).bytes();
      }
      group = packs.decodeInto(at, Kind.DATA, id, read, plain, 0, length);
      if (group != null) {
        frames.put(key, group);
      }
      return group == null ? Optional.of(read) : Optional.empty();
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(at.pack().key(), e);
    }
  }

  /** Drops what is kept of a place. */
  void forget(Location at) {
    frames.invalidate(frame(at));
  }

  /** Whether the frame of a place is kept, or on its way. */
  boolean knows(Location at) {
    Location frame = frame(at);
    return frames.getIfPresent(frame) != null || ahead.has(frame);
  }

  boolean isWorthReadingAhead() {
    return packs.times().slow() && ahead.hasRoom();
  }

  /** Begins to read frames; how many of them, from the first. */
  int readAhead(List<Location> wanted) {
    return ahead.start(wanted);
  }

  @Override
  public void close() {
    ahead.close();
    packs.close();
    frames.invalidateAll();
  }
}
