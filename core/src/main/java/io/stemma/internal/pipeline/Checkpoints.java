package io.stemma.internal.pipeline;

import io.stemma.CommitOutcomeUnknownException;
import io.stemma.StemmaException;
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
 * at the end goes into that of the results themselves. One thread commits at a time; a datum waits
 * while too much is held in memory.
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
  private boolean committing;
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

  /**
   * Takes a datum; commits those that wait, this one with them, if it is time. Should that fail,
   * they wait on.
   *
   * @throws CommitOutcomeUnknownException if nobody knows whether that was done
   */
  void add(Finished finished) {
    List<Finished> group;
    synchronized (this) {
      while (committing && waitingBytes > MANY_BYTES) {
        await();
      }
      put(finished);
      boolean due = System.nanoTime() - last > INTERVAL_NANOS || waitingBytes > MANY_BYTES;
      if (committing || !due) {
        return;
      }
      committing = true;
      group = take();
    }
    try {
      commit(group);
    } catch (CommitOutcomeUnknownException e) {
      throw e; // What is in the store now may not be committed again under other names.
    } catch (StemmaException e) {
      LOG.warn("{} finished datums are not durable yet; tried again later", group.size(), e);
      group.forEach(this::put);
    } finally {
      synchronized (this) {
        committing = false;
        last = System.nanoTime();
        notifyAll();
      }
    }
  }

  private synchronized void await() {
    boolean interrupted = false;
    while (committing) {
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

  /** Those that wait, which nobody else commits from now on. */
  synchronized List<Finished> take() {
    List<Finished> group = new ArrayList<>(waiting);
    waiting.clear();
    waitingBytes = 0;
    return group;
  }

  /**
   * Those that are left when no datum runs any more, to be committed with the results.
   *
   * @return none of them is durable yet
   */
  List<Finished> rest() {
    await();
    return take();
  }

  /** Takes a datum, to be committed later. */
  synchronized void put(Finished finished) {
    waiting.add(finished);
    waitingBytes += finished.session().waitingBytes();
  }

  /** Makes all that wait durable, as for a job that ends without results. */
  void flush() {
    List<Finished> group = rest();
    if (group.isEmpty()) {
      return;
    }
    try {
      commit(group);
    } catch (CommitOutcomeUnknownException e) {
      LOG.warn("nobody knows whether {} finished datums are durable", group.size(), e);
    } catch (StemmaException e) {
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
