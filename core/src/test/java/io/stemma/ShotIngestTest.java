package io.stemma;

import static io.stemma.ShotEvent.Kind.INGESTED;
import static io.stemma.ShotEvent.Kind.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.ingest.FileClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Shots of a directory go into a branch, each once, whole, and when they are complete. */
class ShotIngestTest extends WatchedShots {
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
}
