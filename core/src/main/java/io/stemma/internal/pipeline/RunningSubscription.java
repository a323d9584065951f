package io.stemma.internal.pipeline;

import io.stemma.Job;
import io.stemma.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription of this process: a round of updates for every new entry of the log. */
final class RunningSubscription implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(RunningSubscription.class);

  private final PipelineArchive archive;
  private final Duration every;
  private final Updates updates;
  private final Thread thread;

  /** The newest entry of the log that was there when all was brought up to date. */
  private long seen;

  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  RunningSubscription(PipelineArchive archive, Duration every, Consumer<Job> listener) {
    this.archive = archive;
    this.every = every;
    this.updates = new Updates(archive, listener);
    this.thread = new Thread(this::run, "stemma-subscription");
    thread.setDaemon(true);
  }

  RunningSubscription begin() {
    archive.opened(this);
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (!closed) {
        boolean done = round();
        archive.awaitEntry(done ? seen : Long.MAX_VALUE, every);
      }
    } catch (InterruptedException e) {
      LOG.debug("the subscription is closed");
    } finally {
      closed = true;
      archive.closed(this);
    }
  }

  /** Updates if there is something new; tells whether that was done. */
  private boolean round() {
    try {
      long newest = archive.state().sequence();
      if (newest != seen) {
        updates.round();
        seen = newest;
      }
      failure = null;
      return true;
    } catch (RuntimeException | Error e) {
      if (!closed) {
        LOG.warn("pipelines could not be brought up to date; tried again in {}", every, e);
        failure = e;
      }
      return false;
    }
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line. */
  @Override
  public String toString() {
    return "subscription"
        + (closed ? ", closed" : "")
        + failure().map(reason -> ", could not update: " + reason).orElse("");
  }
}
