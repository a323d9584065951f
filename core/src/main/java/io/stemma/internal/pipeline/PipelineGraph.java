package io.stemma.internal.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Pipelines and variants of one state, and which of them read the results of which. */
final class PipelineGraph {
  private final List<StoredPipeline> order = new ArrayList<>();
  private final Map<String, List<String>> reads = new HashMap<>();

  private PipelineGraph() {}

  static PipelineGraph of(PipelineArchive archive, PipelineArchive.State state) {
    PipelineGraph graph = new PipelineGraph();
    Map<String, StoredPipeline> open = new TreeMap<>();
    for (String name : Pipelines.names(state)) {
      StoredPipeline.withVariants(archive, state, name)
          .forEach(pipeline -> open.put(pipeline.node(), pipeline));
    }
    open.forEach((node, pipeline) -> graph.reads.put(node, pipeline.reads(state)));
    while (!open.isEmpty()) {
      graph.order.add(Objects.requireNonNull(open.remove(graph.ready(open.keySet()))));
    }
    return graph;
  }

  /** The first of some nodes that reads none of the others; if there is none, the first. */
  private String ready(Set<String> open) {
    return open.stream()
        .filter(node -> reads(node).stream().noneMatch(open::contains))
        .findFirst()
        .orElseGet(() -> open.iterator().next());
  }

  /** All pipelines, each after those that it reads, else by their names. */
  List<StoredPipeline> order() {
    return List.copyOf(order);
  }

  /** The nodes and other branches that a pipeline reads. */
  List<String> reads(StoredPipeline pipeline) {
    return reads(pipeline.node());
  }

  private List<String> reads(String node) {
    return reads.getOrDefault(node, List.of());
  }
}
