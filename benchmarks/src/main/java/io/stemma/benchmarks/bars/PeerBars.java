package io.stemma.benchmarks.bars;

import static io.stemma.benchmarks.compare.Operation.EDIT;
import static io.stemma.benchmarks.compare.Operation.INGEST;
import static io.stemma.benchmarks.compare.Operation.RESTORE;
import static io.stemma.benchmarks.compare.Operation.UNCHANGED;

import io.stemma.benchmarks.compare.ResultRow;
import io.stemma.benchmarks.compare.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Ingest and restore beside other tools. Speeds are ratios of times of one run. */
final class PeerBars {
  private static final String WARM = "stemma";
  private static final String PROCESS = "stemma-process";

  private final PeerRun shots = new PeerRun("SHOTS", List.of());
  private final PeerRun small = new PeerRun("SMALL", List.of(WARM, "restic", "git", "cp"));

  /** The run over SHOTS, whose files other bars use, too. */
  PeerRun shots() {
    return shots;
  }

  List<Bar> all() {
    return List.of(
        new Bar(
            "SHOTS first ingest, durable, warm JVM",
            "at least 4 x restic, 2.2 x borg lz4, 0.75 x the bare pipeline;"
                + " at most 0.75 x the smallest peer's stored bytes",
            this::ingest),
        new Bar("SHOTS unchanged", "at most 15 ms", this::unchanged),
        new Bar("SHOTS EDIT", "at least 2 x borg lz4, growing by at most 30 MB", this::edit),
        new Bar(
            "SHOTS restore, no fsync, verified",
            "at most 1.0 x cp -r and 0.6 x the best peer's time",
            this::restore),
        new Bar(
            "SHOTS ingest as a whole process",
            "at least 3 x restic, and faster than every peer",
            this::process),
        new Bar("SMALL ingest", "at least 7 x restic", this::smallIngest),
        new Bar("SMALL unchanged", "at most 1.5 x git status", this::smallUnchanged),
        new Bar("SMALL restore", "no slower than cp -r", this::smallRestore));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private Bar.Reached ingest(Path directory) throws Exception {
    Results results = shots.results(directory);
    ResultRow own = PeerRun.row(results, WARM, INGEST);
    double restic = PeerRun.seconds(results, "restic", INGEST) / own.seconds();
    double borg = PeerRun.seconds(results, "borg-lz4", INGEST) / own.seconds();
    double bare = PeerRun.seconds(results, "pipeline", INGEST) / own.seconds();
    double stored = Objects.requireNonNull(own.storedBytes()).doubleValue();
    double share =
        stored
            / PeerRun.leastOfPeers(
                results, INGEST, row -> Objects.requireNonNull(row.storedBytes()));
    return new Bar.Reached(
        text(
            "%.2f x restic, %.2f x borg lz4, %.2f x the bare pipeline (%.2f s); %.2f x the"
                + " smallest peer's bytes (%.3f GB)",
            restic, borg, bare, own.seconds(), share, stored / 1e9),
        restic >= 4 && borg >= 2.2 && bare >= 0.75 && share <= 0.75);
  }

  private Bar.Reached unchanged(Path directory) throws Exception {
    double millis = 1e3 * PeerRun.seconds(shots.results(directory), WARM, UNCHANGED);
    return new Bar.Reached(text("%.1f ms", millis), millis <= 15);
  }

  private Bar.Reached edit(Path directory) throws Exception {
    Results results = shots.results(directory);
    ResultRow own = PeerRun.row(results, WARM, EDIT);
    double borg = PeerRun.seconds(results, "borg-lz4", EDIT) / own.seconds();
    double grown = Objects.requireNonNull(own.storedBytes()) / 1e6;
    return new Bar.Reached(
        text("%.2f x borg lz4 (%.3f s), growing by %.1f MB", borg, own.seconds(), grown),
        borg >= 2 && grown <= 30);
  }

  private Bar.Reached restore(Path directory) throws Exception {
    Results results = shots.results(directory);
    RestorePairs.Medians pairs = RestorePairs.measure(shots.tree(directory), directory);
    double best = PeerRun.leastOfPeers(results, RESTORE, ResultRow::seconds);
    double peer = PeerRun.seconds(results, WARM, RESTORE) / best;
    return new Bar.Reached(
        text("%s; %.2f x the best peer's time (%.1f s)", pairs, peer, best),
        pairs.share() <= 1 && peer <= 0.6);
  }

  private Bar.Reached process(Path directory) throws Exception {
    Results results = shots.results(directory);
    double own = PeerRun.seconds(results, PROCESS, INGEST);
    double restic = PeerRun.seconds(results, "restic", INGEST) / own;
    double best = PeerRun.leastOfPeers(results, INGEST, ResultRow::seconds) / own;
    return new Bar.Reached(
        text("%.2f x restic, %.2f x the fastest peer (%.2f s)", restic, best, own),
        restic >= 3 && best > 1);
  }

  private Bar.Reached smallIngest(Path directory) throws Exception {
    Results results = small.results(directory);
    double own = PeerRun.seconds(results, WARM, INGEST);
    double restic = PeerRun.seconds(results, "restic", INGEST) / own;
    return new Bar.Reached(text("%.1f x restic (%.2f s)", restic, own), restic >= 7);
  }

  private Bar.Reached smallUnchanged(Path directory) throws Exception {
    Results results = small.results(directory);
    double own = PeerRun.seconds(results, WARM, UNCHANGED);
    double share = own / PeerRun.seconds(results, "git", UNCHANGED);
    return new Bar.Reached(text("%.2f x git status (%.3f s)", share, own), share <= 1.5);
  }

  private Bar.Reached smallRestore(Path directory) throws Exception {
    RestorePairs.Medians pairs = RestorePairs.measure(small.tree(directory), directory);
    return new Bar.Reached(pairs.toString(), pairs.share() <= 1);
  }
}
