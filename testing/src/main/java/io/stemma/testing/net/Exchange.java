package io.stemma.testing.net;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A request that went through a {@link FaultyProxy}, and its answer.
 *
 * @param number which request it was, over all connections; the first is 1
 * @param connection on which connection; the first is 1
 * @param method for example {@code PUT}
 * @param target what comes behind the method, without a signature
 * @param fault what the plan said
 * @param answered whether the whole answer went to the client
 * @param begun when its head had come from the client, by {@link System#nanoTime()}
 * @param ended when the last of the answer went to the client, or the connection ended
 * @param bytesToServer how many bytes of the request were passed on
 * @param bytesToClient how many bytes of the answer were passed on
 */
public record Exchange(
    long number,
    long connection,
    String method,
    String target,
    NetworkFault fault,
    boolean answered,
    long begun,
    long ended,
    long bytesToServer,
    long bytesToClient) {

  /**
   * How many requests waited for each other: the length of the longest chain in which each began
   * after the one before it had ended. It can be too long, as requests may follow each other by
   * chance; on a link with a delay that is rare.
   *
   * @param exchanges some exchanges of one proxy
   * @return the length of the chain; 0 if there are none
   */
  public static int longestChain(Collection<Exchange> exchanges) {
    List<Exchange> byEnd =
        exchanges.stream().sorted(Comparator.comparingLong(Exchange::ended)).toList();
    int length = 0;
    long end = 0;
    for (Exchange next : byEnd) {
      // The one that ends first leaves the most room for others.
      if (length == 0 || next.begun() - end >= 0) {
        length++;
        end = next.ended();
      }
    }
    return length;
  }
}
