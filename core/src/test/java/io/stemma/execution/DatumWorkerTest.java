package io.stemma.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Datum;
import io.stemma.DatumState;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.NotFoundException;
import io.stemma.Output;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.Transformation;
import io.stemma.storage.MemoryObjectStore;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker refuses to run, and says so. */
class DatumWorkerTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, OPTIONS);
  private final DatumWorker worker = DatumWorker.open(store.reopen(), OPTIONS);
  private final DatumTask task;

  /** Writes a word. */
  record Word() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("word", in.name());
    }
  }

  /** Waits for ever. */
  record Stuck() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  DatumWorkerTest() {
    Branch in = archive.createRepository("in").main();
    in.commit("one", tx -> tx.write("/a", "1"));
    task = task(archive, new Word());
  }

  /** The only datum of a job, which is not run. */
  private static DatumTask task(Archive archive, Transformation transformation) {
    DatumTask[] seen = new DatumTask[1];
    Job job =
        archive
            .definePipeline("out", transformation, Input.each("in", "/*"))
            .start(new ScriptedExecutor(1, (tasks, outcomes) -> seen[0] = tasks.get(0)));
    job.await();
    return seen[0];
  }

  @BeforeEach
  void runs() {
    assertThat(worker.run(task).state()).isEqualTo(DatumState.FINISHED);
  }

  @AfterEach
  void close() {
    worker.close();
    archive.close();
  }

  private DatumTask with(String id, String type, String code, String commit) {
    return new DatumTask(
        id,
        type,
        task.parameters(),
        code,
        task.bundle(),
        task.key(),
        task.datum(),
        task.captures(),
        List.of(new DatumTask.InputCommit(0, "in", commit)),
        task.inputs(),
        task.tries(),
        task.timeoutMillis());
  }

  private String commit() {
    return task.commits().get(0).commit();
  }

  private String refusal(DatumTask refused) {
    DatumOutcome outcome = worker.run(refused);
    assertThat(outcome.state()).isEqualTo(DatumState.FAILED);
    return outcome.failure().orElseThrow().message();
  }

  @Test
  void tasksOfAnotherArchive() {
    String other = UUID.randomUUID().toString();
    assertThat(refusal(with(other, task.transformation(), task.code(), commit())))
        .contains("/a", other, archive.id().toString());
  }

  @Test
  void codeThatIsNotThatOfTheJob() {
    String other = "0".repeat(64);
    assertThat(refusal(with(task.archive(), task.transformation(), other, commit())))
        .contains(task.transformation(), other, task.code(), "the same classes");
  }

  @Test
  void storedCodeThatItCannotLoad() {
    DatumTask stored =
        new DatumTask(
            task.archive(),
            task.transformation(),
            task.parameters(),
            task.code(),
            Optional.of("2".repeat(64)),
            task.key(),
            task.datum(),
            task.captures(),
            task.commits(),
            task.inputs(),
            task.tries(),
            task.timeoutMillis());
    assertThat(DatumTask.ofBytes(stored.toBytes())).isEqualTo(stored);
    assertThat(refusal(stored)).contains("stored code", "2".repeat(64));
  }

  @Test
  void classesThatAreMissing() {
    assertThat(refusal(with(task.archive(), "no.such.Code", task.code(), commit())))
        .contains("no.such.Code", "is not on the class path");
  }

  @Test
  void commitsThatNobodyKnows() {
    String unknown = "1".repeat(64);
    assertThat(refusal(with(task.archive(), task.transformation(), task.code(), unknown)))
        .contains("no commit " + unknown);
  }

  @Test
  void butCommitsThatAreNewerThanTheWorkerAreLookedFor() {
    archive.repository("in").main().commit("two", tx -> tx.write("/a", "2"));
    DatumTask newer = task(archive, new Word());
    assertThat(newer.commits()).isNotEqualTo(task.commits());
    assertThat(worker.run(newer).state()).isEqualTo(DatumState.FINISHED);
  }

  @Test
  void anInterruptEndsTheDatumAsCancelled() {
    DatumTask stuck = task(archive, new Stuck());
    Thread.currentThread().interrupt();
    assertThat(worker.run(stuck).state()).isEqualTo(DatumState.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anArchiveThatCannotBeWrittenTo() {
    assertThatExceptionOfType(ReadOnlyArchiveException.class)
        .isThrownBy(() -> DatumWorker.open(store.reopen(), OPTIONS.forReading()));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> DatumWorker.open(new MemoryObjectStore(), OPTIONS));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> DatumWorker.open(URI.create("nowhere:/x")));
  }

  @Test
  void nothingOnceItIsClosed() {
    worker.close();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> worker.run(task));
  }

  @Test
  void bytesThatAreNoTasksAndNoOutcomes() {
    byte[] bytes = task.toBytes();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatumTask.ofBytes(Arrays.copyOf(bytes, bytes.length - 1)))
        .withMessageStartingWith("these bytes are no task: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatumOutcome.ofBytes(bytes))
        .withMessageStartingWith("these bytes are no outcome: ");
  }

  @Test
  void longTextsOfFailuresAreCut() {
    DatumOutcome.Failure failure =
        DatumOutcome.Failure.of(new IllegalStateException("x".repeat(1_000_000)));
    assertThat(failure.message()).hasSize(20_000).endsWith("x...");
    assertThat(failure.trace()).hasSize(100_000);
    DatumOutcome outcome =
        DatumOutcome.failed(task, new IllegalStateException("x\ud83d".repeat(9)));
    assertThat(DatumOutcome.ofBytes(outcome.toBytes()).failure()).isPresent();
  }
}
