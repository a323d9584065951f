package io.stemma.internal.provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What pictures show of a graph: files, commits and what made them, as far as there is room, and
 * arrows from what was used to what came of it.
 *
 * @param title what it is a picture of
 * @param boxes in the order of the graph; one that stands for what is left out, last
 * @param arrows pairs of numbers of boxes, each once
 */
record Picture(String title, List<Box> boxes, List<Arrow> arrows) {
  /** So many boxes are shown at most, and one for the others. */
  static final int MAX_BOXES = 500;

  /** So many arrows are shown at most between those boxes. */
  static final int MAX_ARROWS = 2_000;

  private static final double MAX_WIDTH = 30;

  /** What a box looks like. */
  enum Look {
    /** What was asked for. */
    SUBJECT,
    /** A file or commit. */
    ENTITY,
    /** A computation, or a commit that somebody made. */
    ACTIVITY,
    /** What is left out. */
    REST
  }

  /**
   * A node that is shown.
   *
   * @param title cut to a width
   * @param lines cut to a width
   * @param whole the title as it is
   */
  record Box(Look look, String title, List<String> lines, String whole) {
    private static Box of(Node node, boolean subject) {
      return new Box(
          node.kind() == Node.Kind.ACTIVITY ? Look.ACTIVITY : subject ? Look.SUBJECT : Look.ENTITY,
          ShownText.cut(node.title(), MAX_WIDTH * 0.85),
          node.lines().stream().map(line -> ShownText.cut(line, MAX_WIDTH)).toList(),
          ShownText.clean(node.title()));
    }
  }

  /** From one box to another. */
  record Arrow(int source, int target) {}

  /** Shows a graph. */
  static Picture of(ProvenanceGraph graph) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Set<Arrow> arrows = new LinkedHashSet<>();
    Map<String, List<Edge>> touching = new HashMap<>();
    for (Edge edge : graph.edges()) {
      if (edge.isFlow()) {
        touching.computeIfAbsent(edge.source(), id -> new ArrayList<>()).add(edge);
        touching.computeIfAbsent(edge.target(), id -> new ArrayList<>()).add(edge);
      }
    }
    List<Box> boxes = new ArrayList<>();
    List<Node> shown = graph.nodes().stream().filter(Node::isShown).toList();
    for (Node node : shown) {
      numbers.put(node.id(), boxes.size());
      Set<Arrow> own = arrows(touching.getOrDefault(node.id(), List.of()), numbers);
      if (boxes.size() == MAX_BOXES || arrows.size() + own.size() > MAX_ARROWS) {
        numbers.remove(node.id());
        break;
      }
      boxes.add(Box.of(node, boxes.isEmpty()));
      arrows.addAll(own);
    }
    addRest(graph, shown.size() - boxes.size(), numbers, boxes, arrows);
    return new Picture(ShownText.cut(graph.title(), 50), List.copyOf(boxes), List.copyOf(arrows));
  }

  private static Set<Arrow> arrows(List<Edge> edges, Map<String, Integer> numbers) {
    return edges.stream()
        .filter(e -> numbers.containsKey(e.source()) && numbers.containsKey(e.target()))
        .map(
            e ->
                new Arrow(numbers.getOrDefault(e.source(), 0), numbers.getOrDefault(e.target(), 0)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Adds a box for what is left out, with arrows to what comes of it. */
  private static void addRest(
      ProvenanceGraph graph,
      long cut,
      Map<String, Integer> numbers,
      List<Box> boxes,
      Set<Arrow> arrows) {
    long more = cut + graph.countLeftOut();
    if (more == 0) {
      return;
    }
    String count = String.format(Locale.ROOT, "%,d more", more);
    String text = graph.countLeftOut() > 0 ? "at least " + count : count;
    int rest = boxes.size();
    boxes.add(new Box(Look.REST, text, List.of("left out here"), text));
    graph.leftOut().keySet().stream()
        .filter(numbers::containsKey)
        .map(id -> numbers.getOrDefault(id, 0))
        .sorted()
        .forEach(number -> arrows.add(new Arrow(rest, number)));
    for (Edge edge : graph.edges()) {
      if (edge.isFlow()
          && numbers.containsKey(edge.target())
          && !numbers.containsKey(edge.source())) {
        arrows.add(new Arrow(rest, numbers.getOrDefault(edge.target(), 0)));
      }
    }
  }
}
