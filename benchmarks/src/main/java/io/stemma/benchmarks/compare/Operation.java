package io.stemma.benchmarks.compare;

/** What every tool is asked to do, in this order. */
public enum Operation {
  /** All files into an empty repository. */
  INGEST("ingest", false),
  /** The same files again. */
  UNCHANGED("unchanged", true),
  /** The files after an edit. */
  EDIT("edit", false),
  /** All files of the newest version into a directory that is not there. */
  RESTORE("restore", false),
  /** One MiB from within a file of the newest version. */
  READ("read-1mib", true),
  /** One small file more. */
  ADD_ONE("add-one", false),
  /** The names of ten files that differ between two versions. */
  DIFF("diff-10", true);

  private final String word;
  private final boolean repeatable;

  Operation(String word, boolean repeatable) {
    this.word = word;
    this.repeatable = repeatable;
  }

  /** The name in reports. */
  public String word() {
    return word;
  }

  /** Whether it can be done again in the same round, for a better figure where it is short. */
  boolean repeatable() {
    return repeatable;
  }

  /** Whether it makes the repository grow. */
  boolean stores() {
    return this == INGEST || this == EDIT || this == ADD_ONE;
  }
}
