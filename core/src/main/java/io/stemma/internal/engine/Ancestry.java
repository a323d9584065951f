package io.stemma.internal.engine;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** How commits descend from each other. Reads from the newest back, no further than needed. */
final class Ancestry {
  private static final int LEFT = 1;
  private static final int RIGHT = 2;
  private static final int BOTH = LEFT | RIGHT;
  private static final int STALE = 4;

  private record Step(Hash id, Instant time) {}

  private static final Comparator<Step> NEWEST_FIRST =
      Comparator.comparing(Step::time).reversed().thenComparing(Step::id);

  private Ancestry() {}

  /**
   * How two histories lie to each other.
   *
   * @param bases the common ancestors that are no ancestors of others, newest first
   * @param right the commits that are in the right history only
   */
  record Fork(List<Hash> bases, List<Hash> right) {}

  static boolean isAncestor(Engine engine, Hash older, Hash newer) {
    return fork(engine.chunks, newer, older).bases().contains(older);
  }

  /**
   * Compares two histories: both are painted from the newest commit back until only ancestors of
   * common ones are left, as git's merge-base does. No commit may be older than its parents.
   */
  static Fork fork(ChunkSource source, Hash left, Hash right) {
    Map<Hash, Integer> paint = new HashMap<>();
    PriorityQueue<Step> queue = new PriorityQueue<>(NEWEST_FIRST);
    add(source, queue, paint, left, LEFT);
    add(source, queue, paint, right, RIGHT);
    Set<Hash> common = new LinkedHashSet<>();
    Instant oldest = Instant.MAX;
    while (isOpen(queue, paint, oldest)) {
      Step step = queue.remove();
      int colour = paint.getOrDefault(step.id(), 0);
      if ((colour & BOTH) == BOTH) {
        if ((colour & STALE) == 0 && common.add(step.id())) {
          oldest = step.time();
        }
        colour |= STALE;
      }
      for (Hash parent : commit(source, step.id()).parents()) {
        add(source, queue, paint, parent, colour);
      }
    }
    common.removeIf(id -> (paint.getOrDefault(id, 0) & STALE) != 0);
    List<Hash> onlyRight = new ArrayList<>();
    paint.forEach(
        (id, colour) -> {
          if (colour == RIGHT) {
            onlyRight.add(id);
          }
        });
    return new Fork(List.copyOf(common), onlyRight);
  }

  /** Whether what is left may hold a common ancestor, or show one to be another's ancestor. */
  private static boolean isOpen(
      PriorityQueue<Step> queue, Map<Hash, Integer> paint, Instant oldest) {
    Step newest = queue.peek();
    return newest != null
        && (!newest.time().isBefore(oldest)
            || queue.stream().anyMatch(s -> (paint.getOrDefault(s.id(), 0) & STALE) == 0));
  }

  private static void add(
      ChunkSource source,
      PriorityQueue<Step> queue,
      Map<Hash, Integer> paint,
      Hash id,
      int colour) {
    int before = paint.getOrDefault(id, 0);
    int after = before | colour;
    if (after != before) {
      paint.put(id, after);
      queue.add(new Step(id, commit(source, id).time()));
    }
  }

  static CommitObject commit(ChunkSource source, Hash id) {
    byte[] object = source.read(Kind.COMMIT, id);
    try {
      return CommitObject.decode(object);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(Kind.COMMIT + " " + id, e);
    }
  }
}
