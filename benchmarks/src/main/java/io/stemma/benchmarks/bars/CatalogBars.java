package io.stemma.benchmarks.bars;

import static io.stemma.Condition.where;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Condition;
import io.stemma.benchmarks.work.CatalogingProcess;
import io.stemma.catalog.Catalog;
import io.stemma.testing.HostileStatements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What questions over many shots cost, and what the catalog withstands. */
final class CatalogBars {
  private static final int SHOTS = 100_000;
  private static final int ATTRIBUTES = 20;
  private static final int ROUNDS = 9;
  private static final int WARM = 20;
  private static final List<String> GASES = List.of("D2", "H2", "He", "DT");
  private static final Condition TYPICAL = where("peak_current_kA").above(398).and("gas").is("D2");

  private static boolean ran;

  private CatalogBars() {}

  static List<Bar> all() {
    List<Bar> bars = new ArrayList<>(catalog());
    bars.addAll(SignalBars.all());
    return bars;
  }

  private static List<Bar> catalog() {
    return List.of(
        new Bar(
            "100,000 shots x 20 attributes: built from nothing / after one commit / typical find /"
                + " SQL aggregate over all / find at an old commit without the catalog",
            "at most 40 s / 50 ms / 20 ms / 200 ms / 1 s",
            CatalogBars::speed),
        new Bar(
            "kept catalog deleted, truncated, garbage, killed while updating, 100 times, two JVMs",
            "the same answers; equal to a rebuilt one",
            CatalogDamageBar::measure),
        new Bar(
            "hostile SQL statements",
            "none writes, reads a file, or runs code",
            CatalogBars::hostile),
        new Bar(
            "JShell from start to the first printed result: an archive that was opened, against a"
                + " sum in bare JShell with the same class path",
            "at most 1.5 times",
            JShellBar::measure));
  }

  static String path(int shot) {
    return "/" + (100_000 + shot);
  }

  static void fill(Branch main, int shots, int attributes) {
    Random random = new Random(1);
    Commit unused =
        main.commit(
            "fill",
            tx -> {
              for (int shot = 0; shot < shots; shot++) {
                String path = path(shot);
                Map<String, Object> said = new HashMap<>();
                said.put("gas", GASES.get(random.nextInt(4)));
                said.put("peak_current_kA", random.nextInt(40_000) / 100.0);
                said.put("shot", 100_000 + shot);
                said.put("ok", random.nextInt(10) > 0);
                said.put("start", Instant.ofEpochSecond(1_700_000_000L + shot).toString());
                for (int i = 5; i < attributes; i++) {
                  said.put("parameter_" + i, random.nextInt(1_000_000) / 1e6);
                }
                tx.write(path + "/shot.txt", "shot " + shot).attributes(path, said);
              }
            });
  }

  /** Something whose time counts. */
  private interface Question {
    void ask() throws Exception;
  }

  private static double millis(Question question) throws Exception {
    double[] millis = new double[ROUNDS];
    for (int i = -WARM; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      question.ask();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return Median.of(millis);
  }

  private static Bar.Reached speed(Path directory) throws Exception {
    Path home = directory.resolve("archive");
    Path cache = directory.resolve("cache");
    try (Archive archive =
        Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withCacheDirectory(cache))) {
      fill(archive.createRepository("shots").main(), SHOTS, ATTRIBUTES);
    }
    try (Archive archive = CatalogingProcess.open(home, cache)) {
      Branch main = archive.repository("shots").main();
      Commit old = main.head();
      long begin = System.nanoTime();
      try (Catalog catalog = Catalog.open(archive)) {
        long found = catalog.find("shots", TYPICAL).count();
        double built = (System.nanoTime() - begin) / 1e9;
        double update = updates(main, catalog);
        double find = millis(() -> same(found, catalog.find("shots", TYPICAL).list().size()));
        String average = "select avg(number) from attributes where name = 'peak_current_kA'";
        double aggregate = millis(() -> same(1, catalog.sql(average).size()));
        String byGas = "select gas, avg(peak_current_kA) from heads.shots group by gas";
        double grouped = millis(() -> same(4, catalog.sql(byGas).size()));
        double without = millis(() -> same(found, old.find(TYPICAL).count()));
        return new Bar.Reached(
            String.format(
                Locale.ROOT,
                "%.1f s / %.1f ms / %.1f ms, %d found / %.0f ms, by gas %.0f ms / %.2f s",
                built,
                update,
                find,
                found,
                aggregate,
                grouped,
                without / 1000),
            built <= 40
                && update <= 50
                && find <= 20
                && Math.max(aggregate, grouped) <= 200
                && without <= 1000);
      }
    }
  }

  private static void same(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("expected were " + expected + ", found are " + found);
    }
  }

  /** How long a question takes more after a commit: all of it, with what it asks. */
  private static double updates(Branch main, Catalog catalog) throws Exception {
    double[] millis = new double[ROUNDS];
    for (int i = -WARM; i < ROUNDS; i++) {
      int shot = 1000 + i;
      Commit unused = main.commit("later", tx -> tx.attribute(path(shot), "later", true));
      long begin = System.nanoTime();
      String asked =
          "select * from attributes where name = 'later' and path = '" + path(shot) + "'";
      same(1, catalog.sql(asked).size());
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return Median.of(millis);
  }

  /** What an alias would call. */
  public static int run() {
    ran = true;
    return 1;
  }

  private static Bar.Reached hostile(Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret.csv"), "id\nhunter2\n");
    int refused = 0;
    List<String> statements = HostileStatements.all();
    try (Archive archive = Archive.inMemory()) {
      fill(archive.createRepository("shots").main(), 10, 5);
      try (Catalog catalog = Catalog.open(archive)) {
        long before = CatalogingProcess.digest(catalog);
        for (String statement : statements) {
          String sql =
              statement
                  .replace("SECRET", secret.toString())
                  .replace("TARGET", directory.resolve("written").toString())
                  .replace("SELF", CatalogBars.class.getName());
          try {
            String answer = catalog.sql(sql).toString();
            System.err.println("not refused: " + sql + "\n" + answer);
          } catch (IllegalArgumentException e) {
            refused++;
          }
        }
        same(before, CatalogingProcess.digest(catalog));
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      same(1, files.count());
    }
    return new Bar.Reached(
        refused + " of " + statements.size() + " refused, nothing written",
        refused == statements.size() && !ran);
  }
}
