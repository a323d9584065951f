package io.stemma;

import static io.stemma.ShotEvent.Kind.CHANGED;
import static io.stemma.ShotEvent.Kind.FAILED;
import static io.stemma.ShotEvent.Kind.INGESTED;
import static io.stemma.ShotEvent.Kind.REFUSED;
import static io.stemma.ShotEvent.Kind.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is wrong with one shot, or changes, is told, and keeps no other. */
class ShotTroubleTest extends WatchedShots {
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
      main.commit("by hand", tx -> tx.importDirectory(shot, "/1", DONE.imports()));
      assertThat(ingest.run().events()).isEmpty();
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
  void aShotThatBecomesALinkOrAFileMeanwhileIsNotTakenIn() throws IOException {
    shot("1");
    Path second = done("2");
    Path third = done("3");
    Path elsewhere = done("47");
    Path outside = Files.move(elsewhere, temp.resolve("outside"));
    FileAction exchange =
        () -> {
          Files.move(second, temp.resolve("2"));
          Files.createSymbolicLink(second, outside);
          Files.move(third, temp.resolve("3"));
          Files.writeString(third, "a file");
        };
    ShotOptions options = ShotOptions.markerBeside(".done");
    for (String name : new String[] {"2", "3"}) {
      Files.createFile(watched.resolve(name + ".done"));
    }
    boolean[] done = new boolean[1];
    ShotOptions telling =
        options.withListener(
            event -> {
              if (!done[0]) {
                done[0] = true;
                unchecked(exchange).run();
              }
            });
    try (ShotIngest ingest = ingest(telling)) {
      assertThat(names(ingest.run().of(WAITING))).containsExactly("1", "2", "3");
      assertThat(main.head().files()).isZero();
      assertThat(names(ingest.run().of(REFUSED))).containsExactly("2");
    }
  }
}
