package io.stemma.internal.maintenance;

import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.index.InMemoryRows;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexSet;
import io.stemma.internal.index.IndexWriter;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts any number of rows into index objects with bounded memory: runs that fit in memory become
 * index objects, which are merged (external merge sort; D. Knuth, TAOCP 3, 5.4). Of rows with one
 * id the newest stays.
 */
final class IndexRuns {
  private static final Logger LOG = LoggerFactory.getLogger(IndexRuns.class);
  private static final long RUN_BYTES = 48L << 20;
  private static final long MERGED_BYTES = 448L << 20;
  private static final int TRIES = 3;

  private final ObjectStore store;
  private final List<IndexRef> runs = new ArrayList<>(); // oldest first
  private InMemoryRows rows = new InMemoryRows();

  IndexRuns(ObjectStore store) {
    this.store = store;
  }

  void add(IndexRow row) throws IOException {
    rows.put(row.kind(), row.id(), row.location());
    if ((rows.size() & 0xfff) == 0 && rows.bytes() > RUN_BYTES) {
      endRun();
    }
  }

  private void endRun() throws IOException {
    if (rows.size() == 0) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        runs.add(IndexWriter.write(store, rows.packs(), rows.size(), rows.sorted()));
        rows = new InMemoryRows();
        return;
      } catch (OutcomeUnknownException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Takes the runs of another one, as older than all own ones. */
  void putBehind(IndexRuns older) throws IOException {
    runs.addAll(0, older.runs());
  }

  /** The runs so far, oldest first, as index objects that nothing refers to. */
  List<IndexRef> runs() throws IOException {
    endRun();
    return List.copyOf(runs);
  }

  /** Merges the runs; gives index objects, oldest first, that nothing refers to yet. */
  List<IndexRef> merge() throws IOException {
    endRun();
    List<IndexRef> merged = new ArrayList<>();
    for (int from = 0, to; from < runs.size(); from = to) {
      long bytes = runs.get(from).length();
      to = from + 1;
      while (to < runs.size() && bytes + runs.get(to).length() <= MERGED_BYTES) {
        bytes += runs.get(to++).length();
      }
      List<IndexRef> group = runs.subList(from, to);
      merged.add(group.size() == 1 ? group.get(0) : merge(group));
    }
    List<IndexRef> rest = new ArrayList<>(runs);
    rest.removeAll(merged);
    runs.clear();
    runs.addAll(merged);
    rest.forEach(run -> delete(store, run.key()));
    return merged;
  }

  private IndexRef merge(List<IndexRef> group) throws IOException {
    List<IndexRef> newestFirst = new ArrayList<>(group);
    java.util.Collections.reverse(newestFirst);
    return IndexSet.empty(store, new IndexCache(0, 0))
        .with(newestFirst, List.of(), Set.of())
        .merge(newestFirst, List.of());
  }

  /** Removes all index objects that are left of this. */
  void discard() {
    runs.forEach(run -> delete(store, run.key()));
    runs.clear();
  }

  /** Removes an object of ours that nothing refers to. */
  static void delete(ObjectStore store, String key) {
    try {
      store.delete(key);
    } catch (IOException e) {
      LOG.debug("{} is left behind; no entry names it, so it does no harm", key, e);
    }
  }
}
