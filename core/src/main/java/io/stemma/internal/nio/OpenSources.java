package io.stemma.internal.nio;

import io.stemma.ArchiveId;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The archives that are open in this process, by id, so that a URI finds its commit. Several may
 * have one id: an archive that was opened twice, or a copy. Holds none of them back from the
 * garbage collector.
 */
public final class OpenSources {
  private static final Map<ArchiveId, List<WeakReference<OpenCommits>>> OPEN = new HashMap<>();

  private OpenSources() {}

  /** An archive was opened. */
  public static void opened(ArchiveId id, OpenCommits source) {
    synchronized (OPEN) {
      OPEN.values().forEach(list -> list.removeIf(known -> known.refersTo(null)));
      OPEN.values().removeIf(List::isEmpty);
      OPEN.computeIfAbsent(id, key -> new ArrayList<>()).add(new WeakReference<>(source));
    }
  }

  /** An archive was closed; others of the same id stay. */
  public static void closed(ArchiveId id, OpenCommits source) {
    synchronized (OPEN) {
      List<WeakReference<OpenCommits>> list = OPEN.getOrDefault(id, new ArrayList<>());
      list.removeIf(known -> known.refersTo(null) || known.refersTo(source));
      if (list.isEmpty()) {
        OPEN.remove(id);
      }
    }
  }

  /** Those of an id that are open, the one that was opened first in front. */
  static List<OpenCommits> find(ArchiveId id) {
    synchronized (OPEN) {
      return OPEN.getOrDefault(id, List.of()).stream()
          .flatMap(known -> Optional.ofNullable(known.get()).stream())
          .filter(OpenCommits::isOpen)
          .toList();
    }
  }
}
