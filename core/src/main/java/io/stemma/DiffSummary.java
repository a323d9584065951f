package io.stemma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /** {@code 1 added (4.0 MiB), 2 modified (8.0 MiB)}, or {@code no changes}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    part(parts, added, "added", bytesAdded);
    part(parts, removed, "removed", bytesRemoved);
    part(parts, modified, "modified", bytesModified);
    return parts.isEmpty() ? "no changes" : String.join(", ", parts);
  }

  private static void part(List<String> parts, long count, String what, long bytes) {
    if (count > 0) {
      parts.add(String.format(Locale.ROOT, "%,d %s (%s)", count, what, Sizes.text(bytes)));
    }
  }
}
