package io.stemma.testing.net;

import java.util.SplittableRandom;

/** A request whose answer has not gone to the client yet. */
final class PendingExchange {
  private final long number;
  private final long connection;
  private final String method;
  private final String target;
  private final NetworkFault fault;
  private final SplittableRandom random;
  private final long begun = System.nanoTime();
  private long requestLimit = Long.MAX_VALUE;
  private long answerLimit = Long.MAX_VALUE;
  private long bytesToServer;
  private long bytesToClient;
  private boolean ended;

  PendingExchange(
      long number,
      long connection,
      String method,
      String target,
      NetworkFault fault,
      SplittableRandom random) {
    this.number = number;
    this.connection = connection;
    this.method = method;
    this.target = target;
    this.fault = fault;
    this.random = random;
  }

  NetworkFault fault() {
    return fault;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Decides how much of a request of some length is passed on. */
  void limitRequest(long length) {
    switch (fault) {
      case CUT_BEFORE_REQUEST -> requestLimit = 0;
      case CUT_IN_REQUEST -> requestLimit = place(length);
      default -> requestLimit = Long.MAX_VALUE;
    }
  }

  /** Decides how much of an answer of some length is passed on. */
  void limitAnswer(long length) {
    switch (fault) {
      case CUT_BEFORE_ANSWER -> answerLimit = 0;
      case CUT_IN_ANSWER, TRUNCATED_ANSWER -> answerLimit = place(length);
      default -> answerLimit = Long.MAX_VALUE;
    }
  }

  /** Behind the first byte, and before the last one. */
  private long place(long length) {
    return 1 + random.nextLong(length - 1);
  }

  boolean isCutInRequest(int next) {
    return bytesToServer + next > requestLimit;
  }

  int requestLeft() {
    return (int) (requestLimit - bytesToServer);
  }

  void passToServer(int count) {
    bytesToServer += count;
  }

  boolean isCutInAnswer(int next) {
    return bytesToClient + next > answerLimit;
  }

  int answerLeft() {
    return (int) (answerLimit - bytesToClient);
  }

  void passToClient(int count) {
    bytesToClient += count;
  }

  /** Ends it; returns whether it had not ended before. */
  boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  Exchange toExchange(boolean answered) {
    return new Exchange(
        number,
        connection,
        method,
        target,
        fault,
        answered,
        begun,
        System.nanoTime(),
        bytesToServer,
        bytesToClient);
  }
}
