package io.stemma.internal.provenance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings nodes into an order in which what was first comes first. */
final class FlowOrder {
  private FlowOrder() {}

  /**
   * Sorts ids topologically, by the algorithm of Kahn (1962). A damaged archive may claim circles:
   * what is on one comes last.
   *
   * @param ids all ids
   * @param followers by id, what came of it
   */
  static List<String> of(List<String> ids, Map<String, List<String>> followers) {
    Map<String, Integer> waiting = new HashMap<>();
    followers.values().forEach(all -> all.forEach(id -> waiting.merge(id, 1, Integer::sum)));
    ArrayDeque<String> ready = new ArrayDeque<>();
    ids.stream().filter(id -> !waiting.containsKey(id)).forEach(ready::add);
    Set<String> order = new LinkedHashSet<>();
    while (!ready.isEmpty()) {
      String id = ready.remove();
      order.add(id);
      for (String follower : followers.getOrDefault(id, List.of())) {
        if (waiting.merge(follower, -1, Integer::sum) == 0) {
          ready.add(follower);
        }
      }
    }
    order.addAll(ids);
    return new ArrayList<>(order);
  }

  /** By id, what came of it. */
  static Map<String, List<String>> followers(Collection<Edge> edges) {
    Map<String, List<String>> followers = new HashMap<>();
    for (Edge edge : edges) {
      if (edge.isFlow()) {
        followers.computeIfAbsent(edge.source(), id -> new ArrayList<>()).add(edge.target());
      }
    }
    return followers;
  }
}
