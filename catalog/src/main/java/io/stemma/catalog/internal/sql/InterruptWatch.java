package io.stemma.catalog.internal.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a statement when the thread that runs it is interrupted, which the database does not look
 * at.
 */
final class InterruptWatch {
  private static final Logger LOG = LoggerFactory.getLogger(InterruptWatch.class);
  private static final long EVERY_NANOS = 20_000_000;

  private final Thread asking = Thread.currentThread();
  private final Statement statement;
  private final Thread watcher;
  private volatile boolean done;

  private InterruptWatch(Statement statement) {
    this.statement = statement;
    this.watcher = new Thread(this::watch, "stemma-catalog-interrupt");
    watcher.setDaemon(true);
  }

  /** Begins to watch this thread. */
  static InterruptWatch over(Statement statement) {
    InterruptWatch watch = new InterruptWatch(statement);
    watch.watcher.start();
    return watch;
  }

  private void watch() {
    while (!done) {
      LockSupport.parkNanos(EVERY_NANOS);
      if (!done && asking.isInterrupted()) {
        try {
          statement.cancel(); // Without effect before the statement has begun, so again and again.
        } catch (SQLException e) {
          LOG.debug("a statement had ended before it was cancelled", e);
        }
      }
    }
  }

  /** The statement has ended. */
  void end() {
    done = true;
    LockSupport.unpark(watcher);
  }
}
