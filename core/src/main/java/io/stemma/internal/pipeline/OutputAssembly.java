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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
  private final FileOwners owners;
  private final Map<String, Optional<DatumTable.Row>> rows = new TreeMap<>();
  private final Map<String, Optional<Hash>> owned = new TreeMap<>();
  private final Map<String, DatumResult> added = new HashMap<>();
  private final Set<String> freed = new HashSet<>();

  /**
   * The trees of the results.
   *
   * @param files of all outputs
   * @param datums what became of the datums
   * @param owners which result each file is of
   */
  record Roots(Hash files, Hash datums, Hash owners) {}

  OutputAssembly(PipelineArchive archive, ChunkSink sink, JobPlan.Base base) {
    this.archive = archive;
    this.sink = sink;
    this.base = base;
    this.files = new StagedTree(sink, base.root());
    this.owners =
        new FileOwners(
            archive.chunks(), base.record().map(record -> record.files()).orElse(Tree.EMPTY_ROOT));
  }

  /** Takes away what a datum gave; all that goes must be said before anything is added. */
  void remove(String datum, DatumTable.Row row) {
    rows.put(datum, Optional.empty());
    if (row.state() != DatumTable.State.RESULT) {
      return;
    }
    for (DatumResult.OutputFile file : Results.get(archive, row.key()).outputs()) {
      TreePath path = path(file);
      files.removeAll(
          java.util.List.of(file.entry().directory() ? path.directoryKey() : path.fileKey()));
      owned.put(file.path(), Optional.empty());
      freed.add(file.path());
    }
  }

  private static TreePath path(DatumResult.OutputFile file) {
    return TreePath.of("/" + file.path());
  }

  /**
   * Adds what a datum gave.
   *
   * @throws AlreadyExistsException if another datum gave one of the files
   */
  void add(DatumResult result) {
    rows.put(
        result.datum(), Optional.of(new DatumTable.Row(DatumTable.State.RESULT, result.key())));
    for (DatumResult.OutputFile file : result.outputs()) {
      String other = otherOwner(file.path());
      if (other != null) {
        throw new AlreadyExistsException(
            "datums "
                + other
                + " and "
                + result.datum()
                + " both give /"
                + file.path()
                + "; let them write to different files, such as ones below themselves");
      }
      added.put(file.path(), result);
      owned.put(file.path(), Optional.of(result.key()));
      FileEntry entry = file.entry();
      files.replace(path(file), entry);
    }
  }

  private @Nullable String otherOwner(String path) {
    DatumResult fresh = added.get(path);
    if (fresh != null) {
      return fresh.datum();
    } else if (freed.contains(path)) {
      return null;
    }
    return owners.owner(path).map(key -> Results.get(archive, key).datum()).orElse(null);
  }

  /** Says that a datum has no result. */
  void without(String datum, DatumTable.State state, Hash key) {
    rows.put(datum, Optional.of(new DatumTable.Row(state, key)));
  }

  /**
   * Writes the trees.
   *
   * @throws AlreadyExistsException if a file of one datum lies below a file of another
   */
  Roots finish() {
    Hash root = files.flush();
    new Overlay(sink, base.root(), root).checkPlacement();
    Hash datums = base.record().map(record -> record.datums()).orElse(Tree.EMPTY_ROOT);
    Hash byFile = base.record().map(record -> record.files()).orElse(Tree.EMPTY_ROOT);
    return new Roots(
        root, DatumTable.edit(sink, datums, rows), FileOwners.edit(sink, byFile, owned));
  }
}
