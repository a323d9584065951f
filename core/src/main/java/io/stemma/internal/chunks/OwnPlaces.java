package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.index.InMemoryRows;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the ids of one session are: claimed by whoever writes them, then in a finished pack. About
 * 60 bytes an id. Safe for use by several threads.
 */
final class OwnPlaces {
  private static final Location CLAIMED = new Location(PackId.random(), 0, 0, 0);

  private final InMemoryRows rows = new InMemoryRows();
  private final List<InMemoryRows> absorbed = new CopyOnWriteArrayList<>();
  private final AtomicLong unplaced = new AtomicLong();

  /** Whether the caller is the first to claim an id. */
  boolean claim(Kind kind, Hash id) {
    boolean first = rows.putIfAbsent(kind, id, CLAIMED) == null;
    if (first) {
      unplaced.incrementAndGet();
    }
    return first;
  }

  /** Whether an id was claimed, and perhaps placed. */
  boolean contains(Kind kind, Hash id) {
    return rows.get(kind, id) != null || find(kind, id) != null;
  }

  /** Whether an id was claimed and not placed yet. */
  boolean isClaimed(Kind kind, Hash id) {
    return rows.get(kind, id) != null && find(kind, id) == null;
  }

  /** The place of an id in a finished pack, or null. */
  @Nullable Location find(Kind kind, Hash id) {
    Location at = placed(rows.get(kind, id));
    for (InMemoryRows other : absorbed) {
      if (at == null) {
        at = placed(other.get(kind, id));
      }
    }
    return at;
  }

  private static @Nullable Location placed(@Nullable Location at) {
    return at == null || at.pack().equals(CLAIMED.pack()) ? null : at;
  }

  /** Takes note of a finished pack. */
  void place(PackTable table) {
    for (PackRow row : table.rows()) {
      rows.put(row.kind(), row.id(), row.in(table.pack()));
    }
    unplaced.addAndGet(-table.rows().size());
  }

  /** Takes over the places of a session that has ended. */
  void absorb(OwnPlaces other) {
    absorbed.add(other.rows);
    absorbed.addAll(other.absorbed);
  }

  /** Fails unless all that was claimed is in finished packs: nothing may rely on the rest. */
  void checkAllPlaced() {
    long missing = unplaced.get();
    if (missing != 0) {
      throw new IllegalStateException(
          missing + " chunks of this change are in no pack; begin the change anew");
    }
  }
}
