package io.stemma.internal.maintenance;

import io.stemma.DamageException;
import io.stemma.MissingObjectException;
import io.stemma.internal.base.DamagedObjectException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexSet;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one state of an archive can find: its tables, index objects and packs, read past every cache
 * of the open archive. Knows what keeps an id from being read. Safe for use by several threads.
 */
final class Holdings implements AutoCloseable {
  /** Ids are looked up in no order, so that what is not kept is read again and again. */
  private static final long PAGE_BYTES = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 6);

  private static final long FILTER_BYTES = 16L << 20;
  private static final long MISSING = -1;

  /** A frame, or with a slot of at least 0 one chunk of it. */
  private record Place(PackId pack, long offset, int slot) {}

  private final ObjectStore store;
  private final Damages damages;
  private final Consumer<Location> used;
  private final IndexSet indexes;
  private final ChunkStore chunks;
  private final Map<PackId, Long> lengths = new ConcurrentHashMap<>();
  private final Map<Place, Damages.Finding> damagedPlaces = new ConcurrentHashMap<>();

  Holdings(ObjectStore store, ArchiveState state, Damages damages) {
    this(store, state, damages, place -> {});
  }

  /**
   * What a state can find.
   *
   * @param used is told of every place that is found
   */
  Holdings(ObjectStore store, ArchiveState state, Damages damages, Consumer<Location> used) {
    this.used = used;
    this.store = store;
    this.damages = damages;
    List<IndexRef> refs = new ArrayList<>(state.indexes());
    Collections.reverse(refs);
    ChunkStore.Places places = this::lookup;
    this.chunks =
        new ChunkStore(
            store,
            new ChunkStore.PlaceSource() {
              @Override
              public ChunkStore.Places current() {
                return places;
              }

              @Override
              public ChunkStore.Places newest() {
                return places;
              }
            });
    this.indexes =
        IndexSet.empty(store, new IndexCache(PAGE_BYTES, FILTER_BYTES))
            .with(refs, recents(state), new HashSet<>(state.condemned()));
  }

  private List<io.stemma.internal.index.RecentPack> recents(ArchiveState state) {
    List<io.stemma.internal.index.RecentPack> found = new ArrayList<>();
    for (RecentPack pack : state.recent()) {
      rows(pack)
          .ifPresent(rows -> found.add(new io.stemma.internal.index.RecentPack(pack.pack(), rows)));
    }
    Collections.reverse(found);
    return found;
  }

  /** The table of a pack that no index covers. */
  private Optional<List<PackRow>> rows(RecentPack pack) {
    if (pack.table().isPresent()) {
      return pack.table();
    }
    try {
      return Optional.of(packs().readTable(pack.pack(), pack.length()).rows());
    } catch (NoSuchObjectException e) {
      damages.addOnce(e.key(), "it is missing");
    } catch (IOException e) {
      throw Faults.storage("reading the table of pack " + pack.pack(), e);
    } catch (MalformedException | UnsupportedVersionException e) {
      damages.add(pack.pack().key(), "its table cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private @Nullable Location lookup(Kind kind, Hash id) throws IOException {
    Location at = indexes.lookup(kind, id);
    if (at != null) {
      used.accept(at);
    }
    return at;
  }

  IndexSet indexes() {
    return indexes;
  }

  PackReader packs() {
    return chunks.packs();
  }

  /** Reads whole objects, verified; throws what users would get. */
  ChunkSource source() {
    return chunks;
  }

  /** How many packs were looked at. */
  int packCount() {
    return lengths.size();
  }

  /** Length of a pack, or a negative number if it is missing, which is noted. */
  long length(PackId pack) {
    Long known = lengths.get(pack);
    if (known != null) {
      return known;
    }
    long length;
    try {
      length = store.read(pack.key(), 0, 0).objectLength();
    } catch (NoSuchObjectException e) {
      missing(pack);
      length = MISSING;
    } catch (IOException e) {
      throw Faults.storage("looking at pack " + pack, e);
    }
    lengths.put(pack, length);
    return length;
  }

  private Damages.Finding missing(PackId pack) {
    return damages.addOnce(pack.key(), "it is missing");
  }

  /** Notes that a frame cannot be read, or one chunk of it. */
  void damaged(PackId pack, long offset, int slot, Damages.Finding record) {
    damagedPlaces.putIfAbsent(new Place(pack, offset, slot), record);
  }

  /** Where an id is; null if it cannot be found for a reason that is noted in {@code problem}. */
  private @Nullable Location find(Kind kind, Hash id, Damages.Finding[] problem) {
    try {
      Location at = lookup(kind, id);
      if (at == null) {
        problem[0] = damages.addOnce(kind + " " + id, "it is in no index");
      }
      return at;
    } catch (IOException | MalformedException | UnsupportedVersionException e) {
      problem[0] = indexProblem(e);
      return null;
    }
  }

  /** Notes what is wrong with an index object. */
  Damages.Finding indexProblem(Exception e) {
    if (e instanceof NoSuchObjectException missing) {
      return damages.addOnce(missing.key(), "it is missing");
    } else if (e instanceof IOException failure) {
      throw Faults.storage("reading an index object", failure);
    }
    String key = e instanceof DamagedObjectException named ? named.key() : "index";
    return damages.addOnce(key, String.valueOf(e.getMessage()));
  }

  /**
   * What keeps an id from being read, as far as can be told without reading it; null if nothing.
   */
  Damages.@Nullable Finding fault(Kind kind, Hash id) {
    Damages.Finding[] problem = new Damages.Finding[1];
    Location at = find(kind, id, problem);
    return at == null ? problem[0] : fault(at);
  }

  private Damages.@Nullable Finding fault(Location at) {
    long length = length(at.pack());
    if (length < 0) {
      return missing(at.pack());
    }
    if (at.offset() + at.length() > length) {
      return damages.addOnce(
          at.pack().key() + " ",
          at.pack().key(),
          "it is cut: it has " + length + " bytes, but chunks lie behind that");
    }
    if (damagedPlaces.isEmpty()) {
      return null;
    }
    Damages.Finding frame = damagedPlaces.get(new Place(at.pack(), at.offset(), -1));
    return frame != null ? frame : damagedPlaces.get(new Place(at.pack(), at.offset(), at.slot()));
  }

  /** Either the bytes of an id, or what keeps it from being read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reading(byte @Nullable [] bytes, Damages.@Nullable Finding fault) {}

  /** Reads an object, and notes what is wrong with it. */
  Reading read(Kind kind, Hash id) {
    Damages.Finding known = fault(kind, id);
    if (known != null) {
      return new Reading(null, known);
    }
    try {
      return new Reading(chunks.read(kind, id), null);
    } catch (DamageException e) {
      return new Reading(null, damages.add(e.object(), problem(e)));
    }
  }

  /** What is wrong, without the advice to verify. */
  static String problem(DamageException e) {
    Throwable cause = e.getCause();
    return e instanceof MissingObjectException
        ? "it is missing"
        : String.valueOf((cause == null ? e : cause).getMessage());
  }

  @Override
  public void close() {
    chunks.close();
  }
}
