package io.stemma.execution;

import java.util.List;
import java.util.function.Consumer;

/**
 * Places where datums can be run. Implemented by whoever has them: it takes tasks to where a {@link
 * DatumWorker} is, and brings outcomes back.
 *
 * <pre>{@code
 * public void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes) {
 *   for (DatumTask task : tasks) {
 *     outcomes.accept(DatumOutcome.ofBytes(elsewhere.send(task.toBytes())));
 *   }
 * }
 * }</pre>
 *
 * <p>An executor belongs to who made it: a job does not close it, and several jobs may use one at
 * once. Its methods are called by several threads.
 */
public interface Executor extends AutoCloseable {

  /**
   * How many calls of {@link #run} it can take at once. Asked when a job begins; it stands in place
   * of {@link io.stemma.PipelineOptions#parallelism}.
   *
   * @return at least 1
   */
  int parallelism();

  /**
   * How many tasks it takes with one call of {@link #run}: one where each is sent alone, many where
   * sending is what takes long. Asked when a job begins. A job that has fewer datums than that
   * divides them among the calls.
   *
   * @return at least 1
   */
  int batch();

  /**
   * Runs datums. Called by up to {@link #parallelism} threads of a job at once.
   *
   * <p>Each task is answered once, in any order and by any thread, before this method returns; the
   * best time is as soon as its outcome is there, since it is made durable then. The answering
   * thread may have to wait for that. A second answer to a task, or one to a task of another call,
   * is refused with an {@link IllegalStateException}.
   *
   * <p>A task that is not answered has failed: the datum gets the reason with which this method
   * threw, or that there was no answer. It is not sent again by this job: how often a datum is
   * tried is the worker's business, and whether it is worth it to send a task once more, because a
   * place was lost and not because the code has failed, only the executor knows. To do so is safe:
   * what a lost place has written is named by nothing.
   *
   * @param tasks at least one, and at most {@link #batch}
   * @param outcomes takes what became of them
   * @throws InterruptedException if this thread was interrupted: the job was cancelled, and does
   *     not end before this method does. So it must end soon, and should end what it has begun
   *     elsewhere
   */
  void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes) throws InterruptedException;

  /** Gives the places back. Jobs that are still using them fail. */
  @Override
  void close();
}
