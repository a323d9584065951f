package io.stemma.internal.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph in the making. For one thread. */
public final class GraphDraft {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Map<String, Long> leftOut = new LinkedHashMap<>();

  /** Whether there is room for more. */
  public boolean hasRoomFor(long moreNodes, long moreEdges) {
    return nodes.size() + moreNodes <= ProvenanceGraph.MAX_NODES
        && edges.size() + moreEdges <= ProvenanceGraph.MAX_EDGES;
  }

  /** Whether a node is there. */
  public boolean has(String id) {
    return nodes.containsKey(id);
  }

  /**
   * Adds a node.
   *
   * @return whether it was not there yet
   */
  public boolean add(Node node) {
    return nodes.putIfAbsent(node.id(), node) == null;
  }

  /** Adds an edge between nodes that are there. */
  public void add(Edge edge) {
    edges.add(edge);
  }

  /** Nodes that one leads back to are left out. */
  public void leaveOut(String id, long count) {
    leftOut.merge(id, count, Long::sum);
  }

  /** The graph. */
  public ProvenanceGraph finish(String archive, String title) {
    Set<String> dropped = dropContradictions();
    List<Edge> kept = new ArrayList<>();
    for (Edge edge : edges) {
      kept.add(edge.isFlow() && dropped.contains(edge.to()) ? edge.timeless() : edge);
    }
    return new ProvenanceGraph(archive, title, List.copyOf(nodes.values()), kept, leftOut);
  }

  /**
   * Drops times of activities that say that something was used before it was there: the clocks of
   * machines differ, and a result may be older than the commit of an equal file that it is taken
   * over for.
   *
   * @return the activities whose end is not told
   */
  private Set<String> dropContradictions() {
    Map<String, List<String>> followers = FlowOrder.followers(edges);
    Map<String, Instant> latest = new HashMap<>();
    Set<String> dropped = new HashSet<>();
    for (String id : FlowOrder.of(List.copyOf(nodes.keySet()), followers)) {
      Instant before = latest.getOrDefault(id, Instant.MIN);
      Instant known = before;
      Node node = nodes.get(id);
      if (node != null && node.ended().isPresent()) {
        Instant ended = node.ended().get();
        if (ended.isBefore(before)) {
          dropped.add(id);
          nodes.put(id, node.at(Optional.empty(), Optional.empty()));
        } else {
          known = ended;
          nodes.put(id, node.at(node.started().filter(t -> !t.isAfter(ended)), node.ended()));
        }
      }
      for (String follower : followers.getOrDefault(id, List.of())) {
        latest.merge(follower, known, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return dropped;
  }
}
