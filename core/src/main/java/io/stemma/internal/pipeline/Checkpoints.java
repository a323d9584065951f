package io.stemma.internal.pipeline;

import io.stemma.CommitOutcomeUnknownException;
import io.stemma.internal.chunks.WriteSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what finished datums wrote durable while their job goes on: results that can be found by
 * their keys survive the job. Datums that finish within a second share an operation; what is left
 * at the end goes into that of the results themselves. Datums are added by any number of threads,
 * which wait while too much is held in memory; one thread, which nobody interrupts, commits.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** So many bytes wait in memory before they are committed, whenever that was done last. */
  private static final long MANY_BYTES = 32L << 20;

  /**
   * A datum whose result is written.
   *
   * @param session what it wrote
   * @param durable is told once the result is durable
   */
  record Finished(WriteSession session, Runnable durable) {
    /** Its result is durable. */
    void ended() {
      session.close();
      durable.run();
    }
  }

  private final PipelineArchive archive;
  private final String message;
  private final Queue<Finished> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long last = System.nanoTime();

  /**
   * Begins.
   *
   * @param message says what the datums are of
   */
  Checkpoints(PipelineArchive archive, String message) {
    this.archive = archive;
    this.message = message;
  }

  /** Takes a datum, and waits as long as too much waits to be committed. */
  synchronized void add(Finished finished) {
    put(finished);
    boolean interrupted = false;
    while (waitingBytes > MANY_BYTES) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a datum, to be committed later. */
  synchronized void put(Finished finished) {
    waiting.add(finished);
    waitingBytes += finished.session().waitingBytes();
  }

  private synchronized boolean isDue() {
    return waitingBytes > MANY_BYTES
        || !waiting.isEmpty() && System.nanoTime() - last > INTERVAL_NANOS;
  }

  /** Those that wait, which are then the caller's. */
  synchronized List<Finished> take() {
    List<Finished> group = new ArrayList<>(waiting);
    waiting.clear();
    waitingBytes = 0;
    last = System.nanoTime();
    notifyAll();
    return group;
  }

  /**
   * Commits those that wait, if it is time. Should that fail, they wait on.
   *
   * @throws CommitOutcomeUnknownException if nobody knows whether it was done
   */
  void commitIfDue() {
    try {
      if (isDue()) {
        commit();
      }
    } catch (CommitOutcomeUnknownException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("finished datums of {} are not durable yet; tried again later", message, e);
    }
  }

  /**
   * Commits those that wait. Should that fail, they wait on.
   *
   * @throws CommitOutcomeUnknownException if nobody knows whether it was done
   * @throws io.stemma.StemmaException if it was not done
   */
  void commit() {
    List<Finished> group = take();
    if (group.isEmpty()) {
      return;
    }
    try {
      commit(group);
    } catch (CommitOutcomeUnknownException e) {
      throw e; // What may be stored may not be committed again under other names.
    } catch (RuntimeException e) {
      group.forEach(this::put);
      throw e;
    }
  }

  /** Lets those threads go on that wait in {@link #add}: nothing more is going to be added. */
  synchronized void release() {
    waitingBytes = 0;
    notifyAll();
  }

  /** Makes all that wait durable, as for a job that ends without results. */
  void flush() {
    List<Finished> group = take();
    if (group.isEmpty()) {
      return;
    }
    try {
      commit(group);
    } catch (CommitOutcomeUnknownException e) {
      LOG.warn("nobody knows whether {} finished datums are durable", group.size(), e);
    } catch (RuntimeException e) {
      LOG.warn("{} finished datums are lost, and will be run again", group.size(), e);
      group.forEach(each -> each.session().discard());
    }
  }

  private void commit(List<Finished> group) {
    archive.commit(
        archive.newId(),
        "datums",
        message + ": " + group.size() + (group.size() == 1 ? " datum" : " datums"),
        (draft, batch) -> group.forEach(each -> batch.absorb(each.session())));
    group.forEach(Finished::ended);
  }
}
