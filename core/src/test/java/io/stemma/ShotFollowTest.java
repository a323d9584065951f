package io.stemma;

import static io.stemma.ShotEvent.Kind.FAILED;
import static io.stemma.ShotEvent.Kind.INGESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rounds go on until they are ended, and not beyond. */
class ShotFollowTest extends WatchedShots {
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
