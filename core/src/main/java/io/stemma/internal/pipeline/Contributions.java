package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.tree.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Which datums give the files that a job touches: what it takes away and adds, and who else gave
 * them to the results at hand. Used by one thread.
 */
final class Contributions {
  /** So many parts of datums that the job leaves as they are may be held at once. */
  private static final int MANY_PARTS = 1 << 18;

  private final PipelineArchive archive;
  private final FileOwners owners;
  private final DatumTable datums;
  private final SortedMap<String, Touched> touched = new TreeMap<>();

  /**
   * What a datum gave.
   *
   * @param entry the file, or the directory of which something is said
   * @param key of the datum's result
   */
  record Part(FileEntry entry, Hash key) {}

  /**
   * What the job changes of a path.
   *
   * @param gone the datums that do not give it any more, or something else, and what their keys
   *     were
   * @param parts what datums give now
   */
  private record Touched(Map<String, Hash> gone, SortedMap<String, Part> parts) {
    Touched() {
      this(new HashMap<>(), new TreeMap<>());
    }
  }

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
    touched(path).gone().put(result.datum(), result.key());
  }

  /** Adds what a datum gives. */
  void add(DatumResult.OutputFile file, DatumResult result) {
    touched(file.path()).parts().put(result.datum(), new Part(file.entry(), result.key()));
  }

  private Touched touched(String path) {
    return touched.computeIfAbsent(path, unused -> new Touched());
  }

  /**
   * Hands over each touched path with the datums that give it now, by their names; none where it
   * goes. Once only: nothing is kept of what was handed over.
   */
  void drain(BiConsumer<String, SortedMap<String, Part>> taker) {
    SortedMap<String, SortedMap<String, Part>> group = new TreeMap<>();
    SortedMap<String, Set<String>> others = new TreeMap<>();
    int parts = 0;
    Iterator<Map.Entry<String, Touched>> all = touched.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Touched> next = all.next();
      all.remove();
      group.put(next.getKey(), next.getValue().parts());
      for (String datum : others(next.getKey(), next.getValue())) {
        others.computeIfAbsent(datum, unused -> new HashSet<>()).add(next.getKey());
        parts++;
      }
      if (parts >= MANY_PARTS || !all.hasNext()) {
        others.forEach((datum, paths) -> addAtHand(datum, paths, group));
        group.forEach(taker);
        group.clear();
        others.clear();
        parts = 0;
      }
    }
  }

  /** The datums that gave a path to the results at hand, and still do. */
  private List<String> others(String path, Touched change) {
    Optional<Hash> owner = owners.owner(path);
    if (owner.isEmpty() || change.gone().containsValue(owner.get())) {
      return List.of();
    }
    DatumResult result = Results.get(archive, owner.get());
    List<String> names = result.isMerge() ? result.merged() : List.of(result.datum());
    return names.stream().filter(name -> !change.gone().containsKey(name)).toList();
  }

  /**
   * Adds what a datum gave to some paths, by one look at its result. Where two jobs computed it at
   * once, and it came out different, what is found now is what it gives.
   */
  private void addAtHand(
      String datum, Set<String> paths, Map<String, SortedMap<String, Part>> group) {
    DatumTable.Row row =
        datums
            .get(datum)
            .filter(each -> each.state() == DatumTable.State.RESULT)
            .orElseThrow(
                () ->
                    new MalformedException(
                        "files of datum " + datum + ", which has no result: " + paths));
    DatumResult result = Results.get(archive, row.key());
    for (DatumResult.OutputFile file : result.outputs()) {
      SortedMap<String, Part> parts = paths.contains(file.path()) ? group.get(file.path()) : null;
      if (parts != null) {
        parts.putIfAbsent(datum, new Part(file.entry(), result.key()));
      }
    }
  }
}
