package io.stemma.internal.index;

import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRef;
import java.util.List;

/**
 * Says which index objects to merge. Only neighbours in age are, so that the newest row of an id
 * stays the one that is found first.
 *
 * <p>Objects are in tiers by size, each {@value #WIDTH} times as large as the one below
 * (size-tiered compaction, as in P. O'Neil et al., "The log-structured merge-tree", 1996, and
 * Lucene's LogMergePolicy). An object that is older than a larger one counts in the tier of the
 * larger: else small ones between large ones would never have enough neighbours. {@value #WIDTH}
 * objects in one tier are merged; but if such small ones are neighbours, only these are, since
 * rewriting the large ones would not pay. So there are less than {@value #WIDTH} objects a tier,
 * and a row is written about once a tier. An object of nearly half the greatest length is left
 * alone.
 */
public final class Tiers {
  /** How many objects of a tier are too many. */
  public static final int WIDTH = 8;

  private static final long LOWEST_BYTES = 1 << 12;
  private static final long FULL_BYTES = IndexLayout.MAX_BYTES / 32 * 15; // two of these fit
  private static final int FULL = 62;

  private Tiers() {}

  /**
   * What to merge next.
   *
   * @param newestFirst the live index objects
   * @return two or more neighbours, newest first; empty if all is well
   */
  public static List<IndexRef> next(List<IndexRef> newestFirst) {
    int n = newestFirst.size();
    for (int from = 0; from < n; ) {
      int tier = tier(newestFirst.get(from));
      int to = from + 1;
      while (to < n && tier(newestFirst.get(to)) <= tier) {
        to++;
      }
      List<IndexRef> found = inTier(newestFirst.subList(from, to), tier);
      if (!found.isEmpty()) {
        return found;
      }
      from = to;
    }
    return List.of();
  }

  private static List<IndexRef> inTier(List<IndexRef> members, int tier) {
    long crowd =
        tier < FULL ? members.size() : members.stream().filter(m -> tier(m) < FULL).count();
    if (crowd < WIDTH) {
      return List.of();
    }
    for (int from = 0; from < members.size(); from++) {
      int to = from;
      while (to < members.size() && tier(members.get(to)) < tier) {
        to++;
      }
      if (to - from > 1) {
        return fitting(members.subList(from, to));
      }
    }
    return tier < FULL ? fitting(members) : List.of();
  }

  /** The oldest of some neighbours whose merger is sure to stay within the greatest length. */
  private static List<IndexRef> fitting(List<IndexRef> members) {
    long bytes = 0;
    int from = members.size();
    while (from > 0) {
      IndexRef member = members.get(from - 1);
      // A larger index may need a larger fan-out, and one byte more for the number of a pack.
      bytes += member.length() + member.rows() + member.rows() / 64;
      if (bytes + (1 << 19) > IndexLayout.MAX_BYTES) {
        break;
      }
      from--;
    }
    return members.size() - from < 2
        ? List.of()
        : List.copyOf(members.subList(from, members.size()));
  }

  private static int tier(IndexRef ref) {
    if (ref.length() > FULL_BYTES) {
      return FULL;
    }
    int tier = 0;
    for (long limit = LOWEST_BYTES * WIDTH; ref.length() >= limit; limit *= WIDTH) {
      tier++;
    }
    return tier;
  }
}
