package io.stemma.internal.engine;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.internal.pipeline.TaskRunner;
import io.stemma.storage.ObjectStore;
import java.net.URI;

/** An archive that was opened to run datums of other processes' jobs. */
public final class OpenWorker implements AutoCloseable {
  private final OpenArchive archive;
  private final TaskRunner tasks;

  private OpenWorker(OpenArchive archive) {
    this.archive = archive;
    this.tasks = new TaskRunner(new PipelineEngine(archive));
  }

  /** See {@link io.stemma.execution.DatumWorker#open(URI, ArchiveOptions)}. */
  public static OpenWorker open(URI place, ArchiveOptions options) {
    return of(Archives.open(place, options));
  }

  /** See {@link io.stemma.execution.DatumWorker#open(ObjectStore, ArchiveOptions)}. */
  public static OpenWorker open(ObjectStore store, ArchiveOptions options) {
    return of(Archives.open(store, options));
  }

  private static OpenWorker of(Archive opened) {
    boolean done = false;
    try {
      OpenArchive archive = (OpenArchive) opened; // what Archives makes
      archive.checkWritable("running datums, which write what they give,");
      OpenWorker worker = new OpenWorker(archive);
      done = true;
      return worker;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  /** See {@link io.stemma.execution.DatumWorker#run}. */
  public DatumOutcome run(DatumTask task) {
    return tasks.run(task);
  }

  @Override
  public void close() {
    tasks.close();
    archive.close();
  }

  /** One line: the archive. */
  @Override
  public String toString() {
    return "worker of archive " + archive.id();
  }
}
