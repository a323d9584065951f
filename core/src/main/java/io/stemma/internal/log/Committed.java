package io.stemma.internal.log;

import java.time.Instant;

/**
 * A committed operation.
 *
 * @param head the entry that holds it; the newest entry if there was nothing to do
 */
public record Committed(LogHead head) {

  /** Number of that entry. */
  public long sequence() {
    return head.sequence();
  }

  /** Time of that entry. */
  public Instant time() {
    return head.entry().time();
  }
}
