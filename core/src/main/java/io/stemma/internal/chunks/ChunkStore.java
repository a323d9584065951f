package io.stemma.internal.chunks;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.stemma.CorruptObjectException;
import io.stemma.MissingObjectException;
import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.pack.DecodedFrame;
import io.stemma.internal.pack.PackReader;
import io.stemma.internal.pack.ReadTimes;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whatever the log says is stored. What was read as metadata is kept for a while; so are
 * frames of several chunks, which are read one after the other more often than not. Safe for use by
 * several threads.
 */
public final class ChunkStore implements ChunkSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkStore.class);
  private static final long METADATA_BYTES = 32L << 20;
  private static final long FRAME_BYTES = 16L << 20;

  /** Where ids are, as of some entry of the log. */
  public interface Places {
    /** The place of an id, or null. */
    @Nullable Location find(Kind kind, Hash id) throws IOException;
  }

  /** Knows the newest places. */
  public interface PlaceSource {
    /** The places as known now. */
    Places current();

    /** The places as of the newest entry, which is looked for. */
    Places newest();

    /**
     * Drops copies of an object that turned out to be damaged: the object itself may be sound.
     *
     * @return whether there may have been copies, so that reading it again is worth it
     */
    default boolean forgetCopies(String key) {
      return false;
    }
  }

  /** A frame, whichever of its chunks is meant. */
  private static Location frame(Location at) {
    return new Location(at.pack(), at.offset(), at.length(), 0);
  }

  /** Plain bytes: some spans on their way for one reader. */
  private static final int AHEAD_BYTES = 16 << 20;

  private final PackReader packs;
  private final ReadAhead ahead;
  private final PlaceSource places;
  private final Cache<ChunkKey, byte[]> metadata =
      CacheBuilder.newBuilder()
          .maximumWeight(METADATA_BYTES)
          .weigher((ChunkKey key, byte[] bytes) -> bytes.length + 200)
          .build();
  private final Cache<Location, DecodedFrame> frames =
      CacheBuilder.newBuilder()
          .maximumWeight(FRAME_BYTES)
          .concurrencyLevel(1)
          .weigher((Location key, DecodedFrame frame) -> frame.plainLength() + 500)
          .build();

  /** Reads from a store, which stays the caller's. */
  public ChunkStore(ObjectStore store, PlaceSource places) {
    this(store, places, ReadTimes.ofStore(store.isRemote()));
  }

  /** The same, with a clock of its own. */
  ChunkStore(ObjectStore store, PlaceSource places, ReadTimes times) {
    this.packs = new PackReader(store, times);
    this.ahead = new ReadAhead(packs, Ticker.systemTicker());
    this.places = places;
  }

  /** Reads packs, for whoever checks them. */
  public PackReader packs() {
    return packs;
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    ChunkKey key = new ChunkKey(kind, id);
    byte[] known = kind == Kind.DATA ? null : metadata.getIfPresent(key);
    if (known != null) {
      return known;
    }
    byte[] bytes = find(kind, id, at -> read(at, kind, id));
    if (kind != Kind.DATA) {
      metadata.put(key, bytes);
    }
    return bytes;
  }

  /** Keeps metadata that was just written, which is what the next change begins with. */
  void remember(Kind kind, Hash id, byte[] bytes) {
    metadata.put(new ChunkKey(kind, id), bytes);
  }

  /** Where an id is, as known now; for the question whether it must be written. */
  public Optional<Location> locate(Kind kind, Hash id) {
    return Optional.ofNullable(find(places.current(), kind, id));
  }

  @Override
  public void readInto(Kind kind, Hash id, byte[] target, int offset, int length) {
    find(
        kind,
        id,
        at -> {
          readInto(at, kind, id, target, offset, length);
          return target;
        });
  }

  /**
   * Reads a chunk of a file as it is stored, for another archive. Verifies it as {@link #readInto}
   * does.
   *
   * @param plain takes the chunk, from its first byte on
   * @return the chunk's frame, in an accessible array; empty if it shares a frame with others
   */
  Optional<ByteBuffer> readStored(ChunkRef chunk, byte[] plain) {
    Hash id = chunk.id();
    return find(Kind.DATA, id, at -> readStored(at, id, plain, (int) chunk.length()));
  }

  private Optional<ByteBuffer> readStored(Location at, Hash id, byte[] plain, int length)
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

  /** Reads at a place. */
  @FunctionalInterface
  private interface Reading<T> {
    T at(Location place) throws IOException;
  }

  private <T> T find(Kind kind, Hash id, Reading<T> reading) {
    Location at = find(places.current(), kind, id);
    if (at != null) {
      try {
        return sound(at, reading);
      } catch (NoSuchObjectException e) {
        at = null; // Perhaps the chunk was moved to another pack meanwhile; the newest index knows.
      } catch (IOException e) {
        throw Faults.storage("reading " + kind + " " + id, e);
      }
    }
    at = find(places.newest(), kind, id);
    if (at == null) {
      throw new MissingObjectException(
          kind + " " + id, kind + " " + id + " is in no index; run verify to see what it affects");
    }
    try {
      return sound(at, reading);
    } catch (IOException e) {
      throw Faults.storage("reading " + kind + " " + id, e);
    }
  }

  private <T> T sound(Location at, Reading<T> reading) throws IOException {
    try {
      return reading.at(at);
    } catch (CorruptObjectException e) {
      if (!places.forgetCopies(at.pack().key())) {
        throw e;
      }
      frames.invalidate(frame(at));
    }
    return reading.at(at);
  }

  private static @Nullable Location find(Places where, Kind kind, Hash id) {
    try {
      return where.find(kind, id);
    } catch (IOException e) {
      throw Faults.storage("looking up " + kind + " " + id, e);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged("index", e);
    }
  }

  /** The bytes at a place. */
  byte[] read(Location at, Kind kind, Hash id) throws IOException {
    try {
      Location key = frame(at);
      DecodedFrame frame = frames.getIfPresent(key);
      if (frame == null) {
        frame = packs.frame(at.pack(), at.offset(), at.length());
        if (frame.count() > 1) {
          frames.put(key, frame);
        }
      }
      return frame.bytes(at.slot(), kind, id);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(at.pack().key(), e);
    }
  }

  private void readInto(Location at, Kind kind, Hash id, byte[] target, int offset, int length)
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

  @Override
  public int worthReadingAhead() {
    return packs.times().slow() && ahead.hasRoom() ? AHEAD_BYTES : 0;
  }

  @Override
  public int readAhead(List<ChunkRef> chunks) {
    Map<Location, Integer> missing = new LinkedHashMap<>();
    int number = 0;
    try {
      for (ChunkRef chunk : chunks) {
        Location at = find(places.current(), Kind.DATA, chunk.id());
        if (at == null) {
          break;
        }
        Location frame = frame(at);
        if (frames.getIfPresent(frame) == null && !ahead.has(frame)) {
          missing.putIfAbsent(frame, number);
        }
        number++;
      }
    } catch (StemmaException e) {
      LOG.debug("reading ahead ends at a chunk that cannot be looked up", e);
    }
    List<Location> wanted = List.copyOf(missing.keySet());
    int begun = ahead.start(wanted);
    return begun == wanted.size() ? number : missing.getOrDefault(wanted.get(begun), 0);
  }

  @Override
  public void close() {
    ahead.close();
    packs.close();
    metadata.invalidateAll();
    frames.invalidateAll();
  }
}
