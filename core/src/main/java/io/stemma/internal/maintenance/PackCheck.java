package io.stemma.internal.maintenance;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.index.IndexReader;
import io.stemma.internal.index.RowSource;
import io.stemma.internal.pack.PackFault;
import io.stemma.internal.pack.PackVerification;
import io.stemma.storage.NoSuchObjectException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks every byte of packs, and that packs and index say the same: every chunk of a pack can be
 * found, every row of the index leads to a chunk. For the latter all rows are read once for every
 * four million chunks, whose places are held in memory as numbers of eight bytes.
 */
final class PackCheck {
  private static final int MAX_ROWS = 4 << 20;
  private static final int THREADS = 2;

  private final Holdings holdings;
  private final ArchiveState state;
  private final Damages damages;
  private final AtomicLong bytes = new AtomicLong();

  /** What the table of each pack says, as sorted numbers; empty where the table is damaged. */
  private final Map<PackId, Optional<long[]>> tables = new HashMap<>();

  private long rows;

  PackCheck(Holdings holdings, ArchiveState state, Damages damages) {
    this.holdings = holdings;
    this.state = state;
    this.damages = damages;
  }

  /** Checks packs; gives the sum of their lengths. */
  long run(Set<PackId> packs) {
    try (Workers workers = new Workers("stemma-verify", THREADS)) {
      Iterator<PackId> next = packs.iterator();
      while (next.hasNext()) {
        workers.forEach(takeBatch(next), this::check);
        rows();
        tables.clear();
        rows = 0;
      }
    }
    return bytes.get();
  }

  /** Packs until their tables fill the memory that is meant for them. */
  private Iterator<PackId> takeBatch(Iterator<PackId> packs) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        synchronized (tables) {
          return rows < MAX_ROWS && packs.hasNext();
        }
      }

      @Override
      public PackId next() {
        return packs.next();
      }
    };
  }

  private void check(PackId pack) {
    long length = holdings.length(pack);
    if (length < 0) {
      return;
    }
    bytes.addAndGet(length);
    PackVerification found;
    try {
      found = holdings.packs().verify(pack);
    } catch (NoSuchObjectException e) {
      damages.addOnce(pack.key(), "it is missing");
      return;
    } catch (IOException e) {
      throw Faults.storage("checking pack " + pack, e);
    }
    found.faults().forEach(fault -> note(pack, fault));
    Optional<long[]> table = found.table().map(t -> numbers(pack, t.rows()));
    found.table().ifPresent(t -> findable(pack, t.rows()));
    synchronized (tables) {
      tables.put(pack, table);
      rows += table.map(t -> t.length).orElse(0);
    }
  }

  private void note(PackId pack, PackFault fault) {
    String problem = "offset " + fault.offset() + ": " + fault.problem();
    Damages.Finding record = damages.add(pack.key(), problem);
    boolean frame = fault.rows().size() != 1;
    for (PackRow row : fault.rows()) {
      holdings.damaged(pack, row.offset(), frame ? -1 : row.slot(), record);
    }
  }

  private static long[] numbers(PackId pack, List<PackRow> rows) {
    return rows.stream().mapToLong(r -> number(r.kind(), r.id(), r.in(pack))).sorted().toArray();
  }

  /** 64 bits that stand for a row. */
  private static long number(Kind kind, Hash id, Location at) {
    long mixed = id.firstLong() * 31 + id.lastLong();
    mixed = (mixed ^ at.offset()) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 29 ^ at.length()) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 32 ^ ((long) at.slot() << 8 | kind.code()) * 0x9e3779b97f4a7c15L;
  }

  /** Notes chunks that the index does not know. */
  private void findable(PackId pack, List<PackRow> lines) {
    for (PackRow row : lines) {
      try {
        if (holdings.indexes().lookup(row.kind(), row.id()) == null) {
          damages.addOnce(
              pack.key() + "?",
              pack.key(),
              row.kind() + " " + row.id() + " is in this pack, but in no index; rebuild the index");
        }
      } catch (IOException | MalformedException | UnsupportedVersionException e) {
        holdings.indexProblem(e);
        return;
      }
    }
  }

  /** Compares all rows that lead to the packs of this batch. */
  private void rows() {
    for (RecentPack pack : state.recent()) {
      Optional<long[]> table = tables.get(pack.pack());
      if (table != null && pack.table().isPresent()) {
        for (PackRow row : pack.table().get()) {
          check("log", new IndexRow(row.kind(), row.id(), row.in(pack.pack())), table);
        }
      }
    }
    for (IndexReader reader : holdings.indexes().readers()) {
      try {
        RowSource source = reader.rows();
        for (IndexRow row = source.next(); row != null; row = source.next()) {
          Optional<long[]> table = tables.get(row.location().pack());
          if (table != null) {
            check(reader.ref().key(), row, table);
          }
        }
      } catch (IOException | MalformedException | UnsupportedVersionException e) {
        holdings.indexProblem(e);
      }
    }
  }

  private void check(String key, IndexRow row, Optional<long[]> table) {
    Location at = row.location();
    if (table.isEmpty()) {
      read(row);
    } else if (Arrays.binarySearch(table.get(), number(row.kind(), row.id(), at)) < 0) {
      Damages.Finding record =
          damages.addOnce(
              key + " -> " + at.pack(),
              key,
              "it says that "
                  + row.kind()
                  + " "
                  + row.id()
                  + " is at offset "
                  + at.offset()
                  + " of pack "
                  + at.pack()
                  + ", which the pack does not say");
      holdings.damaged(at.pack(), at.offset(), at.slot(), record);
    }
  }

  /** The table of the pack is damaged, so only the index knows what should be there. */
  private void read(IndexRow row) {
    Location at = row.location();
    try {
      holdings.packs().read(at, row.kind(), row.id());
    } catch (NoSuchObjectException e) {
      damages.addOnce(at.pack().key(), "it is missing");
    } catch (IOException e) {
      throw Faults.storage("checking pack " + at.pack(), e);
    } catch (MalformedException | UnsupportedVersionException e) {
      Damages.Finding record =
          damages.addOnce(
              at.pack().key() + "!",
              at.pack().key(),
              "its table is damaged, and so are chunks: " + e.getMessage());
      holdings.damaged(at.pack(), at.offset(), at.slot(), record);
    }
  }
}
