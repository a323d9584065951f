package io.stemma.storage.azure;

import java.time.Duration;
import java.util.Objects;

/**
 * How requests are sent: how long an answer is waited for, how often one is tried, how long objects
 * travel. The client library tries again after no answer, 429, 500 and 503, with pauses that double
 * from {@code pause} to {@code longestPause}.
 *
 * @param opening how long opening a store may take, with all tries and the search for a credential;
 *     as opening asks for nothing, so long may the first request take
 * @param answer how long one try waits for a connection, for the beginning of an answer to a
 *     request that carries no block, and for the next bytes of an answer that has begun
 * @param upload how long one try of a request may take to send a block, and to be answered; so long
 *     for each block where an object that is longer than one is put with one request
 * @param tries how often a request is sent at most, at least once
 * @param pause between the first try and the second
 * @param longestPause between two tries, at most
 * @param blockBytes length of a block; what is not longer is put with one request
 * @param parallelBlocks how many blocks of one object are on their way at once; a writer holds up
 *     to one block more in memory
 */
public record AzureOptions(
    Duration opening,
    Duration answer,
    Duration upload,
    int tries,
    Duration pause,
    Duration longestPause,
    int blockBytes,
    int parallelBlocks) {
  private static final int LEAST_BLOCK = 64 << 10;
  private static final int LONGEST_BLOCK = 256 << 20;
  private static final int MOST_PARALLEL = 64;

  /**
   * 12 s to open; 4 s for an answer, 60 s where much is sent; three tries, 0.5 s and more apart;
   * blocks of 4 MiB, four at once.
   */
  public static final AzureOptions DEFAULT =
      new AzureOptions(
          Duration.ofSeconds(12),
          Duration.ofSeconds(4),
          Duration.ofSeconds(60),
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(4),
          4 << 20,
          4);

  /**
   * Checks all.
   *
   * @param opening how long opening a store may take, with all tries and the search for a
   *     credential; as opening asks for nothing, so long may the first request take
   * @param answer how long one try waits for a connection, for the beginning of an answer to a
   *     request that carries no block, and for the next bytes of an answer that has begun
   * @param upload how long one try of a request may take to send a block, and to be answered; so
   *     long for each block where an object that is longer than one is put with one request
   * @param tries how often a request is sent at most, at least once
   * @param pause between the first try and the second
   * @param longestPause between two tries, at most
   * @param blockBytes length of a block, 64 KiB to 256 MiB
   * @param parallelBlocks how many blocks of one object are on their way at once, 1 to 64
   * @throws IllegalArgumentException if a time is not positive, the longest pause is shorter than
   *     the first, or a number is out of its range
   */
  public AzureOptions {
    checkPositive("opening", opening);
    checkPositive("answer", answer);
    checkPositive("upload", upload);
    checkPositive("pause", pause);
    checkPositive("longestPause", longestPause);
    checkRange("tries", tries, 1, 100);
    checkRange("blockBytes", blockBytes, LEAST_BLOCK, LONGEST_BLOCK);
    checkRange("parallelBlocks", parallelBlocks, 1, MOST_PARALLEL);
    if (longestPause.compareTo(pause) < 0) {
      throw new IllegalArgumentException(
          "the longest pause, " + longestPause + ", is shorter than the first, " + pause);
    }
  }

  private static void checkPositive(String name, Duration time) {
    Objects.requireNonNull(time, name);
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than nothing: " + time);
    }
  }

  private static void checkRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ": " + value);
    }
  }

  /**
   * With another time for opening.
   *
   * @param longest how long opening a store may take
   * @return these options, changed
   */
  public AzureOptions withOpening(Duration longest) {
    return new AzureOptions(
        longest, answer, upload, tries, pause, longestPause, blockBytes, parallelBlocks);
  }

  /**
   * With other times for answers.
   *
   * @param small what a try waits for an answer to a request that carries no block
   * @param large what it waits where it does
   * @return these options, changed
   */
  public AzureOptions withAnswer(Duration small, Duration large) {
    return new AzureOptions(
        opening, small, large, tries, pause, longestPause, blockBytes, parallelBlocks);
  }

  /**
   * With other tries.
   *
   * @param most how often a request is sent at most
   * @param first the pause between the first try and the second
   * @param longest the longest pause between two tries
   * @return these options, changed
   */
  public AzureOptions withTries(int most, Duration first, Duration longest) {
    return new AzureOptions(
        opening, answer, upload, most, first, longest, blockBytes, parallelBlocks);
  }

  /**
   * With other blocks.
   *
   * @param bytes length of a block
   * @param parallel how many of one object are on their way at once
   * @return these options, changed
   */
  public AzureOptions withBlocks(int bytes, int parallel) {
    return new AzureOptions(opening, answer, upload, tries, pause, longestPause, bytes, parallel);
  }

  /** One line: times, tries, blocks. */
  @Override
  public String toString() {
    return seconds(opening)
        + " s to open; "
        + seconds(answer)
        + " s for an answer, "
        + seconds(upload)
        + " s to an upload; "
        + tries
        + " tries, "
        + seconds(pause)
        + " to "
        + seconds(longestPause)
        + " s apart; blocks of "
        + blockBytes
        + " bytes, "
        + parallelBlocks
        + " at once";
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
