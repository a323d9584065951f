package io.stemma.internal.pipeline;

import io.stemma.AlreadyExistsException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.commit.Overlay;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the results of datums together: takes the outputs of those that are gone or were something
 * else away, and lays those of the others over the rest. The cost is that of the change. Used by
 * one thread.
 */
final class OutputAssembly {
  private final PipelineArchive archive;
  private final ChunkSink sink;
  private final JobPlan.Base base;
  private final StagedTree files;
  private final Contributions contributions;
  private final FileMerge merge;
  private final Runnable store;
  private final Map<String, Optional<DatumTable.Row>> rows = new TreeMap<>();
  private final Map<String, Optional<Hash>> owned = new TreeMap<>();

  /** Whether all that may be a part of a merged file is stored. */
  private boolean stored;

  /**
   * The trees of the results.
   *
   * @param files of all outputs
   * @param datums what became of the datums
   * @param owners which result each file is of
   */
  record Roots(Hash files, Hash datums, Hash owners) {}

  /**
   * Begins with the results at hand.
   *
   * @param merge merges what several datums give
   * @param store makes sure that all that datums gave is stored; called before anything is merged
   */
  OutputAssembly(
      PipelineArchive archive, ChunkSink sink, JobPlan.Base base, FileMerge merge, Runnable store) {
    this.archive = archive;
    this.sink = sink;
    this.base = base;
    this.files = new StagedTree(sink, base.root());
    this.contributions = new Contributions(archive, base);
    this.merge = merge;
    this.store = store;
  }

  /** Takes away what a datum gave; all that goes must be said before anything is added. */
  void remove(String datum, DatumTable.Row row) {
    rows.put(datum, Optional.empty());
    if (row.state() != DatumTable.State.RESULT) {
      return;
    }
    DatumResult result = Results.get(archive, row.key());
    for (DatumResult.OutputFile file : result.outputs()) {
      TreePath path = path(file.path());
      files.removeAll(List.of(file.entry().directory() ? path.directoryKey() : path.fileKey()));
      contributions.remove(file.path(), result);
    }
  }

  private static TreePath path(String path) {
    return TreePath.of("/" + path);
  }

  /** Adds what a datum gave. */
  void add(DatumResult result) {
    rows.put(
        result.datum(), Optional.of(new DatumTable.Row(DatumTable.State.RESULT, result.key())));
    result.outputs().forEach(file -> contributions.add(file, result));
  }

  /** Says that a datum has no result. */
  void without(String datum, DatumTable.State state, Hash key) {
    rows.put(datum, Optional.of(new DatumTable.Row(state, key)));
  }

  /**
   * Writes the trees.
   *
   * @throws AlreadyExistsException if two datums gave one file, and it is not merged, or if a file
   *     of one lies below a file of another
   * @throws io.stemma.StemmaException if the code that merges fails, or what it needs cannot be
   *     stored
   */
  Roots finish() {
    contributions.drain(this::settle);
    Hash root = files.flush();
    new Overlay(sink, base.root(), root).checkPlacement();
    Hash datums = base.record().map(record -> record.datums()).orElse(Tree.EMPTY_ROOT);
    Hash byFile = base.record().map(record -> record.files()).orElse(Tree.EMPTY_ROOT);
    return new Roots(
        root, DatumTable.edit(sink, datums, rows), FileOwners.edit(sink, byFile, owned));
  }

  private void settle(String path, SortedMap<String, Contributions.Part> parts) {
    if (parts.isEmpty()) {
      owned.put(path, Optional.empty());
    } else if (parts.size() == 1) {
      Contributions.Part only = Objects.requireNonNull(parts.get(parts.firstKey()));
      place(path, only.entry(), only.key());
    } else {
      checkMerges(path, parts);
      DatumResult result = merged(path, parts);
      place(path, result.outputs().get(0).entry(), result.key());
    }
  }

  private void place(String path, FileEntry entry, Hash key) {
    owned.put(path, Optional.of(key));
    files.replace(path(path), entry);
  }

  private void checkMerges(String path, SortedMap<String, Contributions.Part> parts) {
    boolean directory = parts.values().stream().anyMatch(part -> part.entry().directory());
    if (directory || !merge.isDeclared(path)) {
      throw new AlreadyExistsException(
          "datums "
              + String.join(" and ", parts.keySet().stream().limit(2).toList())
              + " both give /"
              + path
              + "; let them write to different files, such as ones below themselves"
              + (directory ? "" : ", or let the transformation merge them"));
    }
  }

  /** Merges a file, unless that was done before. */
  private DatumResult merged(String path, SortedMap<String, Contributions.Part> parts) {
    Optional<DatumResult> known = Results.find(archive, merge.key(path, parts));
    if (known.isPresent()) {
      return known.get();
    }
    if (!stored) {
      store.run();
      stored = true;
    }
    return merge.merge(path, parts);
  }
}
