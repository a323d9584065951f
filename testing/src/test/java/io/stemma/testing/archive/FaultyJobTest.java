package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobState;
import io.stemma.Output;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.Fault;
import io.stemma.testing.FaultPlan;
import io.stemma.testing.FaultyObjectStore;
import io.stemma.testing.StoreOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job on a store that fails once, at every place where it can, in every way. */
@Timeout(300)
class FaultyJobTest {
  private static final ArchiveOptions OPTIONS =
      ArchiveOptions.DEFAULT.withoutCache().withCommitDeadline(Duration.ofMillis(300));

  /** Doubles each file; those of b, d and e are put into one besides. */
  record DoubledAndShared() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      String content = Files.readString(in.path());
      out.write(in.capture("name"), content + content);
      if (List.of("b", "d", "e").contains(in.capture("name"))) {
        out.write("/shared", content);
      }
    }

    @Override
    public boolean merges(String path) {
      return path.equals("/shared");
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      for (Path part : parts) {
        Files.writeString(
            merged, Files.readString(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
  }

  private static Pipeline prepare(Archive archive) {
    Branch in = archive.createRepository("in").main();
    Commit unused =
        in.commit(
            "two", tx -> tx.write("/a", "1").write("/b", "2").write("/d", "5").write("/e", "6"));
    Pipeline pipeline =
        archive.definePipeline(
            "out",
            new DoubledAndShared(),
            Input.each("in", "/{name}"),
            PipelineOptions.DEFAULT.withTries(1).withParallelism(1));
    Job first = pipeline.run();
    assertThat(first.state()).isEqualTo(JobState.SUCCEEDED);
    unused = in.commit("edit", tx -> tx.write("/a", "3").write("/c", "4").delete("/b"));
    return pipeline;
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "ERROR_BEFORE",
        "ERROR_AFTER",
        "LOST_ANSWER",
        "MET_ITSELF",
        "NOT_DURABLE",
        "SHORT_READ",
        "BIT_FLIP"
      })
  void leavesTheOldResultsOrTheNew(Fault fault) {
    for (long k = 1; fails(fault, k); k++) {}
  }

  /** Whether there was a k-th operation. */
  private static boolean fails(Fault fault, long k) {
    MemoryObjectStore store = new MemoryObjectStore();
    try (Archive archive = Archive.create(store.reopen(), OPTIONS)) {
      Pipeline unused = prepare(archive);
    }
    boolean[] hit = new boolean[1];
    FaultPlan once = FaultPlan.at(k, fault);
    FaultPlan plan =
        (operation, key) -> {
          Fault next = once.next(operation, key);
          hit[0] |= next != Fault.NONE;
          return next;
        };
    boolean promised = false;
    try (Archive archive = Archive.open(new FaultyObjectStore(store.reopen(), plan, k), OPTIONS)) {
      Job job = archive.pipeline("out").start();
      job.await();
      promised = job.state() == JobState.SUCCEEDED;
      if (job.failure().orElse(null) instanceof CommitOutcomeUnknownException) {
        assertThat(fault).isIn(Fault.NOT_DURABLE, Fault.LOST_ANSWER, Fault.ERROR_AFTER);
      }
    } catch (StemmaException e) {
      assertThat(hit[0]).as("fails without a fault: %s", e).isTrue();
    }
    try (Archive archive = Archive.open(store.reopen(), OPTIONS)) {
      String when = fault + " at operation " + k;
      assertThat(archive.verify().isClean()).as(when).isTrue();
      Commit head = archive.repository("out").main().head();
      boolean isNew = head.exists("/c/c");
      assertThat(isNew || !promised).as("%s, promised: %s", when, promised).isTrue();
      assertThat(head.exists("/b/b")).as(when).isNotEqualTo(isNew);
      assertThat(head.readString("/a/a")).as(when).isEqualTo(isNew ? "33" : "11");
      assertThat(head.readString("/shared")).as(when).isEqualTo(isNew ? "56" : "256");
      Commit repaired = archive.pipeline("out").run().commit();
      assertThat(repaired.files()).as(when).isEqualTo(5);
      assertThat(repaired.readString("/shared")).as(when).isEqualTo("56");
      assertThat(repaired.readString("/c/c")).as(when).isEqualTo("44");
      assertThat(archive.verify().isClean()).as(when).isTrue();
    }
    return hit[0];
  }

  /** Once armed, lets the store refuse everything from when this is asked what it merges. */
  record Refusing() implements Transformation {
    private static final AtomicBoolean ARMED = new AtomicBoolean();
    private static final AtomicBoolean REFUSING = new AtomicBoolean();

    @Override
    public void apply(Datum in, Output out) throws IOException {
      String content = Files.readString(in.path());
      out.write(content.equals("shared") ? "/shared" : "own", content);
    }

    @Override
    public boolean merges(String path) {
      REFUSING.set(ARMED.get());
      return true;
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      REFUSING.set(false);
      Files.writeString(merged, "of " + parts.size());
    }
  }

  @Test
  void whatCannotBeStoredBeforeAMergeFailsTheJob() {
    FaultPlan plan =
        (operation, key) ->
            operation == StoreOperation.CREATE && Refusing.REFUSING.get()
                ? Fault.ERROR_BEFORE
                : Fault.NONE;
    MemoryObjectStore store = new MemoryObjectStore();
    try (Archive archive = Archive.create(new FaultyObjectStore(store, plan, 1), OPTIONS)) {
      Branch in = archive.createRepository("in").main();
      Commit unused =
          in.commit(
              "three", tx -> tx.write("/1", "shared").write("/2", "shared").write("/3", "shared"));
      Pipeline pipeline =
          archive.definePipeline(
              "out",
              new Refusing(),
              Input.each("in", "/{n}"),
              PipelineOptions.DEFAULT.unreproducible("the test tells it what to do"));
      assertThat(pipeline.run().commit().readString("/shared")).isEqualTo("of 3");
      unused = in.commit("one goes, one comes", tx -> tx.delete("/3").write("/4", "its own"));
      Refusing.ARMED.set(true);
      Job job = pipeline.start();
      job.await();
      Refusing.ARMED.set(false);
      Refusing.REFUSING.set(false);
      assertThat(job.state()).isEqualTo(JobState.FAILED);
      assertThat(archive.verify().isClean()).isTrue();
      assertThat(pipeline.run().commit().readString("/shared")).isEqualTo("of 2");
      assertThat(archive.verify().isClean()).isTrue();
    }
  }
}
