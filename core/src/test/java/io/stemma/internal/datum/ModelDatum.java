package io.stemma.internal.datum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A datum as plain text: what it sees is {@code repository:/path}, with a slash for directories.
 */
record ModelDatum(
    String name,
    TreeMap<String, String> captures,
    LinkedHashMap<String, List<String>> slots,
    Set<String> problems) {

  static ModelDatum copy(ModelDatum datum) {
    return new ModelDatum(
        datum.name,
        new TreeMap<>(datum.captures),
        new LinkedHashMap<>(datum.slots),
        new TreeSet<>(datum.problems));
  }

  /** The datum of one of each operand. */
  static ModelDatum together(List<ModelDatum> parts) {
    String name = "";
    ModelDatum all = copy(parts.get(0));
    for (ModelDatum part : parts) {
      name += part.name.equals("/") ? "" : part.name;
      part.captures.forEach(all.captures::putIfAbsent);
      all.slots.putAll(part.slots);
      all.problems.addAll(part.problems);
    }
    return new ModelDatum(name.isEmpty() ? "/" : name, all.captures, all.slots, all.problems);
  }

  /** What the code under test says, in the same words. */
  static ModelDatum of(DatumSpec spec) {
    LinkedHashMap<String, List<String>> slots = new LinkedHashMap<>();
    for (Slot slot : spec.slots()) {
      List<String> items = new ArrayList<>();
      for (Item item : slot.items()) {
        String slash = item.directory() && !item.path().isRoot() ? "/" : "";
        items.add(item.selection().repository() + ":" + item.path() + slash);
      }
      slots.put(slot.input() + (slot.reference() ? "(reference)" : ""), items);
    }
    Set<String> problems =
        spec.problems().stream()
            .map(ModelDatum::kind)
            .collect(Collectors.toCollection(TreeSet::new));
    return new ModelDatum(spec.name(), new TreeMap<>(spec.captures()), slots, problems);
  }

  private static String kind(String problem) {
    Map<String, String> kinds =
        Map.of(
            "is no interval", "nonsense",
            "nothing of", "gap",
            "at most one may be", "overlap",
            "and not the whole number", "no number",
            "has the same name", "namesake",
            "no datum can be called", "no path");
    return kinds.entrySet().stream()
        .filter(kind -> problem.contains(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(problem);
  }
}
