package io.stemma.internal.provenance;

import io.stemma.Provenance;
import io.stemma.internal.table.Outline;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A graph as users have it.
 *
 * @param graph the graph
 */
public record ExportedProvenance(ProvenanceGraph graph) implements Provenance {
  private static final List<Counted> COUNTED =
      List.of(
          new Counted("file", "files", List.of("File", "Directory", "Part")),
          new Counted("commit", "commits", List.of("Commit")),
          new Counted("run", "runs", List.of("Run", "Merge")),
          new Counted("job", "jobs", List.of("Job")),
          new Counted("commit by hand", "commits by hand", List.of("Change")));

  @Override
  public String provJson() {
    return ProvJson.of(graph);
  }

  @Override
  public String svg() {
    return Svg.of(Picture.of(graph));
  }

  /** The picture, as wide as it is, and below it what {@link #toString} says. */
  @Override
  public String html() {
    return "<div><div style=\"overflow-x:auto\">\n"
        + Svg.within(Picture.of(graph))
        + "</div>\n"
        + Outline.of(toString()).html()
        + "</div>\n";
  }

  @Override
  public String mermaid() {
    return Mermaid.of(Picture.of(graph));
  }

  /** {@code provenance of te@0123456789ab:/2/te: 3 files, 1 run; at least 7 more left out}. */
  @Override
  public String toString() {
    List<String> parts = COUNTED.stream().map(this::count).filter(part -> !part.isEmpty()).toList();
    long left = graph.countLeftOut();
    return "provenance of "
        + ShownText.clean(graph.title())
        + ": "
        + parts.stream().collect(Collectors.joining(", "))
        + (left > 0 ? String.format(Locale.ROOT, "; at least %,d more left out", left) : "");
  }

  /** Types of nodes that are counted as one, and what they are called. */
  private record Counted(String one, String many, List<String> types) {}

  private String count(Counted what) {
    long count = graph.nodes().stream().filter(n -> what.types.contains(n.type())).count();
    return count == 0
        ? ""
        : String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what.one : what.many);
  }
}
