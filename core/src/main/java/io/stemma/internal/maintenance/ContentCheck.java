package io.stemma.internal.maintenance;

import io.stemma.DamageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkCursor;
import io.stemma.internal.format.v1.ChunkList;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import java.util.function.Consumer;

/** Finds what keeps the content of files from being read. Looks at sound chunk lists once. */
final class ContentCheck {
  private final Holdings holdings;
  private final Damages damages;
  private final IdSet sound = new IdSet();

  ContentCheck(Holdings holdings, Damages damages) {
    this.holdings = holdings;
    this.damages = damages;
  }

  /** Tells of everything that is wrong with a file; whether it is sound. */
  boolean check(FileEntry entry, Consumer<Damages.Finding> faults) {
    boolean ok = true;
    for (ChunkRef part : entry.content()) {
      ok &= part(part, entry.listLevel() - 1, faults);
    }
    return ok;
  }

  private boolean part(ChunkRef part, int level, Consumer<Damages.Finding> faults) {
    if (level < 0) {
      Damages.Finding fault = holdings.fault(Kind.DATA, part.id());
      if (fault != null) {
        faults.accept(fault);
      }
      return fault == null;
    }
    return sound.contains(part.id()) || list(part, level, faults);
  }

  private boolean list(ChunkRef part, int level, Consumer<Damages.Finding> faults) {
    Hash id = part.id();
    Damages.Finding known = holdings.read(Kind.CHUNK_LIST, id).fault();
    if (known != null) {
      faults.accept(known);
      return false;
    }
    ChunkList list;
    try {
      list = ChunkCursor.read(holdings.source(), part, level);
    } catch (DamageException e) {
      faults.accept(damages.add(e.object(), Holdings.problem(e)));
      return false;
    }
    boolean ok = true;
    for (ChunkRef item : list.items()) {
      ok &= part(item, level - 1, faults);
    }
    if (ok) {
      sound.add(id);
    }
    return ok;
  }
}
