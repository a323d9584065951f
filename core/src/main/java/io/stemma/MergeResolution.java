package io.stemma;

/** What to do with paths that both sides of a merge changed differently. */
public enum MergeResolution {
  /** Report them and merge nothing. */
  NONE,
  /** Keep what the branch has. */
  OURS,
  /** Take what the other commit has. */
  THEIRS
}
