package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replays beside other work, and replays that are given up. */
@Timeout(60)
class ReplayTroubleTest {
  private static final String BEGUN = "stemma.test.begun";
  private static final String GO = "stemma.test.go";

  /** Stored code sees nothing of the test but what the JDK hands it. */
  private static final String WAITING =
      """
      package lab;
      import io.stemma.*;
      import java.nio.file.*;
      import java.util.concurrent.CountDownLatch;
      public record Wait() implements Transformation {
        public void apply(Datum in, Output out) throws Exception {
          if (System.getProperties().get("stemma.test.begun") instanceof CountDownLatch begun) {
            begun.countDown();
            ((CountDownLatch) System.getProperties().get("stemma.test.go")).await();
          }
          out.write("f", Files.readString(in.path()));
        }
      }
      """;

  @TempDir Path directory;

  private final Archive archive = Archive.inMemory();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private Commit made;

  @BeforeEach
  void results() throws IOException {
    Branch shots = archive.createRepository("shots").main();
    shots.commit(
        "many",
        tx -> {
          for (int i = 0; i < 40; i++) {
            tx.write("/" + i, "" + i);
          }
        });
    Transformation code =
        CompiledCode.ofFiles(directory, Map.of("lab/Wait.java", WAITING)).make("Wait");
    made = archive.definePipeline("out", code, Input.each("shots", "/{shot}")).run().commit();
    System.getProperties().put(BEGUN, begun);
    System.getProperties().put(GO, go);
  }

  @AfterEach
  void close() {
    System.getProperties().remove(BEGUN);
    System.getProperties().remove(GO);
    archive.close();
  }

  private CompletableFuture<Replay> replaying() throws InterruptedException {
    CompletableFuture<Replay> replay =
        CompletableFuture.supplyAsync(() -> made.replay(Trust.RECORDED_CODE));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    return replay;
  }

  @Test
  void twoAtOnceAndAJobBesideThem() throws Exception {
    CompletableFuture<Replay> one = replaying();
    CompletableFuture<Replay> two =
        CompletableFuture.supplyAsync(() -> made.replay(Trust.RECORDED_CODE));
    archive.repository("shots").main().commit("more", tx -> tx.write("/x", "x").delete("/3"));
    Job job = archive.pipeline("out").start();
    go.countDown();
    assertThat(one.get().isIdentical()).isTrue();
    assertThat(two.get().datums()).isEqualTo(40);
    assertThat(two.get().isIdentical()).isTrue();
    job.await();
    assertThat(archive.pipeline("out").output().head().replay(Trust.RECORDED_CODE).isIdentical())
        .isTrue();
  }

  @Test
  void anInterruptGivesItUp() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                made.replay(Trust.RECORDED_CODE);
              } catch (StemmaException e) {
                failure.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join();
    assertThat(failure.get()).hasMessageContaining("interrupted");
    assertThat(interrupted.get()).isTrue();
    go.countDown();
    assertThat(made.replay(Trust.RECORDED_CODE).isIdentical()).isTrue();
  }

  @Test
  void aClosedArchiveIsNoDifference() throws Exception {
    CompletableFuture<Replay> replay = replaying();
    archive.close();
    go.countDown();
    assertThatThrownBy(replay::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void anErrorOfTheCodeIsADifferenceOrThrown() throws Exception {
    Transformation deep =
        CompiledCode.ofFiles(
                directory,
                Map.of(
                    "lab/Deep.java",
                    "package lab; import io.stemma.*; public record Deep() implements Transformation {"
                        + " static int f(int n) { return 1 + f(n + 1); }"
                        + " static <X extends Throwable> void sneak(Throwable t) throws X { throw (X) t; }"
                        + " public void apply(Datum in, Output out) {"
                        + " if (in.name().equals(\"/1\")) { f(0); }"
                        + " if (in.name().equals(\"/2\")) { throw new AssertionError(\"mine\"); }"
                        + " if (in.name().equals(\"/3\")) { Deep.<RuntimeException>sneak(new InterruptedException(\"own\")); }"
                        + " if (in.name().equals(\"/4\")) { Deep.<RuntimeException>sneak(new Throwable(\"odd\")); }"
                        + " if (in.name().equals(\"/5\")) { Thread.currentThread().interrupt(); }"
                        + " out.write(\"f\", in.name().substring(1)); } }"))
            .make("Deep");
    Replay replay = made.replayWith(deep);
    assertThat(replay.differences())
        .extracting(Replay.Difference::datum)
        .contains("/1", "/2", "/3", "/4");
    assertThat(replay.datums()).isEqualTo(40);
  }
}
