package io.stemma.storage;

/** What became of an attempt to create an object that must not exist yet. */
public enum CreateOutcome {
  /** The object was created by this attempt and is durable. */
  CREATED,
  /** There was an object under the key; it was not touched. */
  EXISTS
}
