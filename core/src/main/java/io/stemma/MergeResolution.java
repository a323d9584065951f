package io.stemma;

/**
 * What to do with paths that both sides of a merge changed differently. A path that is a file on
 * one side and a directory on the other stays a conflict whatever is chosen: move or delete one of
 * them first.
 */
public enum MergeResolution {
  /** Report them and merge nothing. */
  NONE,
  /** Keep what the branch has. */
  OURS,
  /** Take what the other commit has. */
  THEIRS
}
