package io.stemma.internal.shots;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What earlier rounds found out about shots. */
final class SeenShots {
  private final Map<Path, SeenShot> shots = new HashMap<>();
  private String last = "";

  SeenShot of(Path directory) {
    return shots.computeIfAbsent(directory, path -> new SeenShot());
  }

  /** Forgets all other shots. */
  void keep(Set<Path> directories) {
    shots.keySet().retainAll(directories);
  }

  /** The next shots in turn, of some that are sorted by path. */
  List<ShotPlace> turn(List<ShotPlace> all, int most) {
    List<ShotPlace> turned = new ArrayList<>(all);
    int from = 0;
    while (from < all.size() && all.get(from).path().compareTo(last) <= 0) {
      from++;
    }
    Collections.rotate(turned, -from);
    List<ShotPlace> next = turned.subList(0, Math.min(most, turned.size()));
    if (!next.isEmpty()) {
      last = next.get(next.size() - 1).path();
    }
    return next;
  }
}
