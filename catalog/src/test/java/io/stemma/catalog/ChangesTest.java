package io.stemma.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Change.Kind;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.Repository;
import io.stemma.storage.MemoryObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who changed what, and when. */
class ChangesTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private final MemoryObjectStore store = new MemoryObjectStore();

  private Archive open(String author, int hours) {
    ArchiveOptions options =
        ArchiveOptions.DEFAULT
            .withAuthor(author)
            .withoutCache()
            .withClock(
                Clock.fixed(NINE.plusSeconds(3600L * hours).plusNanos(98_176_754), ZoneOffset.UTC));
    return Archive.openOrCreate(store, options);
  }

  private static List<String> lines(Changes changes) {
    return changes.stream()
        .map(each -> each.author() + " " + each.kind() + " " + each.path())
        .toList();
  }

  @Test
  void tellsWhoChangedACalibrationAndWhen() {
    try (Archive ada = open("ada", 0);
        Archive bob = open("bob", 1)) {
      ada.createRepository("calibrations")
          .main()
          .commit(
              "2024A", tx -> tx.write("/te/a", "1.00").write("/te/b", "1.02").write("/ne", "3"));
      Branch main = bob.repository("calibrations").main();
      main.commit("te recalibrated", tx -> tx.write("/te/b", "1.03").delete("/te/a"));
      main.commit("validity", tx -> tx.validity("/te/b", 1, 9));
      try (Catalog catalog = Catalog.open(ada)) {
        Changes changes = catalog.changes("calibrations", "/te/*");

        assertThat(lines(changes))
            .containsExactly(
                "bob MODIFIED /te/b",
                "bob REMOVED /te/a",
                "bob MODIFIED /te/b",
                "ada ADDED /te/a",
                "ada ADDED /te/b");
        assertThat(changes.toString().replaceAll("\\b[0-9a-f]{12}\\b", "<id........>"))
            .isEqualTo(
                """
                changes of calibrations:/te/*
                time                  author     path   commit        message
                2026-11-22 10:00:00Z  bob     M  /te/b  <id........>  validity
                2026-11-22 10:00:00Z  bob     D  /te/a  <id........>  te recalibrated
                2026-11-22 10:00:00Z  bob     M  /te/b  <id........>  te recalibrated
                2026-11-22 09:00:00Z  ada     A  /te/a  <id........>  2024A
                2026-11-22 09:00:00Z  ada     A  /te/b  <id........>  2024A""");
        assertThat(lines(changes.by("ada"))).hasSize(2);
        assertThat(lines(changes.since(NINE.plusSeconds(1)))).hasSize(3);
        assertThat(lines(changes.before(NINE.plusSeconds(1)))).hasSize(2);
        assertThat(changes.by("eve")).hasToString("changes of calibrations:/te/* by eve: none");
        assertThat(catalog.changes("calibrations", "/**").stream()).hasSize(6);
        assertThat(changes.html()).contains("<td", "te recalibrated", "bob");
        main.commit(
            "many",
            tx -> {
              for (int i = 0; i < 60; i++) {
                tx.write("/te/" + i, "1");
              }
            });
        assertThat(catalog.changes("calibrations", "/te/*").toString())
            .startsWith("the 50 newest changes of calibrations:/te/*\n")
            .hasLineCount(52);
      }
    }
  }

  @Test
  void tellsEachChangeOnce() {
    try (Archive archive = open("ada", 0);
        Catalog catalog = Catalog.open(archive)) {
      Repository shots = archive.createRepository("shots");
      Commit base = shots.main().commit("base", tx -> tx.write("/a", "1").write("/b", "1"));
      Branch side = shots.createBranch("side", base);
      side.commit("side", tx -> tx.write("/a", "2").write("/c", "1"));
      shots.main().commit("main", tx -> tx.write("/b", "2"));
      shots.main().merge(side.head());
      shots.deleteBranch("side");

      assertThat(catalog.changes("shots", "/a").list())
          .extracting(RecordedChange::message)
          .containsExactly("side", "base");
      assertThat(catalog.changes("shots", "/b").list())
          .extracting(RecordedChange::kind)
          .containsExactly(Kind.MODIFIED, Kind.ADDED);
      assertThat(catalog.changes("shots", "/?").list())
          .extracting(RecordedChange::pipeline)
          .containsOnly(Optional.empty());
    }
  }

  @Test
  void saysWhatIsWrong() {
    try (Archive archive = open("ada", 0);
        Catalog catalog = Catalog.open(archive)) {
      archive.createRepository("shots");
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> catalog.changes("shot", "/*"))
          .withMessage("there is no repository shot, and never was one");
      assertThatExceptionOfType(InvalidNameException.class)
          .isThrownBy(() -> catalog.changes("shots", "/[a"));
      assertThat(catalog.changes("shots", "/**").list()).isEmpty();
    }
  }

  /** The changes of a line of commits, one after the other, make its head. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void changesOfALineMakeItsHead(long seed) {
    Random random = new Random(seed);
    try (Archive archive = open("ada", 0);
        Catalog catalog = Catalog.open(archive)) {
      Branch main = archive.createRepository("shots").main();
      for (int i = 0; i < 20; i++) {
        String path = "/" + random.nextInt(4) + "/" + random.nextInt(4);
        boolean delete = main.head().exists(path) && random.nextBoolean();
        String text = Integer.toString(i);
        main.commit(
            text,
            tx -> {
              if (delete) {
                tx.delete(path);
              } else {
                tx.write(path, text);
              }
            });
      }
      List<RecordedChange> newestFirst = catalog.changes("shots", "/**").list();
      TreeMap<String, String> model = new TreeMap<>();
      for (int i = newestFirst.size() - 1; i >= 0; i--) {
        RecordedChange change = newestFirst.get(i);
        if (change.kind() == Kind.REMOVED) {
          assertThat(model.remove(change.path())).isNotNull();
        } else {
          assertThat(model.put(change.path(), change.message()) != null)
              .isEqualTo(change.kind() == Kind.MODIFIED);
        }
      }
      TreeMap<String, String> files = new TreeMap<>();
      main.head()
          .walk("/")
          .filter(Entry::isFile)
          .forEach(e -> files.put(e.path(), main.head().readString(e.path())));
      assertThat(model).isEqualTo(files);
    }
  }
}
