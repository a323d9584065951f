package io.stemma.execution;

import io.stemma.Archive;
import io.stemma.internal.engine.WorkerPlace;
import io.stemma.internal.jvm.JvmPool;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs datums in JVMs that this process starts on the same machine, each of which runs one at a
 * time. Whatever code does to its process, such as ending it or using up its memory, it does to one
 * of those: the datum fails, and another JVM is started for the next.
 *
 * <pre>{@code
 * try (ChildJvms children = ChildJvms.start(archive, 4)) {
 *   pipeline.run(children);
 * }
 * }</pre>
 *
 * <p>The JVMs are started when there are datums to run, and end when this is closed or the process
 * ends. They read and write the archive's store through this process, so an archive may be
 * anywhere, also in memory; they find the classes that this process finds, as far as those are in
 * files: not those that were typed into a notebook. They have its locale, time zone, charset and
 * environment, but not its system properties. What code prints there is logged here, and its input
 * is empty.
 *
 * <p>With {@link JvmOptions#withFreshJvms} each call of {@link #run} gets a JVM that has run
 * nothing yet. What differs between JVMs then differs between results, such as the order of a
 * {@code Set.of}.
 *
 * <p>It is of the archive that it was started with, whose closing it does not outlive. Safe for use
 * by several threads and jobs; calls that are too many wait.
 */
public final class ChildJvms implements Executor {
  private final JvmOptions options;
  private final JvmPool pool;

  private ChildJvms(JvmOptions options, JvmPool pool) {
    this.options = options;
    this.pool = pool;
  }

  /**
   * JVMs for the datums of an archive's jobs.
   *
   * @param archive an archive that is open for writing
   * @param count how many JVMs at once, at least 1
   * @return the executor, to be closed
   * @throws IllegalArgumentException if the number is less
   * @throws io.stemma.ReadOnlyArchiveException if the archive cannot be written to
   * @throws io.stemma.StemmaException if Stemma's classes are not in files
   */
  public static ChildJvms start(Archive archive, int count) {
    Objects.requireNonNull(archive, "archive");
    return start(archive, JvmOptions.DEFAULT.withCount(count));
  }

  /**
   * JVMs for the datums of an archive's jobs.
   *
   * @param archive an archive that is open for writing
   * @param options how many JVMs, and how they are started
   * @return the executor, to be closed
   * @throws io.stemma.ReadOnlyArchiveException if the archive cannot be written to
   * @throws io.stemma.StemmaException if Stemma's classes are not in files
   */
  public static ChildJvms start(Archive archive, JvmOptions options) {
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(options, "options");
    WorkerPlace place = WorkerPlace.of(archive);
    return new ChildJvms(
        options, new JvmPool(place.store(), place.options(), place.transformations(), options));
  }

  /**
   * How many JVMs there are at once.
   *
   * @return the number that the options have
   */
  @Override
  public int parallelism() {
    return options.count();
  }

  /**
   * How many datums a job hands over together, to be run by one JVM after each other.
   *
   * @return the number that the options have
   */
  @Override
  public int batch() {
    return options.batch();
  }

  /**
   * Runs datums in one JVM, one after the other, and answers in this thread. A datum during which
   * the JVM ends has failed, and the reason has the last lines that were printed there; another JVM
   * goes on with the next. May be called by whoever has tasks, with as many as there are.
   *
   * @param tasks which datums
   * @param outcomes takes what became of them
   * @throws InterruptedException if this thread was interrupted; the JVM has ended then
   * @throws IllegalStateException if this is closed
   * @throws io.stemma.StemmaException if no JVM can be started
   */
  @Override
  public void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes)
      throws InterruptedException {
    Objects.requireNonNull(tasks, "tasks");
    Objects.requireNonNull(outcomes, "outcomes");
    pool.run(tasks, outcomes);
  }

  /** Ends the JVMs. Datums that they are running have failed. */
  @Override
  public void close() {
    pool.close();
  }

  /** One line: how many JVMs there are, and how they are started. */
  @Override
  public String toString() {
    return "child JVMs: " + pool;
  }
}
