package io.stemma.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.ArchiveOptions;
import io.stemma.storage.MemoryObjectStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Runs datums in the threads that bring them, by a worker that has opened the archive itself. All
 * that passes are bytes.
 */
final class PassedBytes implements Executor {
  private final DatumWorker worker;
  private final int parallelism;
  private final int batch;
  private final List<DatumTask> tasks = new CopyOnWriteArrayList<>();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();

  PassedBytes(MemoryObjectStore store, int parallelism, int batch) {
    this.worker = DatumWorker.open(store.reopen(), ArchiveOptions.DEFAULT.withoutCache());
    this.parallelism = parallelism;
    this.batch = batch;
  }

  /** All tasks that came, in the order in which they did. */
  List<DatumTask> tasks() {
    return tasks;
  }

  /** How many came together. */
  List<Integer> sizes() {
    return sizes;
  }

  DatumOutcome run(DatumTask task) {
    DatumTask passed = DatumTask.ofBytes(task.toBytes());
    assertThat(passed).isEqualTo(task);
    return DatumOutcome.ofBytes(worker.run(passed).toBytes());
  }

  @Override
  public int parallelism() {
    return parallelism;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public void run(List<DatumTask> together, Consumer<DatumOutcome> outcomes)
      throws InterruptedException {
    sizes.add(together.size());
    for (DatumTask task : together) {
      tasks.add(task);
      outcomes.accept(run(task));
      if (Thread.interrupted()) {
        throw new InterruptedException("the job was cancelled");
      }
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
