package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.tree.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which datums give the files that a job touches: begins with those that gave them to the results
 * at hand. Used by one thread.
 */
final class Contributions {
  private final PipelineArchive archive;
  private final FileOwners owners;
  private final DatumTable datums;
  private final SortedMap<String, SortedMap<String, Part>> touched = new TreeMap<>();

  /**
   * What a datum gave.
   *
   * @param entry the file, or the directory of which something is said
   * @param key of the datum's result
   */
  record Part(FileEntry entry, Hash key) {}

  Contributions(PipelineArchive archive, JobPlan.Base base) {
    this.archive = archive;
    this.owners =
        new FileOwners(
            archive.chunks(), base.record().map(record -> record.files()).orElse(Tree.EMPTY_ROOT));
    this.datums =
        new DatumTable(
            archive.chunks(), base.record().map(record -> record.datums()).orElse(Tree.EMPTY_ROOT));
  }

  /** Takes away what a datum gave to the results at hand. */
  void remove(String path, DatumResult result) {
    touched.computeIfAbsent(path, p -> atHand(path, Optional.of(result))).remove(result.datum());
  }

  /** Adds what a datum gives. */
  void add(DatumResult.OutputFile file, DatumResult result) {
    touched
        .computeIfAbsent(file.path(), p -> atHand(p, Optional.empty()))
        .put(result.datum(), new Part(file.entry(), result.key()));
  }

  /** The datums that give each touched path now, by their names; none where it goes. */
  Map<String, SortedMap<String, Part>> touched() {
    return touched;
  }

  /**
   * Who gave a path to the results at hand.
   *
   * @param known a result that is at hand already
   */
  private SortedMap<String, Part> atHand(String path, Optional<DatumResult> known) {
    SortedMap<String, Part> parts = new TreeMap<>();
    Optional<Hash> owner = owners.owner(path);
    if (owner.isEmpty()) {
      return parts;
    }
    DatumResult result =
        known
            .filter(each -> each.key().equals(owner.get()))
            .orElseGet(() -> Results.get(archive, owner.get()));
    if (!FileMerge.isMerge(result)) {
      parts.put(result.datum(), part(path, result));
      return parts;
    }
    for (String datum : FileMerge.datums(result)) {
      DatumResult each =
          datums
              .get(datum)
              .filter(row -> row.state() == DatumTable.State.RESULT)
              .map(row -> Results.get(archive, row.key()))
              .orElseThrow(() -> unknown(path, datum));
      parts.put(datum, part(path, each));
    }
    return parts;
  }

  private static Part part(String path, DatumResult result) {
    return result.outputs().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .map(file -> new Part(file.entry(), result.key()))
        .orElseThrow(() -> unknown(path, result.datum()));
  }

  private static MalformedException unknown(String path, String datum) {
    return new MalformedException("/" + path + " is of datum " + datum + ", which did not give it");
  }
}
