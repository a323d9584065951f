package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day of a physicist, as far as data goes: import, correct, append, compare, merge, undo. */
class DayOfShotsTest {
  @TempDir Path temp;

  private final Archive archive = Archive.inMemory();

  private Path dayOfShots() throws IOException {
    Path day = Files.createDirectory(temp.resolve("day"));
    Random random = new Random(1);
    for (int shot = 18000; shot < 18008; shot++) {
      Path directory = Files.createDirectory(day.resolve("" + shot));
      byte[] samples = new byte[3 << 20];
      random.nextBytes(samples);
      Files.write(directory.resolve("te.i16"), samples);
      Files.writeString(directory.resolve("shot.json"), "{\"shot\":" + shot + "}");
    }
    return day;
  }

  @Test
  void importsCorrectsComparesAndMerges() throws IOException {
    Path day = dayOfShots();
    Branch shots = archive.ensureRepository("shots").main();
    Commit imported = shots.commit("18000-18007", tx -> tx.importDirectory(day, "/"));
    assertThat(imported.files()).isEqualTo(16);
    assertThat(imported.read("/18003/te.i16"))
        .isEqualTo(Files.readAllBytes(day.resolve("18003/te.i16")));
    assertThat(imported.list("/18003").stream().map(Entry::name))
        .containsExactly("shot.json", "te.i16");
    assertThat(imported.glob("/*/te.i16").count()).isEqualTo(8);

    Repository cals = archive.createRepository("calibrations");
    cals.main()
        .commit(
            "2024A",
            tx ->
                tx.write("/te/a", "1.00")
                    .validity("/te/a", 18000, 18003)
                    .write("/te/b", "1.02")
                    .validity("/te/b", 18004, 18007));
    Branch corrected = cals.createBranch("corrected", cals.main().head());
    Commit after = corrected.commit("recalibrated", tx -> tx.write("/te/b", "1.03"));
    assertThat(after.changes().stream().map(Change::toString)).containsExactly("M /te/b");
    assertThat(after.entry("/te/b").attributes().get("validity")).isPresent();

    Commit longer = shots.commit("append", tx -> tx.append("/18003/shot.json", bytes("\n")));
    List<Change> changes = longer.changesSince(imported).stream().toList();
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).changedRanges()).containsExactly(new ByteRange(14, 1));

    cals.main().commit("other", tx -> tx.write("/te/c", "9"));
    Merge merge = cals.main().merge(corrected.head());
    assertThat(merge.isClean()).isTrue();
    assertThat(cals.main().head().readString("/te/b")).isEqualTo("1.03");
    assertThat(cals.main().head().readString("/te/c")).isEqualTo("9");
    assertThat(cals.at("main~1").readString("/te/b")).isEqualTo("1.02");

    archive.undo(archive.operations(1).get(0).id());
    assertThat(cals.main().head().readString("/te/b")).isEqualTo("1.02");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void refusesATypo() {
    archive.createRepository("shots");
    assertThatThrownBy(() -> archive.repository("shost"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no repository shost; there are: shots");
  }

  @Test
  void tellsConflictsByPath() {
    Branch main = archive.createRepository("r").main();
    main.commit("base", tx -> tx.write("/a", "1").write("/b", "1"));
    try (Transaction slow = main.begin("slow")) {
      slow.write("/a", "slow");
      main.commit("fast", tx -> tx.write("/a", "fast"));
      assertThatThrownBy(slow::commit)
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.paths()).containsExactly("/a"));
    }
    try (Transaction slow = main.begin("slow")) {
      slow.write("/b", "slow");
      main.commit("fast", tx -> tx.write("/c", "fast"));
      assertThat(slow.commit().readString("/c")).isEqualTo("fast");
    }
  }

  @Test
  void tellsConflictsOfDirectoriesInBothOrders() {
    Branch main = archive.createRepository("r").main();
    main.commit("base", tx -> tx.write("/d/a", "1").write("/e", "1"));
    try (Transaction adding = main.begin("adding")) {
      adding.write("/d/new", "x");
      main.commit("deleting", tx -> tx.delete("/d"));
      assertThatThrownBy(adding::commit)
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.paths()).containsExactly("/d/new"));
    }
    main.commit("again", tx -> tx.write("/d/a", "1"));
    try (Transaction deleting = main.begin("deleting")) {
      deleting.delete("/d");
      main.commit("adding", tx -> tx.write("/d/new", "x"));
      assertThatThrownBy(deleting::commit)
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.paths()).containsExactly("/d/new"));
    }
    try (Transaction moving = main.begin("moving")) {
      moving.move("/d", "/moved");
      main.commit("elsewhere", tx -> tx.write("/e", "2"));
      assertThat(moving.commit().readString("/moved/new")).isEqualTo("x");
    }
  }
}
