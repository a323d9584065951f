package io.stemma.testing;

/** What can go wrong with one operation of a {@link FaultyObjectStore}. */
public enum Fault {
  /** Nothing goes wrong. */
  NONE,
  /** The operation is not done; the caller gets an {@link java.io.IOException}. */
  ERROR_BEFORE,
  /**
   * The operation is done, and then fails: a commit with {@link
   * io.stemma.storage.OutcomeUnknownException}, as the contract demands, any other with {@link
   * java.io.IOException}.
   */
  ERROR_AFTER,
  /**
   * Nobody knows: a commit is done or is not, by seed, and ends in {@link
   * io.stemma.storage.OutcomeUnknownException}, so does a delete in {@link java.io.IOException};
   * any other operation fails as with {@link #ERROR_BEFORE}.
   */
  LOST_ANSWER,
  /**
   * A commit is done, but the store's client tried again by itself and met the object that it had
   * just made: the caller gets {@link io.stemma.storage.CreateOutcome#EXISTS}. Other operations: as
   * {@link #NONE}.
   */
  MET_ITSELF,
  /**
   * A commit is done and visible, but an fsync failed: the caller gets {@link
   * io.stemma.storage.OutcomeUnknownException} with {@code durabilityInDoubt}. A sync fails. Other
   * operations: as {@link #NONE}.
   */
  NOT_DURABLE,
  /** A read gives fewer bytes than there are in the range. Other operations: as {@link #NONE}. */
  SHORT_READ,
  /** A read gives bytes in which one bit is flipped. Other operations: as {@link #NONE}. */
  BIT_FLIP,
  /** The operation is done after the store's delay has been called. */
  DELAY
}
