package io.stemma.testing.net;

/**
 * What can happen to a request on its way through a {@link FaultyProxy}. A <i>cut</i> resets the
 * connections to the client and to the server.
 */
public enum NetworkFault {
  /** Nothing. */
  NONE,
  /** Cut before a byte went on: the server never hears of the request. */
  CUT_BEFORE_REQUEST,
  /** Cut when a part of the request went on; at least its last byte is missing. */
  CUT_IN_REQUEST,
  /** Cut when the answer arrives: what was asked for is done, and the client hears nothing. */
  CUT_BEFORE_ANSWER,
  /** Cut when a part of the answer went on; at least its last byte is missing. */
  CUT_IN_ANSWER,
  /** A part of the answer goes on, and then the connection ends in an orderly way. */
  TRUNCATED_ANSWER;

  /**
   * Whether the server gets the whole request, so that it does what was asked for.
   *
   * @return false if the request does not reach it, or only in part
   */
  public boolean isAfterEffect() {
    return this != CUT_BEFORE_REQUEST && this != CUT_IN_REQUEST;
  }
}
