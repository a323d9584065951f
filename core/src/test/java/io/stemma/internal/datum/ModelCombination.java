package io.stemma.internal.datum;

import io.stemma.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A combination in the model.
 *
 * @param keys for each operand of a join or a group words, of which those with a leading $ are
 *     captures
 * @param outer which operands stay alone
 */
record ModelCombination(
    Input.Way way, List<ModelInput> operands, List<List<String>> keys, List<Boolean> outer)
    implements ModelInput {

  @Override
  public Input typed() {
    Input[] typed = new Input[operands.size()];
    for (int i = 0; i < typed.length; i++) {
      typed[i] = operands.get(i).typed();
      if (!keys.isEmpty()) {
        StringBuilder template = new StringBuilder();
        for (String word : keys.get(i)) {
          template.append(word.startsWith("$") ? "{" + word.substring(1) + "}" : word);
        }
        typed[i] = typed[i].on(template.toString());
      }
      if (outer.get(i)) {
        typed[i] = typed[i].outer();
      }
    }
    return switch (way) {
      case CROSS -> Input.cross(typed);
      case UNION -> Input.union(typed);
      case JOIN -> Input.join(typed);
      case GROUP -> Input.group(typed);
    };
  }

  @Override
  public List<ModelDatum> datums(ModelFiles files) {
    List<List<ModelDatum>> lists = new ArrayList<>();
    for (ModelInput operand : operands) {
      lists.add(operand.datums(files));
    }
    List<ModelDatum> all = new ArrayList<>();
    switch (way) {
      case UNION -> lists.forEach(all::addAll);
      case CROSS -> combine(lists, new ArrayList<>(), all);
      case JOIN -> join(lists, all);
      case GROUP -> group(lists, all);
    }
    if (all.size() > LIMIT) {
      throw new TooMany();
    }
    return all;
  }

  private static void combine(
      List<List<ModelDatum>> lists, List<ModelDatum> chosen, List<ModelDatum> all) {
    if (chosen.size() == lists.size()) {
      all.add(ModelDatum.together(chosen));
      if (all.size() > LIMIT) {
        throw new TooMany();
      }
      return;
    }
    for (ModelDatum next : lists.get(chosen.size())) {
      List<ModelDatum> more = new ArrayList<>(chosen);
      more.add(next);
      combine(lists, more, all);
    }
  }

  /** The key of a datum; empty if a capture is missing. */
  private List<String> key(int operand, ModelDatum datum) {
    String key = "";
    for (String word : keys.get(operand)) {
      if (word.startsWith("$") && !datum.captures().containsKey(word.substring(1))) {
        return List.of();
      }
      key += word.startsWith("$") ? datum.captures().get(word.substring(1)) : word;
    }
    return List.of(key);
  }

  private Set<List<String>> allKeys(List<List<ModelDatum>> lists) {
    Set<List<String>> all = new LinkedHashSet<>();
    for (int i = 0; i < lists.size(); i++) {
      for (ModelDatum datum : lists.get(i)) {
        all.add(key(i, datum));
      }
    }
    all.remove(List.of());
    return all;
  }

  private List<ModelDatum> having(List<String> key, int operand, List<ModelDatum> datums) {
    return datums.stream().filter(datum -> key(operand, datum).equals(key)).toList();
  }

  private ModelDatum nothingOf(int operand) {
    LinkedHashMap<String, List<String>> slots = new LinkedHashMap<>();
    operands.get(operand).names().forEach(name -> slots.put(name, List.of()));
    return new ModelDatum("/", new TreeMap<>(), slots, new TreeSet<>());
  }

  private void join(List<List<ModelDatum>> lists, List<ModelDatum> all) {
    for (List<String> key : allKeys(lists)) {
      List<List<ModelDatum>> here = new ArrayList<>();
      boolean everywhere = true;
      for (int i = 0; i < lists.size(); i++) {
        here.add(having(key, i, lists.get(i)));
        everywhere &= !here.get(i).isEmpty();
      }
      boolean some = everywhere;
      for (int i = 0; i < lists.size() && !everywhere; i++) {
        if (outer.get(i) && !here.get(i).isEmpty()) {
          some = true;
        } else {
          here.set(i, List.of(nothingOf(i)));
        }
      }
      if (some) {
        combine(here, new ArrayList<>(), all);
      }
    }
    for (int i = 0; i < lists.size(); i++) {
      for (ModelDatum datum : lists.get(i)) {
        if (outer.get(i) && key(i, datum).isEmpty()) {
          List<ModelDatum> alone = new ArrayList<>();
          for (int j = 0; j < lists.size(); j++) {
            alone.add(i == j ? datum : nothingOf(j));
          }
          all.add(ModelDatum.together(alone));
        }
      }
    }
  }

  private void group(List<List<ModelDatum>> lists, List<ModelDatum> all) {
    for (List<String> key : allKeys(lists)) {
      List<ModelDatum> members = new ArrayList<>();
      for (int i = 0; i < lists.size(); i++) {
        members.addAll(having(key, i, lists.get(i)));
      }
      LinkedHashMap<String, List<String>> slots = new LinkedHashMap<>();
      Set<String> problems = new TreeSet<>();
      members.forEach(member -> problems.addAll(member.problems()));
      for (String name : names()) {
        Set<String> seen = new LinkedHashSet<>();
        members.forEach(member -> seen.addAll(member.slots().getOrDefault(name, List.of())));
        slots.put(name, sorted(seen));
      }
      TreeMap<String, String> captures = new TreeMap<>(members.get(0).captures());
      captures.keySet().removeIf(capture -> !alike(capture, members));
      String text = key.get(0);
      boolean path = !text.contains("//") && !(text + "/").contains("/../");
      if (!path) {
        problems.add("no path");
      }
      all.add(new ModelDatum("/" + text, captures, slots, problems));
    }
  }

  private static boolean alike(String capture, List<ModelDatum> members) {
    return members.stream().map(member -> member.captures().get(capture)).distinct().count() == 1;
  }

  /** By path; the repositories of one path in the order in which they were met. */
  private static List<String> sorted(Set<String> seen) {
    List<String> sorted = new ArrayList<>(seen);
    sorted.sort(
        (one, other) -> {
          String first = one.substring(one.indexOf('/')).replaceFirst("/$", "");
          return first.compareTo(other.substring(other.indexOf('/')).replaceFirst("/$", ""));
        });
    return sorted;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    operands.forEach(operand -> names.addAll(operand.names()));
    return names;
  }
}
