package io.stemma.internal.index;

import com.google.common.collect.Iterators;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running transaction, about 56 bytes each. When {@link #bytes()} passes the limit of
 * whoever fills it, it writes {@link #sorted()} as an index object and begins a new one. Safe for
 * any number of threads: sixteen tables by the first bits of the id, each with a lock of its own.
 */
public final class InMemoryRows {
  private static final int SHARD_BITS = 4;

  private final PackNumbers packs = new PackNumbers();
  private final RowTable[] shards = new RowTable[1 << SHARD_BITS];

  /** No rows. */
  public InMemoryRows() {
    Arrays.setAll(shards, i -> new RowTable(packs));
  }

  private RowTable shard(Hash id) {
    return shards[(int) (id.firstLong() >>> 64 - SHARD_BITS)];
  }

  /** Where the bytes of an id are, or null. */
  public @Nullable Location get(Kind kind, Hash id) {
    RowTable shard = shard(id);
    synchronized (shard) {
      return shard.get(kind, id);
    }
  }

  /**
   * Puts a row unless there is one with this id and kind.
   *
   * @return the place in the row that was there, or null if the new one was put
   */
  public @Nullable Location putIfAbsent(Kind kind, Hash id, Location location) {
    RowTable shard = shard(id);
    synchronized (shard) {
      return shard.putIfAbsent(kind, id, location);
    }
  }

  /** Puts a row, in place of one with the same id and kind if there is one. */
  public void put(Kind kind, Hash id, Location location) {
    RowTable shard = shard(id);
    synchronized (shard) {
      shard.put(kind, id, location);
    }
  }

  /** How many rows there are. */
  public int size() {
    int size = 0;
    for (RowTable shard : shards) {
      synchronized (shard) {
        size += shard.size();
      }
    }
    return size;
  }

  /** About how much memory the rows take. */
  public long bytes() {
    long bytes = 0;
    for (RowTable shard : shards) {
      synchronized (shard) {
        bytes += shard.bytes();
      }
    }
    return bytes;
  }

  /** The packs that rows name or named. */
  public Collection<PackId> packs() {
    return packs.all();
  }

  /** The rows in ascending order. No row may be put until the last one was taken. */
  public RowSource sorted() {
    Iterator<RowTable> inOrder = Arrays.asList(shards).iterator();
    return RowSource.of(Iterators.concat(Iterators.transform(inOrder, RowTable::sorted)));
  }
}
