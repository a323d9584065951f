package io.stemma.internal.engine;

import io.stemma.internal.log.LogHead;
import io.stemma.internal.maintenance.Compactor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts when a commit shows that it is due: one run at a time on a daemon thread. A run that
 * fails hurts nobody; the next is a while later.
 */
final class BackgroundCompaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundCompaction.class);

  /** So many entries are waited for after a failure. */
  private static final int PAUSE = 256;

  /** So many index objects may come together while a job runs. */
  private static final int WHILE_JOBS_RUN = 128;

  private final Engine engine;
  private final ThreadPoolExecutor thread;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile long notBefore;
  private volatile boolean closed;

  BackgroundCompaction(Engine engine) {
    this.engine = engine;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread made = new Thread(work, "stemma-compact");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Takes note of an entry; starts a run if it is due. What the datums of a job write is merged
   * when the job has ended, unless it becomes very much: the processors are the datums' meanwhile.
   */
  void committed(LogHead head) {
    if (!closed
        && (engine.jobs.isEmpty() || head.state().indexes().size() > WHILE_JOBS_RUN)
        && head.sequence() >= notBefore
        && Compactor.isDue(head.state())
        && running.compareAndSet(false, true)) {
      try {
        thread.execute(() -> run(head.sequence()));
      } catch (RejectedExecutionException e) {
        LOG.debug("no compaction: the archive is being closed", e);
      }
    }
  }

  private void run(long sequence) {
    try {
      LOG.debug("compaction: {}", engine.compactor(() -> closed).runDue());
    } catch (RuntimeException e) {
      notBefore = sequence + PAUSE;
      LOG.debug("compaction is put off", e);
    } finally {
      running.set(false);
    }
  }

  /** Ends a run that is under way, and waits for its end. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
