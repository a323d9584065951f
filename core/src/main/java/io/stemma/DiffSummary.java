package io.stemma;

/**
 * Counts and bytes of a difference.
 *
 * @param added files that are new
 * @param removed files that are gone
 * @param modified files and directories whose content or attributes differ
 * @param bytesAdded bytes of new files
 * @param bytesRemoved bytes of files that are gone
 * @param bytesModified bytes, in the newer commit, of files whose content or attributes differ
 */
public record DiffSummary(
    long added,
    long removed,
    long modified,
    long bytesAdded,
    long bytesRemoved,
    long bytesModified) {

  /** {@code 1 added (4 MiB), 0 removed, 2 modified (8 MiB)}. */
  @Override
  public String toString() {
    return added
        + " added ("
        + Sizes.text(bytesAdded)
        + "), "
        + removed
        + " removed ("
        + Sizes.text(bytesRemoved)
        + "), "
        + modified
        + " modified ("
        + Sizes.text(bytesModified)
        + ")";
  }
}
