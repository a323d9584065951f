package io.stemma.execution;

import io.stemma.ArchiveOptions;
import io.stemma.internal.engine.OpenWorker;
import io.stemma.storage.ObjectStore;
import java.net.URI;
import java.util.Objects;

/**
 * Runs datums of jobs of other processes, where the archive's store can be reached and the classes
 * of the transformations are on the class path. It opens the archive itself, reads inputs there,
 * and writes content there that is too large to travel with an outcome. It commits nothing.
 *
 * <p>Open one in each process, and run as many tasks as there are processors at once. Safe for use
 * by several threads.
 */
public final class DatumWorker implements AutoCloseable {
  private final OpenWorker worker;

  private DatumWorker(OpenWorker worker) {
    this.worker = worker;
  }

  /**
   * Opens an archive to run datums of its pipelines.
   *
   * @param archive where it is
   * @return the worker, to be closed
   * @throws io.stemma.NotFoundException if there is no archive, or no module serves the scheme
   */
  public static DatumWorker open(URI archive) {
    Objects.requireNonNull(archive, "archive");
    return open(archive, ArchiveOptions.DEFAULT);
  }

  /**
   * Opens an archive to run datums of its pipelines.
   *
   * @param archive where it is
   * @param options how to open it
   * @return the worker, to be closed
   * @throws io.stemma.NotFoundException if there is no archive, or no module serves the scheme
   * @throws io.stemma.ReadOnlyArchiveException if the options are for reading
   */
  public static DatumWorker open(URI archive, ArchiveOptions options) {
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(options, "options");
    return new DatumWorker(OpenWorker.open(archive, options));
  }

  /**
   * Opens an archive to run datums of its pipelines.
   *
   * @param store where it is; closed with the worker
   * @param options how to open it
   * @return the worker, to be closed
   * @throws io.stemma.NotFoundException if there is no archive
   * @throws io.stemma.ReadOnlyArchiveException if the options are for reading
   */
  public static DatumWorker open(ObjectStore store, ArchiveOptions options) {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(options, "options");
    return new DatumWorker(OpenWorker.open(store, options));
  }

  /**
   * Runs a datum, as often as the task says. Whatever goes wrong with it is in the outcome: an
   * archive that is another one, a class that is missing or whose code has another id than the
   * job's, code that fails or takes too long. An interrupt ends the datum as cancelled, with the
   * flag set.
   *
   * @param task which datum
   * @return what became of it
   * @throws IllegalStateException if this worker is closed
   */
  public DatumOutcome run(DatumTask task) {
    Objects.requireNonNull(task, "task");
    return worker.run(task);
  }

  /** Closes the archive. What is being run fails. */
  @Override
  public void close() {
    worker.close();
  }

  /** One line: the archive. */
  @Override
  public String toString() {
    return worker.toString();
  }
}
