package io.stemma.internal.maintenance;

import io.stemma.DamageException;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.commit.RefTable;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.index.IndexReader;
import io.stemma.internal.log.OperationLog;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks an archive from its log down: entries, index objects, packs, commits, trees, content. What
 * is damaged is collected, never thrown; only a store that fails ends the check. Memory grows with
 * the number of commits and packs, not of files.
 */
public final class ArchiveVerifier {
  private static final int PAGE = 1_000;

  private final CountedStore store;
  private final OperationLog log;
  private final Damages damages = new Damages();
  private long objects;
  private long bytes;

  /** Checks the archive of a store and a log; used once. */
  public ArchiveVerifier(ObjectStore store, OperationLog log) {
    this.store = new CountedStore(store);
    this.log = log;
  }

  /**
   * Runs the check.
   *
   * @throws io.stemma.StorageException if the store failed
   */
  public Verification verify(VerifyOptions options) {
    LogCheck entries = new LogCheck(log, damages);
    try {
      entries.run(options.expectedHead());
      countLog();
    } catch (UncheckedIOException e) {
      throw Faults.storage("checking the log", new IOException(e));
    } catch (IOException e) {
      throw Faults.storage("checking the log", e);
    }
    ArchiveState state = entries.head().state();
    try (Holdings holdings = new Holdings(store, state, damages)) {
      Set<PackId> packs = indexes(holdings, options.everyByte());
      state.recent().forEach(pack -> packs.add(pack.pack()));
      packs.removeAll(holdings.indexes().condemned());
      checkRecent(holdings, state);
      if (options.everyByte()) {
        bytes += new PackCheck(holdings, state, damages).run(packs);
      }
      refs(entries, holdings, state);
      return content(entries, holdings, options.everyByte());
    }
  }

  private void countLog() throws IOException {
    String after = "";
    for (int page = PAGE; page == PAGE; ) {
      page = 0;
      try (Stream<ObjectInfo> listed = store.list("log/", after, PAGE)) {
        for (ObjectInfo info : (Iterable<ObjectInfo>) listed::iterator) {
          page++;
          objects++;
          bytes += info.length();
          after = info.key();
        }
      }
    }
    objects++; // stemma.json
  }

  /** Checks the live index objects, and gives the packs that they name. */
  private Set<PackId> indexes(Holdings holdings, boolean everyByte) {
    Set<PackId> packs = new TreeSet<>();
    for (IndexReader reader : holdings.indexes().readers()) {
      objects++;
      bytes += reader.ref().length();
      try {
        packs.addAll(reader.packs());
        if (everyByte) {
          reader.verify();
        }
      } catch (IOException | MalformedException | UnsupportedVersionException e) {
        holdings.indexProblem(e);
      }
    }
    return packs;
  }

  private void checkRecent(Holdings holdings, ArchiveState state) {
    for (RecentPack pack : state.recent()) {
      long length = holdings.length(pack.pack());
      if (length >= 0 && length != pack.length()) {
        damages.add(
            pack.pack().key(), "it has " + length + " bytes, but the log says " + pack.length());
      }
    }
  }

  /** Reads all refs, also those in the tree of refs. */
  private void refs(LogCheck entries, Holdings holdings, ArchiveState state) {
    try {
      entries.roots(new RefTable(holdings.source(), state).startingWith(""));
    } catch (DamageException e) {
      damages.addOnce(e.object(), "the refs cannot be read: " + Holdings.problem(e));
    } catch (MalformedException e) {
      damages.addOnce("tree of refs", String.valueOf(e.getMessage()));
    }
  }

  private Verification content(LogCheck entries, Holdings holdings, boolean everyByte) {
    ContentWalk content = new ContentWalk(holdings, damages);
    content.run(entries.roots());
    return new Verification(
        objects + holdings.packCount(),
        everyByte ? bytes : store.bytes(),
        entries.entries(),
        content.commits(),
        content.files(),
        damages.toList());
  }
}
