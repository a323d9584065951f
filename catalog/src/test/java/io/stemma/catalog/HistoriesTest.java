package io.stemma.catalog;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Condition;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.Output;
import io.stemma.Repository;
import io.stemma.Transaction;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to an archive: the catalog says what one that is made anew says. */
class HistoriesTest {
  private static final List<Condition> CONDITIONS =
      List.of(
          where("gas").is("D2"),
          where("ip").above(50).and("gas").isNot("D2"),
          where("gas").is("He").not());

  @TempDir Path directory;

  static IntStream seeds() {
    return IntStream.range(0, 12);
  }

  /** Copies what it reads. */
  public record Copy() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Files.write(out.path("copy"), Files.readAllBytes(in.path()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysWhatOneMadeAnewSays(int seed) {
    Random random = new Random(seed);
    ArchiveOptions options = ArchiveOptions.DEFAULT.withCacheDirectory(directory.resolve("cache"));
    try (Archive archive = Archive.create(directory.resolve("archive").toUri(), options);
        Catalog old = Catalog.open(archive)) {
      archive.createRepository("shots");
      Catalog kept = Catalog.open(archive);
      for (int step = 0; step < 30; step++) {
        step(archive, random, step);
        if (random.nextInt(3) == 0) {
          assertThat(AllTables.of(old)).isEqualTo(anew(archive));
          found(archive, old);
        }
        if (random.nextInt(5) == 0) {
          kept.close();
          kept = Catalog.open(archive);
        } else if (random.nextInt(3) == 0) {
          assertThat(AllTables.of(kept)).isEqualTo(AllTables.of(old));
        }
      }
      kept.close();
      String all = AllTables.of(old);
      assertThat(all).isEqualTo(anew(archive));
      old.rebuild();
      assertThat(AllTables.of(old)).isEqualTo(all);
    }
  }

  private static String anew(Archive archive) {
    try (Catalog catalog = Catalog.open(archive)) {
      catalog.rebuild();
      return AllTables.of(catalog);
    }
  }

  private static void found(Archive archive, Catalog catalog) {
    for (Condition condition : CONDITIONS) {
      assertThat(catalog.find("shots", condition).list())
          .isEqualTo(archive.repository("shots").main().head().find(condition).list());
    }
  }

  private static void step(Archive archive, Random random, int step) {
    Repository shots = archive.repository("shots");
    List<Branch> branches = shots.branches();
    Branch branch = branches.get(random.nextInt(branches.size()));
    switch (random.nextInt(14)) {
      case 0 -> shots.createBranch("b" + step, branch.head());
      case 1 -> shots.createTag("t" + step, branch.head());
      case 2 -> branch.moveTo(branches.get(random.nextInt(branches.size())).head());
      case 3 -> archive.createRepository("r" + step).main().commit("x", tx -> tx.write("/x", ""));
      case 4 -> {
        if (!branch.name().equals("main")) {
          shots.deleteBranch(branch.name());
        }
      }
      case 5 -> archive.undo(archive.operations(1).get(0).id());
      case 6 -> archive.definePipeline("p" + step % 2, new Copy(), Input.each("shots", "/*/a"));
      case 7 -> archive.update();
      default -> branch.commit("step " + step, tx -> change(tx, random));
    }
    archive.ensureRepository("shots");
  }

  private static void change(Transaction tx, Random random) {
    for (int i = 0; i < 4; i++) {
      String path = "/" + (char) ('a' + random.nextInt(8)) + (random.nextBoolean() ? "\uFB01" : "");
      switch (random.nextInt(5)) {
        case 0 -> tx.delete(path + "/");
        case 1 -> tx.write(path + "/a", "" + random.nextInt(3));
        case 2 -> tx.write(path + "/\uD83D\uDE00" + random.nextInt(3), "x");
        case 3 -> tx.attribute(path, "gas", random.nextBoolean() ? "D2" : "He");
        default -> tx.attribute(path, "ip", random.nextInt(100));
      }
    }
  }
}
