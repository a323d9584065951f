package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.benchmarks.ChildJvm;
import io.stemma.benchmarks.work.CatalogingProcess;
import io.stemma.catalog.Catalog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is kept of a catalog, damaged again and again, while another process uses it, too. */
final class CatalogDamageBar {
  private static final int TRIALS = 100;
  private static final int SHOTS = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private CatalogDamageBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    Path home = directory.resolve("archive");
    Path cache = directory.resolve("cache");
    try (Archive archive =
        Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withCacheDirectory(cache))) {
      CatalogBars.fill(archive.createRepository("shots").main(), SHOTS, 5);
    }
    int same = 0;
    int kills = 0;
    List<String> places = List.of(home.toString(), cache.toString());
    try (Archive archive = CatalogingProcess.open(home, cache);
        ChildJvm other = ChildJvm.start(CatalogingProcess.class, List.of("-Xmx256m"), places)) {
      other.awaitLine("open", PATIENCE);
      Random random = new Random(1);
      for (int trial = 0; trial < TRIALS; trial++) {
        commit(archive.repository("shots").main(), trial);
        long kept = digest(archive, false);
        kills += damage(trial % 4, home, cache, random) ? 1 : 0;
        boolean equal = digest(archive, false) == kept && digest(archive, true) == kept;
        say(other, "trial" + trial);
        other.awaitLine("trial" + trial + " " + kept, PATIENCE);
        same += equal ? 1 : 0;
      }
    }
    String text =
        same + " of " + TRIALS + " the same, in both processes and made anew; " + kills + " kills";
    return new Bar.Reached(text, same == TRIALS && kills == TRIALS / 4);
  }

  private static void commit(Branch main, int trial) {
    Commit unused =
        main.commit("trial", tx -> tx.attribute(CatalogBars.path(trial), "trial", trial));
  }

  private static void say(ChildJvm child, String line) throws IOException {
    OutputStream in = child.process().getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private static long digest(Archive archive, boolean anew) {
    try (Catalog catalog = Catalog.open(archive)) {
      if (anew) {
        catalog.rebuild();
      }
      return CatalogingProcess.digest(catalog);
    }
  }

  /** Whether a process was killed. */
  private static boolean damage(int how, Path home, Path cache, Random random) throws Exception {
    Path file;
    try (Stream<Path> files = Files.list(cache.resolve("catalog"))) {
      file = files.filter(each -> each.toString().endsWith(".heads")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      case 2 -> {
        bytes[random.nextInt(bytes.length)] ^= 1;
        Files.write(file, bytes);
      }
      default -> {
        List<String> args = List.of(home.toString(), cache.toString(), "rebuild");
        try (ChildJvm killed = ChildJvm.start(CatalogingProcess.class, List.of("-Xmx256m"), args)) {
          killed.awaitLine("open", PATIENCE);
          Thread.sleep(random.nextInt(500));
          killed.process().destroyForcibly().waitFor();
        }
        return true;
      }
    }
    return false;
  }
}
