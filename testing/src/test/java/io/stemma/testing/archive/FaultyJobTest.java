package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobState;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.Fault;
import io.stemma.testing.FaultPlan;
import io.stemma.testing.FaultyObjectStore;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job on a store that fails once, at every place where it can, in every way. */
@Timeout(300)
class FaultyJobTest {
  private static final ArchiveOptions OPTIONS =
      ArchiveOptions.DEFAULT.withoutCache().withCommitDeadline(Duration.ofMillis(300));

  private static Pipeline prepare(Archive archive) {
    Branch in = archive.createRepository("in").main();
    Commit unused = in.commit("two", tx -> tx.write("/a", "1").write("/b", "2"));
    Pipeline pipeline =
        archive.definePipeline(
            "out",
            new DoubledFile(),
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
      Commit repaired = archive.pipeline("out").run().commit();
      assertThat(repaired.files()).as(when).isEqualTo(2);
      assertThat(repaired.readString("/c/c")).as(when).isEqualTo("44");
      assertThat(archive.verify().isClean()).as(when).isTrue();
    }
    return hit[0];
  }
}
