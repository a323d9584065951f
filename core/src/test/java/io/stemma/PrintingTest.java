package io.stemma;

import io.stemma.signal.Signal;
import io.stemma.signal.SignalDifference;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How everything prints that a user meets in JShell; the texts are in the golden files. */
class PrintingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/printing");

  @TempDir Path day;

  private final SettableClock clock = new SettableClock("2026-11-22T09:00:00.123Z");
  private final GoldenText text = new GoldenText();
  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(),
          ArchiveOptions.DEFAULT.withAuthor("ada").withClock(clock).withoutCache());
  private Repository shots;
  private Commit imported;
  private Import report = new Import(0, 0, 0, 0, 0);

  @BeforeEach
  void importShots() throws IOException {
    for (int shot = 18_000; shot < 18_003; shot++) {
      Path directory = Files.createDirectory(day.resolve("" + shot));
      Files.write(directory.resolve("te.i16"), new byte[100_000 + shot]);
      Files.writeString(directory.resolve("shot.json"), "{\"shot\":" + shot + "}");
    }
    shots = archive.createRepository("shots");
    clock.pass(Duration.ofHours(1));
    imported = shots.main().commit("18000-18002", this::takeIn);
    clock.pass(Duration.ofMinutes(5));
  }

  private void takeIn(Transaction tx) {
    report = tx.importDirectory(day, "/");
    tx.attribute("/18000", "gas", "D2")
        .attribute("/18000", "peak_current_kA", 212.5)
        .attribute("/18000/te.i16", "unit", "count")
        .validity("/18001/te.i16", 18_000, 18_031)
        .commitAttribute("campaign", "2026-11");
  }

  @AfterEach
  void close() {
    archive.close();
  }

  @Test
  void archivesAndWhatIsInThem() throws IOException {
    try (Archive empty = Archive.inMemory()) {
      text.add("repositories of an empty archive", empty.repositories());
    }
    text.add("archive", archive);
    text.add("archive.repositories()", archive.repositories());
    text.add("archive as it was", archive.asOf(2));
    text.add("id of an archive", archive.id());
    text.add("head of an archive", archive.head());
    text.add("repository", shots);
    text.add("branch", shots.main());
    text.add("branches", shots.branches());
    text.add("no tags", shots.tags());
    text.add("tag", shots.createTag("v1", imported));
    text.add("tags", shots.tags());
    text.assertIs(GOLDEN.resolve("archive.txt"));
  }

  @Test
  void commitsAndFiles() throws IOException {
    text.add("commit", imported);
    text.add("id of a commit", imported.id());
    text.add("attributes of a commit", imported.attributes());
    text.add("import", report);
    text.add("list(\"/\")", imported.list("/"));
    text.add("list(\"/18000\")", imported.list("/18000"));
    text.add("root directory", imported.entry("/"));
    text.add("directory", imported.entry("/18000"));
    text.add("file", imported.entry("/18001/te.i16"));
    text.add("files that a glob finds", imported.glob("/*/te.i16").toList());
    text.add("log", shots.main().log(5));
    text.add("history of a path", shots.main().history("/18001").toList());
    text.assertIs(GOLDEN.resolve("commit.txt"));
  }

  @Test
  void longTables() throws IOException {
    Commit many =
        archive
            .createRepository("many")
            .main()
            .commit(
                "a message of two lines\nof which the first is shown",
                tx -> {
                  for (int i = 0; i < 60; i++) {
                    tx.write(String.format("/%02d", i), "x".repeat(i));
                  }
                  tx.attribute("/07", "note", "n".repeat(100));
                });
    text.add("60 files", many.list("/"));
    text.add("60 changes", many.changes());
    text.assertIs(GOLDEN.resolve("long.txt"));
  }

  @Test
  void changesMergesOperations() throws IOException {
    Branch branch = shots.createBranch("corrected", imported);
    try (Transaction open = branch.begin("not committed")) {
      text.add("transaction", open);
    }
    try (ArchiveTransaction open = archive.begin("not committed")) {
      open.on(branch);
      text.add("transaction of several branches", open);
    }
    Commit corrected =
        branch.commit(
            "corrected\nas the probe had moved",
            tx ->
                tx.append("/18001/te.i16", new byte[] {1, 2})
                    .delete("/18002")
                    .write("/18003/te.i16", "x"));
    text.add("diff", corrected.changes());
    text.add("diff under a path", corrected.changes().under("/18002"));
    text.add("summary", corrected.changes().summary());
    text.add("no difference", corrected.changesSince(corrected));
    text.add("changes", corrected.changes().stream().toList());
    text.add(
        "changed ranges",
        corrected.changes().under("/18001").stream().findFirst().orElseThrow().changedRanges());
    clock.pass(Duration.ofMinutes(5));
    shots.main().commit("meanwhile", tx -> tx.append("/18001/te.i16", new byte[] {9}));
    Merge conflict = shots.main().merge(corrected);
    text.add("merge with a conflict", conflict);
    text.add("conflicts", conflict.conflicts());
    text.add("merge", shots.main().merge(corrected, MergeResolution.THEIRS));
    text.add("operations", archive.operations(20));
    text.add("operation", archive.operations(1).get(0));
    text.add("moves", archive.operations(1).get(0).moves());
    text.assertIs(GOLDEN.resolve("change.txt"));
  }

  @Test
  void reports() throws IOException {
    text.add("clean", new Verification(1, 2048, 1, 1, 1, List.of()));
    var file = new Verification.AffectedFile("shots", imported.id(), "/18000/te.i16");
    var damage = new Verification.Damage("packs/4b/4bd1", "frame at 40: bad", List.of(file), 12);
    text.add("damage", new Verification(10, 2_000_000, 3, 4, 5_000, List.of(damage)));
    text.add("compaction", new Compaction(12, 1, 500_000));
    text.add("nothing to compact", new Compaction(0, 0, 0));
    text.add("export", new Export(1, 5_000, 2));
    text.add("progress of an import", new ImportProgress(3, 4096, 1_200, 1 << 20));
    text.add("progress of an export", new ExportProgress(1, 10, 1, 10));
    text.add("numbers", numbers());
    text.add("range", new ByteRange(1024, 100));
    shotReports();
    text.add("removed on one side", new Merge.Conflict("/a", none(), none(), none()));
    text.assertIs(GOLDEN.resolve("report.txt"));
  }

  private void shotReports() {
    Path watched = Path.of("digitizer");
    ShotEvent ingested =
        new ShotEvent(
            ShotEvent.Kind.INGESTED,
            watched.resolve("18003"),
            "12 files, 1,048,576 B, in commit " + imported.id().abbreviated(),
            Optional.of(imported.id()));
    ShotEvent waiting =
        new ShotEvent(
            ShotEvent.Kind.WAITING,
            watched.resolve("18004"),
            "has no DONE in it",
            Optional.empty());
    text.add("event of a shot", ingested);
    text.add("round of shots", new ShotRound(watched, List.of(waiting, ingested), 3));
    text.add("round of nothing", new ShotRound(watched, List.of(), 0));
  }

  @Test
  void options() throws IOException {
    text.add("import", ImportOptions.DEFAULT);
    text.add(
        "import of everything",
        ImportOptions.DEFAULT
            .withLinks(ImportOptions.Links.FOLLOW_INSIDE)
            .keepingMetadata()
            .mirroring()
            .withListener(progress -> {}));
    text.add("export", ExportOptions.DEFAULT);
    text.add(
        "export with care",
        ExportOptions.DEFAULT
            .withExisting(ExportOptions.Existing.REPLACE)
            .durably()
            .withListener(progress -> {}));
    ArchiveOptions options = ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache();
    text.add("archive", options);
    text.add(
        "archive of others",
        options
            .forReading()
            .withCacheDirectory(Path.of("cache"))
            .withCommitDeadline(Duration.ofMillis(1500))
            .withClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
    text.add("shots", ShotOptions.marker("DONE"));
    text.add(
        "shots with care",
        ShotOptions.markerBeside(".done")
            .orQuietFor(Duration.ofSeconds(90))
            .into("/raw")
            .withShotsPerCommit(16)
            .withImports(ImportOptions.DEFAULT)
            .withClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .withListener(event -> {}));
    text.add("verification", VerifyOptions.STRUCTURE);
    text.add("verification since", VerifyOptions.EVERY_BYTE.expecting(archive.head()));
    text.assertIs(GOLDEN.resolve("options.txt"));
  }

  private static NumericChange numbers() {
    Signal before = Signal.float32(0, 0.001, 1, 2, 3);
    Signal after = Signal.float32(0, 0.001, 1, 2.5f, 3);
    return new NumericChange("/18000/te.f32", SignalDifference.between(before, after));
  }

  private static Optional<Entry> none() {
    return Optional.empty();
  }

  private void error(String what, Runnable action) {
    try {
      action.run();
    } catch (StemmaException | IllegalArgumentException e) {
      text.add(what, e.getClass().getSimpleName() + ": " + e.getMessage());
      return;
    }
    throw new AssertionError(what + " was accepted");
  }

  @Test
  void errors() throws IOException {
    Branch main = shots.main();
    shots.createTag("v1", imported);
    error("a typo", () -> archive.repository("shost"));
    error("no such branch", () -> shots.branch("mian"));
    error("no such tag", () -> shots.tag("v2"));
    error("no such file", () -> imported.read("/nope"));
    error("a directory is no file", () -> imported.read("/18000"));
    error("a file is no directory", () -> imported.list("/18000/te.i16"));
    error("too far back", () -> shots.at("main~9"));
    error("no revision", () -> shots.at("main~x"));
    error("no such commit", () -> shots.at("abcdef0"));
    error("no such id", () -> archive.commit(new CommitId("0".repeat(64))));
    error("not an id", () -> new CommitId("18000"));
    error("not a head", () -> ArchiveHead.parse("7"));
    error("a name like an id", () -> archive.createRepository("abcdef0"));
    error("a name outside the grammar", () -> archive.createRepository("a/b"));
    error("a path with ..", () -> imported.entry("/18000/../x"));
    error("a glob", () -> imported.glob("/[a").close());
    error("twice", () -> archive.createRepository("shots"));
    error("a branch named like a tag", () -> shots.createBranch("v1", imported));
    error("a move onto a file", () -> main.commit("m", tx -> tx.move("/18000", "/18001")));
    error("a file below a file", () -> main.commit("m", tx -> tx.write("/18000/te.i16/x", "")));
    error("attributes of the root", () -> main.commit("m", tx -> tx.attribute("/", "a", 1)));
    error("a value", () -> main.commit("m", tx -> tx.attribute("/a", "a", Double.NaN)));
    error("a view of the past", () -> archive.asOf(1).createRepository("x"));
    error("an unknown scheme", () -> Archive.open(URI.create("ftp://host/x")));
    error("a commit elsewhere", this::commitOfAnotherRepository);
    error("a conflict", this::conflict);
    error("undo after a move", this::undoTooLate);
    text.assertIs(GOLDEN.resolve("errors.txt"));
  }

  private void commitOfAnotherRepository() {
    archive.ensureRepository("other").createBranch("b", imported);
  }

  private void conflict() {
    try (Transaction slow = shots.main().begin("slow")) {
      slow.write("/a", "slow");
      shots.main().commit("fast", tx -> tx.write("/a", "fast"));
      slow.commit();
    }
  }

  private void undoTooLate() {
    OperationId first = archive.operations(1).get(0).id();
    shots.main().commit("later", tx -> tx.write("/b", "later"));
    archive.undo(first);
  }
}
