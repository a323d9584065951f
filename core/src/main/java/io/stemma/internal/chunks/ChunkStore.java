package io.stemma.internal.chunks;

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
import java.util.concurrent.Executor;
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

  /** Plain bytes: some spans on their way for one reader. */
  private static final int AHEAD_BYTES = 16 << 20;

  private final StoredFrames frames;
  private final PlaceSource places;
  private final KnownMetadata metadata = new KnownMetadata(METADATA_BYTES);

  /** Reads from a store, which stays the caller's. */
  public ChunkStore(ObjectStore store, PlaceSource places) {
    this(store, places, false);
  }

  /**
   * Reads from a store, which stays the caller's.
   *
   * @param neighbours whether all metadata that a frame holds are known once it was read, without
   *     being looked up: worth it where a look at the index takes long
   */
  public ChunkStore(ObjectStore store, PlaceSource places, boolean neighbours) {
    this(store, places, neighbours, ReadTimes.ofStore(store.isRemote()));
  }

  /** The same, with a clock of its own. */
  ChunkStore(ObjectStore store, PlaceSource places, ReadTimes times) {
    this(store, places, false, times);
  }

  private ChunkStore(ObjectStore store, PlaceSource places, boolean neighbours, ReadTimes times) {
    this.frames = new StoredFrames(new PackReader(store, times), metadata, neighbours);
    this.places = places;
  }

  /** Reads packs, for whoever checks them. */
  public PackReader packs() {
    return frames.packs();
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    byte[] known = kind == Kind.DATA ? null : metadata.get(new ChunkKey(kind, id));
    if (known != null) {
      return known;
    }
    byte[] bytes = find(kind, id, at -> frames.read(at, kind, id));
    if (kind != Kind.DATA) {
      metadata.keep(kind, id, bytes);
    }
    return bytes;
  }

  /**
   * Begins to read metadata that will be asked for soon. Neither fails nor waits.
   *
   * @param threads where it is read
   */
  public void begin(Kind kind, Hash id, Executor threads) {
    ChunkKey key = new ChunkKey(kind, id);
    metadata.begin(key, threads, () -> find(kind, id, at -> frames.read(at, kind, id)));
  }

  /** Metadata, if they are in memory. */
  public byte @Nullable [] atHand(Kind kind, Hash id) {
    return metadata.atHand(kind, id);
  }

  /** Keeps metadata that was just written, which is what the next change begins with. */
  void remember(Kind kind, Hash id, byte[] bytes) {
    metadata.keep(kind, id, bytes);
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
          frames.readInto(at, kind, id, target, offset, length);
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
    return find(Kind.DATA, id, at -> frames.readStored(at, id, plain, (int) chunk.length()));
  }

  @Override
  public ChunkSource forScan() {
    return new FrameScan(this);
  }

  /** Reads at a place. */
  @FunctionalInterface
  interface Reading<T> {
    T at(Location place) throws IOException;
  }

  <T> T find(Kind kind, Hash id, Reading<T> reading) {
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
      frames.forget(at);
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

  /** Gives all metadata that share a frame with those at a place. */
  void identify(Location at, Kind kind, DecodedFrame.ChunkConsumer consumer) throws IOException {
    frames.identify(at, kind, consumer);
  }

  /** The bytes at a place. */
  byte[] read(Location at, Kind kind, Hash id) throws IOException {
    return frames.read(at, kind, id);
  }

  @Override
  public int worthReadingAhead() {
    return frames.isWorthReadingAhead() ? AHEAD_BYTES : 0;
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
        if (!frames.knows(at)) {
          missing.putIfAbsent(StoredFrames.frame(at), number);
        }
        number++;
      }
    } catch (StemmaException e) {
      LOG.debug("reading ahead ends at a chunk that cannot be looked up", e);
    }
    List<Location> wanted = List.copyOf(missing.keySet());
    int begun = frames.readAhead(wanted);
    return begun == wanted.size() ? number : missing.getOrDefault(wanted.get(begun), 0);
  }

  @Override
  public void close() {
    frames.close();
    metadata.clear();
  }
}
