package io.stemma.internal.engine;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** How commits descend from each other. Reads from the newest back, no further than needed. */
final class Ancestry {
  private static final int LEFT = 1;
  private static final int RIGHT = 2;
  private static final int STALE = 4;

  private record Step(Hash id, Instant time) {}

  private static final Comparator<Step> NEWEST_FIRST =
      Comparator.comparing(Step::time).reversed().thenComparing(Step::id);

  private Ancestry() {}

  static boolean isAncestor(Engine engine, Hash older, Hash newer) {
    return mergeBase(engine.chunks, newer, older).filter(older::equals).isPresent();
  }

  /**
   * The newest common ancestor that is an ancestor of no other: both histories are painted from the
   * newest commit back until only ancestors of common ones are left (as git's merge-base does). No
   * commit is older than its parents, but it may be as old: so what is as old as a candidate is
   * painted, too, before it is known which of them are ancestors of others.
   */
  static Optional<Hash> mergeBase(ChunkSource source, Hash left, Hash right) {
    Map<Hash, Integer> paint = new HashMap<>();
    PriorityQueue<Step> queue = new PriorityQueue<>(NEWEST_FIRST);
    add(source, queue, paint, left, LEFT);
    add(source, queue, paint, right, RIGHT);
    TreeSet<Step> candidates = new TreeSet<>(NEWEST_FIRST);
    while (!queue.isEmpty()
        && (queue.stream().anyMatch(s -> (paint.getOrDefault(s.id(), 0) & STALE) == 0)
            || !candidates.isEmpty()
                && !queue.element().time().isBefore(candidates.last().time()))) {
      Step step = queue.remove();
      int colour = paint.getOrDefault(step.id(), 0);
      if ((colour & (LEFT | RIGHT)) == (LEFT | RIGHT)) {
        if ((colour & STALE) == 0) {
          candidates.add(step);
        }
        colour |= STALE;
      }
      for (Hash parent : commit(source, step.id()).parents()) {
        add(source, queue, paint, parent, colour);
      }
    }
    return candidates.stream()
        .map(Step::id)
        .filter(id -> (paint.getOrDefault(id, 0) & STALE) == 0)
        .findFirst();
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

  private static CommitObject commit(ChunkSource source, Hash id) {
    byte[] object = source.read(Kind.COMMIT, id);
    try {
      return CommitObject.decode(object);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(Kind.COMMIT + " " + id, e);
    }
  }
}
