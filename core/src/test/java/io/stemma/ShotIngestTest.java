package io.stemma;

import static io.stemma.ShotEvent.Kind.CHANGED;
import static io.stemma.ShotEvent.Kind.FAILED;
import static io.stemma.ShotEvent.Kind.INGESTED;
import static io.stemma.ShotEvent.Kind.REFUSED;
import static io.stemma.ShotEvent.Kind.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.ingest.FileClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shots of a directory go into a branch, each once, whole, and when they are complete. */
class ShotIngestTest {
  private static final ShotOptions DONE = ShotOptions.marker("DONE");

  @TempDir Path temp;

  private final Archive archive = Archive.inMemory();
  private final Branch main = archive.createRepository("shots").main();
  private final List<ShotEvent> told = new ArrayList<>();
  private Path watched = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    watched = Files.createDirectory(temp.resolve("digitizer"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Path shot(String name) throws IOException {
    Path directory = Files.createDirectories(watched.resolve(name + "/raw"));
    Files.writeString(directory.resolve("te.i16"), "samples of " + name);
    Files.writeString(watched.resolve(name + "/shot.json"), "{\"shot\":\"" + name + "\"}");
    return watched.resolve(name);
  }

  private Path done(String name) throws IOException {
    Path shot = shot(name);
    Files.createFile(shot.resolve("DONE"));
    return shot;
  }

  private ShotIngest ingest(ShotOptions options) {
    return main.ingest(watched, options);
  }

  private static List<String> names(List<ShotEvent> events) {
    return events.stream().map(ShotEvent::shot).toList();
  }

  /** Calls something once, when the first file of an import was read. */
  private static ShotOptions whileReading(ShotOptions options, Runnable action) {
    boolean[] called = new boolean[1];
    Consumer<ImportProgress> listener =
        progress -> {
          if (!called[0] && progress.files() > 0) {
            called[0] = true;
            action.run();
          }
        };
    return options.withImports(options.imports().withListener(listener));
  }

  private interface FileAction {
    void run() throws IOException;
  }

  private static Runnable unchecked(FileAction action) {
    return () -> {
      try {
        action.run();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    };
  }

  @Test
  void aMarkerCompletesAShot() throws IOException {
    shot("1");
    done("2");
    try (ShotIngest ingest = ingest(DONE)) {
      ShotRound first = ingest.run();
      assertThat(names(first.of(INGESTED))).containsExactly("2");
      assertThat(first.of(WAITING)).singleElement().asString().contains("1", "no DONE in it");
      assertThat(main.head().read("/2/raw/te.i16")).asString().isEqualTo("samples of 2");
      assertThat(main.head().message()).isEqualTo("shot 2");
      assertThat(main.head().id()).isEqualTo(first.of(INGESTED).get(0).commit().orElseThrow());
      Commit head = main.head();
      ShotRound second = ingest.run();
      assertThat(second.alreadyThere()).isEqualTo(1);
      assertThat(names(second.events())).containsExactly("1");
      assertThat(main.head()).isEqualTo(head);
      Files.createFile(watched.resolve("1/DONE"));
      assertThat(names(ingest.run().events())).containsExactly("1");
      assertThat(main.head().files()).isEqualTo(6);
    }
  }

  @Test
  void aMarkerMayBeBesideTheShot() throws IOException {
    shot("1");
    Files.createDirectory(watched.resolve("2"));
    Files.createFile(watched.resolve("2.done"));
    try (ShotIngest ingest = ingest(ShotOptions.markerBeside(".done").into("raw/2026"))) {
      assertThat(ingest.run().of(WAITING))
          .extracting(ShotEvent::text)
          .containsExactly("has no .done file beside it", "it holds no files");
      Files.createFile(watched.resolve("1.done"));
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("1");
      assertThat(main.head().files()).isEqualTo(2);
      assertThat(main.head().exists("/raw/2026/1/shot.json")).isTrue();
    }
  }

  @Test
  void twoEqualLooksAQuietTimeApartCompleteAShot() throws IOException {
    // By this clock, all files are of the future: nothing follows from their times.
    SettableClock clock = new SettableClock("2001-01-01T00:00:00Z");
    Path shot = shot("1");
    ShotOptions options =
        DONE.orQuietFor(Duration.ofSeconds(30)).withClock(clock).withListener(told::add);
    try (ShotIngest ingest = ingest(options)) {
      assertThat(names(ingest.run().of(WAITING))).containsExactly("1");
      clock.pass(Duration.ofSeconds(29));
      assertThat(names(ingest.run().of(WAITING))).containsExactly("1");
      Files.writeString(shot.resolve("late.csv"), "0");
      clock.pass(Duration.ofSeconds(29));
      assertThat(names(ingest.run().of(WAITING))).containsExactly("1");
      clock.pass(Duration.ofSeconds(30));
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("1");
    }
    assertThat(told).extracting(ShotEvent::kind).containsExactly(WAITING, INGESTED);
    assertThat(main.head().files()).isEqualTo(3);
  }

  @Test
  void whatHasBeenQuietForLongIsTakenAtTheFirstLook() throws IOException {
    Assumptions.assumeTrue(FileClock.isLocal(watched), "this computer stamps the files");
    SettableClock clock = new SettableClock(Instant.now().plusSeconds(100).toString());
    shot("1");
    ShotOptions options = ShotOptions.quietFor(Duration.ofMinutes(5)).withClock(clock);
    assertThat(names(ingest(options).run().of(WAITING))).containsExactly("1");
    clock.pass(Duration.ofMinutes(5));
    assertThat(names(ingest(options).run().of(INGESTED))).containsExactly("1");
  }

  @Test
  void severalShotsMayShareACommit() throws IOException {
    for (int shot = 1; shot <= 5; shot++) {
      done("" + shot);
    }
    assertThat(ingest(DONE.withShotsPerCommit(2)).run().of(INGESTED)).hasSize(5);
    assertThat(main.log(3)).extracting(Commit::message).contains("shot 5", "2 shots, 1 to 2");
    assertThat(main.log().count()).isEqualTo(4);
  }

  @Test
  void ofTwoIngestersOneIsFirst() throws IOException {
    for (int shot = 1; shot <= 4; shot++) {
      done("" + shot);
    }
    ShotIngest other = ingest(DONE);
    List<ShotRound> others = new ArrayList<>();
    ShotOptions slow =
        whileReading(
            DONE.withShotsPerCommit(3),
            unchecked(
                () -> {
                  Files.delete(watched.resolve("4/DONE"));
                  others.add(other.run());
                }));
    ShotRound round = ingest(slow).run();
    assertThat(names(others.get(0).of(INGESTED))).containsExactly("1", "2", "3");
    // Shot 4 was seen complete, and has changed since.
    assertThat(round.alreadyThere()).isEqualTo(3);
    assertThat(names(round.events())).containsExactly("4");
    assertThat(main.log().count()).isEqualTo(4);
  }

  @Test
  void whatChangesWhileItIsReadWaits() throws IOException {
    done("1");
    done("2");
    Path file = watched.resolve("1/raw/te.i16");
    ShotOptions options = whileReading(DONE, unchecked(() -> Files.writeString(file, "new")));
    try (ShotIngest ingest = ingest(options)) {
      ShotRound round = ingest.run();
      assertThat(names(round.of(WAITING))).containsExactly("1");
      assertThat(names(round.of(INGESTED))).containsExactly("2");
      assertThat(main.head().exists("/1")).isFalse();
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("1");
      assertThat(main.head().readString("/1/raw/te.i16")).isEqualTo("new");
    }
  }

  @Test
  void whatVanishesWhileItIsReadWaits() throws IOException {
    done("1");
    Path directory = watched.resolve("1/raw");
    Runnable removal =
        unchecked(
            () -> {
              Files.delete(directory.resolve("te.i16"));
              Files.delete(directory);
            });
    try (ShotIngest ingest = ingest(whileReading(DONE, removal))) {
      assertThat(names(ingest.run().of(WAITING))).containsExactly("1");
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("1");
      assertThat(main.head().files()).isEqualTo(2);
    }
  }

  @Test
  void aShotThatFailsKeepsNoOther() throws IOException {
    for (int shot = 1; shot <= 3; shot++) {
      done("" + shot);
    }
    Path link = Files.createSymbolicLink(watched.resolve("2/link"), watched);
    try (ShotIngest ingest = ingest(DONE.withShotsPerCommit(3).withListener(told::add))) {
      ShotRound round = ingest.run();
      assertThat(names(round.of(INGESTED))).containsExactly("1", "3");
      assertThat(round.of(REFUSED)).singleElement().asString().contains(link + " is a symbolic");
      assertThat(names(ingest.run().of(REFUSED))).containsExactly("2");
      assertThat(names(told)).containsExactly("2", "1", "3");
      Files.delete(link);
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("2");
    }
    assertThat(main.log().count()).isEqualTo(3);
  }

  @Test
  void aFailureIsTriedAgainAfterAMinute() throws IOException {
    Path unreadable = Path.of("/proc/self/mem");
    Assumptions.assumeTrue(Files.exists(unreadable), "there is a file that cannot be read");
    done("1");
    Path link = Files.createSymbolicLink(watched.resolve("1/mem"), unreadable);
    SettableClock clock = new SettableClock("2026-11-22T09:00:00Z");
    int[] imports = new int[1];
    ImportOptions counting =
        ImportOptions.DEFAULT
            .withLinks(ImportOptions.Links.FOLLOW)
            .withListener(progress -> imports[0] += progress.files() == 1 ? 1 : 0);
    try (ShotIngest ingest = ingest(DONE.withImports(counting).withClock(clock))) {
      ShotEvent failure = ingest.run().of(FAILED).get(0);
      assertThat(failure.text()).contains("1/mem", "tried again");
      int first = imports[0];
      clock.pass(Duration.ofSeconds(59));
      assertThat(ingest.run().events()).containsExactly(failure);
      assertThat(imports[0]).isEqualTo(first);
      clock.pass(Duration.ofSeconds(1));
      assertThat(ingest.run().events()).containsExactly(failure);
      assertThat(imports[0]).isGreaterThan(first);
      Files.delete(link);
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("1");
    }
  }

  @Test
  void namesThatAreNoShotsArePassedOverOrRefused() throws IOException {
    done(".47100.part");
    Files.writeString(watched.resolve("notes.txt"), "no shot");
    Files.createSymbolicLink(watched.resolve("latest"), done("1"));
    Files.createSymbolicLink(watched.resolve("notes"), watched.resolve("notes.txt"));
    done("e\u0301");
    boolean distinct = !Files.exists(watched.resolve("\u00e9"));
    Assumptions.assumeTrue(distinct, "this file system keeps names as they are");
    done("\u00e9");
    ShotRound round = ingest(DONE).run();
    assertThat(names(round.of(INGESTED))).containsExactly("1");
    assertThat(names(round.of(REFUSED))).containsExactlyInAnyOrder("latest", "e\u0301", "\u00e9");
    assertThat(round.events()).hasSize(4);
  }

  @Test
  void aChangeAfterwardsIsToldAndNotTakenIn() throws IOException {
    Path shot = done("1");
    try (ShotIngest ingest = ingest(DONE.withListener(told::add))) {
      ingest.run();
      Commit head = main.head();
      Files.writeString(shot.resolve("shot.json"), "{}");
      Files.writeString(shot.resolve("new.csv"), "0");
      Files.delete(shot.resolve("raw/te.i16"));
      for (int round = 0; round < 2; round++) {
        assertThat(ingest.run().of(CHANGED))
            .extracting(ShotEvent::text)
            .singleElement()
            .asString()
            .contains("new.csv is not on the branch, and 1 more", "delete /1");
      }
      assertThat(told).extracting(ShotEvent::kind).containsExactly(INGESTED, CHANGED);
      assertThat(main.head()).isEqualTo(head);
      assertThat(names(ingest(DONE).run().of(CHANGED))).containsExactly("1");
      main.commit("again", tx -> tx.delete("/1"));
      assertThat(names(ingest.run().of(INGESTED))).containsExactly("1");
      assertThat(ingest.run().events()).isEmpty();
      assertThat(main.head().readString("/1/shot.json")).isEqualTo("{}");
    }
  }

  @Test
  void whatIsOnTheBranchAndNotAShotIsTold() throws IOException {
    done("1");
    done("2");
    main.commit("by hand", tx -> tx.write("/1/notes.txt", "n").write("/2", "a file"));
    ShotRound round = ingest(DONE).run();
    assertThat(round.alreadyThere()).isEqualTo(2);
    assertThat(round.of(CHANGED))
        .extracting(ShotEvent::text)
        .anyMatch(text -> text.startsWith("DONE is not on the branch, and 2 more"))
        .anyMatch(text -> text.startsWith("on the branch, /2 is a file"));
  }

  @Test
  void followingEndsWhenItIsClosed() throws IOException {
    done("1");
    shot("2");
    ShotIngest[] ingest = new ShotIngest[1];
    Consumer<ShotEvent> listener =
        event -> {
          told.add(event);
          if (event.kind() == INGESTED && event.shot().equals("1")) {
            unchecked(() -> Files.createFile(watched.resolve("2/DONE"))).run();
          } else if (event.kind() == INGESTED) {
            ingest[0].close();
          }
        };
    ingest[0] = ingest(DONE.withListener(listener));
    ingest[0].follow(Duration.ofMillis(1));
    assertThat(names(told)).containsExactly("2", "1", "2");
    assertThatThrownBy(ingest[0]::run).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ingest[0].follow(Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
    ingest[0].close();
  }

  @Test
  void closingWakesWhoeverFollows() throws Exception {
    done("1");
    Thread[] thread = new Thread[1];
    ShotIngest ingest = ingest(DONE);
    thread[0] = new Thread(() -> ingest.follow(Duration.ofDays(1)));
    thread[0].start();
    while (!main.head().exists("/1")) {
      Thread.onSpinWait();
    }
    ingest.close();
    thread[0].join();
  }

  @Test
  void followingEndsWhenItIsInterrupted() throws IOException {
    done("1");
    ShotOptions options = DONE.withListener(event -> Thread.currentThread().interrupt());
    ingest(options).follow(Duration.ofDays(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(main.head().exists("/1")).isTrue();
  }

  @Test
  void followingOutlivesTrouble() throws IOException {
    done("1");
    Path away = temp.resolve("away");
    ShotIngest[] ingest = new ShotIngest[1];
    Consumer<ShotEvent> listener =
        event -> {
          told.add(event);
          if (event.kind() == FAILED) {
            unchecked(() -> Files.move(away, watched)).run();
          } else {
            ingest[0].close();
          }
        };
    ingest[0] = ingest(DONE.withListener(listener));
    Files.move(watched, away);
    ingest[0].follow(Duration.ZERO);
    assertThat(told).extracting(ShotEvent::kind).containsExactly(FAILED, INGESTED);
    assertThat(told.get(0).directory()).isEqualTo(watched);
    assertThat(told.get(0).text()).contains("cannot be listed", "tries again");
  }

  @Test
  void aBranchThatIsGoneEndsIt() throws IOException {
    done("1");
    Branch gone = archive.repository("shots").createBranch("gone", main.head());
    ShotIngest ingest = gone.ingest(watched, DONE);
    archive.repository("shots").deleteBranch("gone");
    assertThatThrownBy(ingest::run).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> ingest.follow(Duration.ZERO)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThatThrownBy(() -> main.ingest(temp.resolve("none"), DONE))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> ingest(DONE.into("/a/../b"))).isInstanceOf(InvalidNameException.class);
    Branch past = archive.asOf(archive.head().sequence()).repository("shots").main();
    assertThatThrownBy(() -> past.ingest(watched, DONE))
        .isInstanceOf(ReadOnlyArchiveException.class);
    assertThatThrownBy(() -> ShotOptions.marker("a/b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ShotOptions.quietFor(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DONE.withShotsPerCommit(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ingest(DONE).follow(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itSaysWhatItDoes() {
    assertThat(ingest(DONE))
        .asString()
        .startsWith("shots of " + watched + " into branch shots/main");
  }
}
