package io.stemma.internal.provenance;

import java.util.List;
import java.util.Map;

/**
 * What something was made from. Immutable; no two nodes have one id, and edges lead to nodes that
 * are there.
 *
 * @param archive the id of the archive
 * @param title what it is the provenance of
 * @param nodes what was asked for first, then the others, near ones before far ones
 * @param edges how they stand to each other
 * @param leftOut by id, how many of the nodes that one leads back to directly are not there,
 *     because there would be too many
 */
public record ProvenanceGraph(
    String archive, String title, List<Node> nodes, List<Edge> edges, Map<String, Long> leftOut) {

  /** So many nodes are there at most. */
  public static final int MAX_NODES = 10_000;

  /** So many edges are there at most. */
  public static final int MAX_EDGES = 50_000;

  /** Copies the collections. */
  public ProvenanceGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    leftOut = Map.copyOf(leftOut);
  }

  /** How many nodes are left out, as far as is known: those behind them are not counted. */
  long countLeftOut() {
    return leftOut.values().stream().mapToLong(Long::longValue).sum();
  }
}
