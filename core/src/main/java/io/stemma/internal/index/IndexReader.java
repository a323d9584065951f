package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexBlocks;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.Arrays;
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

  /** The blocks of an object that is far away and not longer are kept when its end is read. */
  private static final int SHORT = 1 << 20;

  /** So many blocks are rather read for nothing than one by one, from far away. */
  private static final int BLOCKS_AT_ONCE = 16;

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
    if (object.isRemote()) {
      readTogether(t, from / t.layout().blockRows(), (to - 1) / t.layout().blockRows());
    }
    return search(t, from, to, kind, id);
  }

  /** Reads the blocks of a bucket at once: which of them has the row is a guess. */
  private void readTogether(IndexTables t, int first, int last) throws IOException {
    if (last == first || last - first >= BLOCKS_AT_ONCE) {
      return;
    }
    int from = first;
    while (from <= last && cache.page(number, from) != null) {
      from++;
    }
    int to = last;
    while (to > from && cache.page(number, to) != null) {
      to--;
    }
    if (to > from) {
      keepAll(t, from, to);
    }
  }

  private void keepAll(IndexTables t, int first, int last) throws IOException {
    IndexLayout layout = t.layout();
    long begin = layout.blockOffset(first);
    int length = (int) (layout.blockOffset(last) - begin) + layout.blockLength(last);
    byte[] all = object.read(begin, length);
    for (int block = first; block <= last; block++) {
      int at = (int) (layout.blockOffset(block) - begin);
      byte[] bytes = Arrays.copyOfRange(all, at, at + layout.blockLength(block));
      keep(t, block, bytes);
    }
  }

  private void keep(IndexTables t, int block, byte[] bytes) {
    try {
      t.blocks().check(bytes, 0, block, bytes.length);
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
    cache.keep(number, block, bytes);
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
    byte[] bytes = object.read(t.layout().blockOffset(block), t.layout().blockLength(block));
    keep(t, block, bytes);
    return bytes;
  }

  boolean isOpen() {
    return tables != null;
  }

  /** Reads the tables; whether that was done. */
  boolean tryOpen() {
    try {
      return tables().layout().rows() >= 0;
    } catch (IOException | RuntimeException e) {
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
      try {
        t = IndexTables.load(object);
        filters.open(t.layout().partitions());
        if (object.isRemote()) {
          useTail(t);
        }
        tables = t;
      } finally {
        object.release();
      }
    }
    return t;
  }

  /** Keeps what came with the tables. */
  private void useTail(IndexTables t) throws IOException {
    boolean unused = filters.tryAll(t);
    if (object.ref().length() <= SHORT && t.layout().rows() > 0) {
      try {
        keepAll(t, 0, t.layout().blocks() - 1);
      } catch (MalformedException e) {
        return; // Whoever needs the block reads it again, and is told.
      }
    }
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
    IndexTables t;
    try {
      t = IndexTables.load(object);
    } finally {
      object.release();
    }
    new IndexVerification(object, t).run();
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
