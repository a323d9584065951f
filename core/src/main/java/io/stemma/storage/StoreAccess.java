package io.stemma.storage;

/** What a store is opened for. */
public enum StoreAccess {
  /**
   * Reading. Every write is refused with {@link ReadOnlyStoreException}, and nothing is changed.
   */
  READ,
  /** Reading and writing. */
  WRITE,
  /** Reading and writing; the directory, container or the like is made if it is missing. */
  CREATE
}
