package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of a pack that no index covers yet. Immutable. */
public final class RecentPack {
  private final PackId id;
  private final RowTable rows = new RowTable(new PackNumbers());

  /** Takes the lines of the pack's table. */
  public RecentPack(PackId id, List<PackRow> lines) {
    this.id = id;
    for (PackRow line : lines) {
      rows.put(line.kind(), line.id(), line.in(id));
    }
  }

  /** The pack. */
  public PackId id() {
    return id;
  }

  @Nullable Location lookup(Kind kind, Hash hash) {
    return rows.get(kind, hash);
  }

  int size() {
    return rows.size();
  }

  RowSource sorted() {
    return RowSource.of(rows.sorted());
  }
}
