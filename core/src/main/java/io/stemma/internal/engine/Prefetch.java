package io.stemma.internal.engine;

import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins to read what whoever names a branch asks for next, where the archive is far away: the
 * index, and the commit that the branch had a moment ago. Nothing waits for it but who needs the
 * same. Safe for use by several threads.
 */
final class Prefetch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);
  private static final int THREADS = 2;

  private final Engine engine;
  private final ThreadPoolExecutor threads;

  Prefetch(Engine engine) {
    this.engine = engine;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "stemma-prefetch");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Somebody named a branch or repository. */
  void named(Optional<Hash> commit) {
    if (engine.store.isRemote()) {
      try {
        threads.execute(this::index);
      } catch (RejectedExecutionException e) {
        LOG.debug("nothing is read ahead: the archive is being closed", e);
      }
      commit.ifPresent(id -> engine.chunks.begin(Kind.COMMIT, id, threads));
    }
  }

  private void index() {
    try {
      engine.snapshots.indexes().begin();
    } catch (StemmaException e) {
      LOG.debug("the index cannot be read yet", e);
    }
  }

  /** Begins nothing more; what is under way ends. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
