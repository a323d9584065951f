package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexBlocks;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks ids up in one index object. Opening reads nothing; the first lookup reads the tables at the
 * end. A lookup asks the filter, then reads the block in which the row should be if ids were spread
 * evenly within their bucket (interpolation search; Y. Perl, A. Itai, H. Avni, CACM 21, 1978),
 * which those of a hash are; after a few wrong guesses it halves instead. Safe for any number of
 * threads.
 */
public final class IndexReader {
  private static final int GUESSES = 3;

  private final IndexObject object;
  private final IndexCache cache;
  private final int number;
  private final IndexFilters filters;
  private volatile @Nullable IndexTables tables;

  /** A reader of an index object. */
  public IndexReader(ObjectStore store, IndexRef ref, IndexCache cache) {
    this.object = new IndexObject(store, ref);
    this.cache = cache;
    this.number = cache.register();
    this.filters = new IndexFilters(object, cache);
  }

  /** What is read. */
  public IndexRef ref() {
    return object.ref();
  }

  /**
   * Where the bytes of an id are.
   *
   * @return the place, or null if this index does not have the id with that kind
   * @throws IOException if the object could not be read
   * @throws MalformedException if it is damaged
   */
  public @Nullable Location lookup(Kind kind, Hash id) throws IOException {
    IndexTables t = tables();
    int bucket = t.bucket(id.firstLong());
    int from = t.startOf(bucket);
    int to = t.endOf(bucket);
    if (from == to || !filters.mayContain(t, from, to, FuseFilter.key(kind, id))) {
      return null;
    }
    return search(t, from, to, kind, id);
  }

  private @Nullable Location search(IndexTables t, int from, int to, Kind kind, Hash id)
      throws IOException {
    IndexLayout layout = t.layout();
    byte[] wanted = id.toBytes();
    long target = IndexBlocks.leading(wanted, layout.fanoutBytes());
    Range range = new Range(from, to);
    for (int tries = 0; range.low < range.high; tries++) {
      int guess = tries < GUESSES ? range.interpolate(target) : range.middle();
      int number = guess / layout.blockRows();
      byte[] block = block(t, number);
      int start = number * layout.blockRows();
      int low = Math.max(range.low, start);
      int high = Math.min(range.high, start + layout.rowsIn(number));
      int found = find(t, block, low - start, high - start, wanted, kind);
      if (found >= 0) {
        return location(t, block, found * layout.rowBytes());
      }
      int place = -found - 1 + start;
      if (place > low && place < high) {
        return null;
      }
      if (place == low) {
        range.highAt(low, IndexBlocks.leading(block, (low - start) * layout.rowBytes()));
      } else {
        range.lowAt(high, IndexBlocks.leading(block, (high - 1 - start) * layout.rowBytes()));
      }
    }
    return null;
  }

  /** As {@link java.util.Arrays#binarySearch(int[], int, int, int)}, over rows of a block. */
  private static int find(IndexTables t, byte[] block, int from, int to, byte[] wanted, Kind kind) {
    int low = from;
    int high = to - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int x = t.blocks().compare(block, middle * t.layout().rowBytes(), wanted, kind);
      if (x == 0) {
        return middle;
      }
      if (x < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }

  private Location location(IndexTables t, byte[] block, int at) {
    try {
      return t.blocks().location(block, at, t.pack(t.blocks().ordinal(block, at)));
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
  }

  private byte[] block(IndexTables t, int block) throws IOException {
    byte[] kept = cache.page(number, block);
    if (kept != null) {
      return kept;
    }
    int length = t.layout().blockLength(block);
    byte[] bytes = object.read(t.layout().blockOffset(block), length);
    try {
      t.blocks().check(bytes, 0, block, length);
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
    cache.keep(number, block, bytes);
    return bytes;
  }

  boolean isOpen() {
    return tables != null;
  }

  /** Reads the tables, and the filters if they are read together. */
  boolean tryOpen() {
    try {
      filters.prepare(tables());
      return true;
    } catch (IOException | MalformedException | UnsupportedVersionException e) {
      return false; // Whoever looks up an id reads them again, and is told.
    }
  }

  private IndexTables tables() throws IOException {
    IndexTables t = tables;
    return t != null ? t : load();
  }

  private synchronized IndexTables load() throws IOException {
    IndexTables t = tables;
    if (t == null) {
      t = IndexTables.load(object);
      filters.open(t.layout().partitions());
      tables = t;
    }
    return t;
  }

  /** All rows in ascending order, in large reads, each block checked, and the order too. */
  public RowSource rows() throws IOException {
    return new IndexScan(object, tables());
  }

  /** The packs that the rows name, and perhaps others. */
  public Set<PackId> packs() throws IOException {
    IndexTables t = tables();
    Set<PackId> packs = new HashSet<>();
    for (int i = 0; i < t.layout().packs(); i++) {
      packs.add(t.pack(i));
    }
    return packs;
  }

  /**
   * Reads the whole object and checks every byte: checksums, name, order and number of the rows,
   * their packs, and that the filters have them.
   *
   * @throws MalformedException at the first thing that is wrong
   */
  public void verify() throws IOException {
    new IndexVerification(object, IndexTables.load(object)).run();
  }

  /** Gives the memory of the filters back. Lookups go on, without filters. */
  void retire() {
    filters.retire();
  }

  /** The rows among which the wanted one is, and ids below the first and from the last of them. */
  private static final class Range {
    private int low;
    private int high;
    private double lowKey; // of the row before low
    private double highKey = 0x1p64; // of the row at high

    Range(int low, int high) {
      this.low = low;
      this.high = high;
    }

    void lowAt(int row, long key) {
      low = row;
      lowKey = unsigned(key);
    }

    void highAt(int row, long key) {
      high = row;
      highKey = unsigned(key);
    }

    int middle() {
      return (low + high) >>> 1;
    }

    int interpolate(long key) {
      double share = (unsigned(key) - lowKey) / (highKey - lowKey);
      // Not a number where the two are equal; the cast makes that 0.
      int guess = low + (int) (share * (high - low));
      return Math.min(high - 1, Math.max(low, guess));
    }

    private static double unsigned(long key) {
      return (key >>> 1) * 2.0;
    }
  }
}
