package io.stemma;

import java.util.Optional;

/**
 * Keeps the pipelines of an archive up to date as commits come in, on a thread of its own. Safe for
 * use by any number of threads.
 */
public interface Subscription extends AutoCloseable {

  /**
   * What kept the newest round from being done: a store that failed, or a listener that threw. The
   * next round is tried all the same. Jobs that fail are told to the listener, and not here.
   *
   * @return the reason; empty if the newest round was done
   */
  Optional<Throwable> failure();

  /**
   * Ends it: a job that runs is cancelled, and what it has finished is kept. Waits for the end,
   * unless it is called by the listener. May be called twice; closing the archive does it, too.
   */
  @Override
  void close();
}
