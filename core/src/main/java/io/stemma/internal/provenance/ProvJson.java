package io.stemma.internal.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A graph as PROV-JSON, as the W3C member submission of 24 April 2013 has it: one line for each
 * node and relation.
 */
final class ProvJson {
  /** So many derivations of one entity from another are written at most. */
  static final int MAX_DERIVATIONS = 50_000;

  private final ProvenanceGraph graph;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  private ProvJson(ProvenanceGraph graph) {
    this.graph = graph;
  }

  static String of(ProvenanceGraph graph) {
    return new ProvJson(graph).text();
  }

  private String text() {
    prefixes();
    graph.nodes().forEach(this::node);
    graph.edges().forEach(this::edge);
    derivations();
    return sections.entrySet().stream()
        .map(section -> "  " + quoted(section.getKey()) + ": " + block(section.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String block(Map<String, String> records) {
    return records.entrySet().stream()
        .map(each -> "    " + quoted(each.getKey()) + ": " + each.getValue())
        .collect(Collectors.joining(",\n", "{\n", "\n  }"));
  }

  private Map<String, String> section(String name) {
    return sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  private void prefixes() {
    Map<String, String> prefixes = section("prefix");
    prefixes.put("prov", quoted("http://www.w3.org/ns/prov#"));
    prefixes.put("xsd", quoted("http://www.w3.org/2001/XMLSchema#"));
    prefixes.put(QualifiedNames.ARCHIVE, quoted("stemma://" + graph.archive() + "/"));
    prefixes.put(QualifiedNames.TERMS, quoted("stemma:terms/1#"));
    prefixes.put(QualifiedNames.ENVIRONMENT, quoted("stemma:environment/1#"));
  }

  private void node(Node node) {
    Map<String, String> values = new LinkedHashMap<>();
    node.started().ifPresent(time -> values.put("prov:startTime", quoted(time.toString())));
    node.ended().ifPresent(time -> values.put("prov:endTime", quoted(time.toString())));
    values.put("prov:label", quoted(node.title()));
    List<String> types = new ArrayList<>();
    types.add(typed(QualifiedNames.term(node.type()), "prov:QUALIFIED_NAME"));
    standardType(node).ifPresent(type -> types.add(typed(type, "prov:QUALIFIED_NAME")));
    values.put("prov:type", types.size() == 1 ? types.get(0) : array(types));
    node.facts().forEach((name, value) -> values.put(name, value(value)));
    Long left = graph.leftOut().get(node.id());
    if (left != null) {
      values.put(QualifiedNames.term("leftOut"), value(left));
    }
    String section =
        switch (node.kind()) {
          case ENTITY, PLAN -> "entity";
          case ACTIVITY -> "activity";
          case AGENT -> "agent";
        };
    section(section).put(node.id(), object(values));
  }

  private static Optional<String> standardType(Node node) {
    return switch (node.type()) {
      case "PipelineVersion" -> Optional.of("prov:Plan");
      case "Person" -> Optional.of("prov:Person");
      case "Software" -> Optional.of("prov:SoftwareAgent");
      default -> Optional.empty();
    };
  }

  private void edge(Edge edge) {
    switch (edge.relation()) {
      case USED -> relation("used", edge, "prov:activity", "prov:entity");
      case WAS_GENERATED_BY -> relation("wasGeneratedBy", edge, "prov:entity", "prov:activity");
      case WAS_ASSOCIATED_WITH ->
          relation("wasAssociatedWith", edge, "prov:activity", "prov:agent");
      case WAS_ATTRIBUTED_TO -> relation("wasAttributedTo", edge, "prov:entity", "prov:agent");
    }
  }

  private void relation(String name, Edge edge, String from, String to) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(from, quoted(edge.from()));
    values.put(to, quoted(edge.to()));
    edge.plan().ifPresent(plan -> values.put("prov:plan", quoted(plan)));
    edge.time().ifPresent(time -> values.put("prov:time", quoted(time.toString())));
    edge.facts().forEach((fact, value) -> values.put(fact, quoted(value)));
    record(name, values);
  }

  private void record(String name, Map<String, String> values) {
    Map<String, String> records = section(name);
    records.put("_:" + name + (records.size() + 1), object(values));
  }

  /** What an activity generated is derived from all that it used. */
  private void derivations() {
    Map<String, List<String>> generated = new LinkedHashMap<>();
    Map<String, List<String>> used = new LinkedHashMap<>();
    for (Edge edge : graph.edges()) {
      if (edge.relation() == Edge.Relation.WAS_GENERATED_BY) {
        generated.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge.from());
      } else if (edge.relation() == Edge.Relation.USED) {
        used.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge.to());
      }
    }
    long count = 0;
    for (Map.Entry<String, List<String>> each : generated.entrySet()) {
      List<String> sources =
          used.getOrDefault(each.getKey(), List.of()).stream().distinct().toList();
      count += (long) sources.size() * each.getValue().size();
      if (count > MAX_DERIVATIONS) {
        return;
      }
      each.getValue().forEach(made -> derivations(made, each.getKey(), sources));
    }
  }

  private void derivations(String made, String activity, List<String> sources) {
    for (String source : sources) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("prov:generatedEntity", quoted(made));
      values.put("prov:usedEntity", quoted(source));
      values.put("prov:activity", quoted(activity));
      record("wasDerivedFrom", values);
    }
  }

  private static String value(Object value) {
    if (value instanceof Collection<?> list) {
      return array(list.stream().map(ProvJson::value).toList());
    } else if (value instanceof Long) {
      return typed(value.toString(), "xsd:long");
    } else if (value instanceof Double) {
      return typed(value.toString(), "xsd:double");
    } else if (value instanceof Instant) {
      return typed(value.toString(), "xsd:dateTime");
    }
    return quoted(value.toString());
  }

  private static String typed(String value, String type) {
    return "{\"$\": " + quoted(value) + ", \"type\": " + quoted(type) + "}";
  }

  private static String array(List<String> values) {
    return "[" + String.join(", ", values) + "]";
  }

  private static String object(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> quoted(each.getKey()) + ": " + each.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A text in JSON (RFC 8259), without characters that end a line or a script. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == '<') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
