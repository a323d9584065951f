package io.stemma.benchmarks.bars;

import static java.util.stream.Collectors.counting;

import io.stemma.benchmarks.bars.DamagePlaces.Place;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.DamageTrial;
import io.stemma.testing.DamageTrial.Harm;
import io.stemma.testing.DamageTrial.Outcome;
import io.stemma.testing.SampleArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** One damaged object in an archive that is otherwise sound. */
final class DamageBars {
  private static final int PLACES = 1_000;
  private static final int FILES = 300;
  private static final int COMMITS = 36;
  private static final int LEVELS = 3;
  private static final int SHOWN = 5;

  /** What is stored in an archive; the sample must hold each. */
  private static final List<String> KINDS =
      List.of(
          "stemma.json",
          "log entry",
          "index head",
          "index rows",
          "index filters",
          "index table of packs",
          "index fan-out",
          "index filter directory",
          "index trailer",
          "pack header",
          "pack table",
          "pack trailer",
          "DATA",
          "CHUNK_LIST",
          "VALUE",
          "COMMIT",
          "NODE of level 0",
          "NODE of level 1",
          "NODE of level 2");

  /** What came of damage to something of a kind. */
  private record Harmed(String kind, Outcome outcome) {}

  private DamageBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "one object flipped in one bit, truncated, deleted, swapped with a valid one:"
                + " 1,000 places each, every kind of object",
            "found by verify, never returned as data",
            directory -> damage(PLACES)));
  }

  /** Harms a sample archive in each way at so many places. */
  static Bar.Reached damage(int places) throws Exception {
    MemoryObjectStore store = new MemoryObjectStore();
    SampleArchive.create(store.reopen(), 1, FILES, COMMITS);
    MemoryObjectStore foreign = new MemoryObjectStore();
    SampleArchive.create(foreign.reopen(), 2, FILES, COMMITS);
    DamageTrial trial = new DamageTrial(store, foreign);
    DamagePlaces found = new DamagePlaces(store, trial);
    List<String> missing =
        KINDS.stream().filter(kind -> !found.byKind().containsKey(kind)).toList();
    if (found.levels() < LEVELS || !missing.isEmpty()) {
      return new Bar.Reached(
          "the sample has trees of " + found.levels() + " levels, and lacks " + missing, false);
    }
    return reached(found.levels(), run(trial, found.byKind(), places));
  }

  /** All trials, each harm at each kind of place in turn. */
  private static List<Harmed> run(DamageTrial trial, Map<String, List<Place>> byKind, int places)
      throws Exception {
    List<String> kinds = List.copyOf(byKind.keySet());
    List<Callable<Harmed>> trials = new ArrayList<>();
    for (Harm harm : Harm.values()) {
      for (int i = 0; i < places; i++) {
        String kind = kinds.get(i % kinds.size());
        Random random = new Random(trials.size());
        List<Place> all = byKind.getOrDefault(kind, List.of());
        Place place = all.get(random.nextInt(all.size()));
        trials.add(
            () -> new Harmed(kind, trial.run(place.key(), harm, place.from(), place.to(), random)));
      }
    }
    List<Harmed> outcomes = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Future<Harmed> done : threads.invokeAll(trials)) {
        outcomes.add(done.get());
      }
    } finally {
      threads.shutdownNow();
    }
    return outcomes;
  }

  private static Bar.Reached reached(int levels, List<Harmed> all) {
    Map<String, Long> counts =
        all.stream().collect(Collectors.groupingBy(Harmed::kind, TreeMap::new, counting()));
    String text =
        all.size()
            + " places ("
            + counts.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "))
            + "), trees of "
            + levels
            + " levels: "
            + all.stream().filter(harmed -> harmed.outcome().found().isEmpty()).count()
            + " not found, "
            + all.stream().filter(harmed -> harmed.outcome().wrong().isPresent()).count()
            + " returned as data or failed otherwise";
    List<Harmed> bad = all.stream().filter(harmed -> !harmed.outcome().isGood()).toList();
    return new Bar.Reached(
        text + bad.stream().limit(SHOWN).map(o -> "; " + o).collect(Collectors.joining()),
        bad.isEmpty());
  }
}
