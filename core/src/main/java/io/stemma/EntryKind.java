package io.stemma;

/** What a path in a commit is. */
public enum EntryKind {
  /** A file. */
  FILE,
  /** A directory: there is something below it, or it carries attributes. */
  DIRECTORY
}
