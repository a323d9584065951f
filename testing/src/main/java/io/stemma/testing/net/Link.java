package io.stemma.testing.net;

import java.time.Duration;
import java.util.Objects;

/**
 * How slow the way between a client and a server is. Bytes that arrive are passed on when the time
 * of their direction has gone by, in order, while others follow them: a delay does not make a long
 * message slower than a short one. Making a connection is not delayed.
 *
 * @param toServer how long bytes travel to the server
 * @param toClient how long bytes travel back
 * @param bytesPerSecond how many bytes pass in each direction, over all connections; 0 for as many
 *     as can
 */
public record Link(Duration toServer, Duration toClient, long bytesPerSecond) {
  /** As fast as can be. */
  public static final Link DIRECT = new Link(Duration.ZERO, Duration.ZERO, 0);

  /**
   * Checks the arguments.
   *
   * @param toServer how long bytes travel to the server
   * @param toClient how long bytes travel back
   * @param bytesPerSecond how many bytes pass in each direction
   * @throws IllegalArgumentException if one is negative
   */
  public Link {
    Objects.requireNonNull(toServer, "toServer");
    Objects.requireNonNull(toClient, "toClient");
    if (toServer.isNegative() || toClient.isNegative() || bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "negative: " + toServer + ", " + toClient + ", " + bytesPerSecond + " bytes per second");
    }
  }

  /**
   * A link where a request that waits for its answer waits so long, half of it each way.
   *
   * @param time there and back
   * @return the link
   */
  public static Link ofRoundTrip(Duration time) {
    Duration there = time.dividedBy(2);
    return new Link(there, time.minus(there), 0);
  }

  /**
   * With fewer bytes at a time.
   *
   * @param bytes how many pass in a second, in each direction
   * @return this link, changed
   */
  public Link throttledTo(long bytes) {
    return new Link(toServer, toClient, bytes);
  }
}
