package io.stemma.internal.datum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A datum as its inputs make it.
 *
 * @param name with a leading slash
 * @param captures what the patterns captured, by name
 * @param slots what it sees, by the names of the inputs in the order in which these were typed
 * @param problems why it cannot be run; none if it can
 */
public record DatumSpec(
    String name, SortedMap<String, String> captures, List<Slot> slots, List<String> problems) {

  /** The name of what is all there is, which adds nothing to other names. */
  static final String WHOLE = "/";

  /** Copies the collections. */
  public DatumSpec {
    captures = Collections.unmodifiableSortedMap(new TreeMap<>(captures));
    slots = List.copyOf(slots);
    problems = List.copyOf(problems);
  }

  /** What stands for an operand that has no datum for the others. */
  static DatumSpec absent(List<Slot> slots) {
    return new DatumSpec(WHOLE, Collections.emptySortedMap(), slots, List.of());
  }

  /** This and another datum as one. What both captured is what this one captured. */
  DatumSpec and(DatumSpec other) {
    String both =
        other.name.equals(WHOLE) ? name : name.equals(WHOLE) ? other.name : name + other.name;
    SortedMap<String, String> captured = new TreeMap<>(other.captures);
    captured.putAll(captures);
    return new DatumSpec(both, captured, add(slots, other.slots), add(problems, other.problems));
  }

  /** The same with one more problem. */
  DatumSpec withProblem(String problem) {
    return new DatumSpec(name, captures, slots, add(problems, List.of(problem)));
  }

  private static <T> List<T> add(List<T> first, List<T> second) {
    if (second.isEmpty()) {
      return first;
    }
    List<T> both = new ArrayList<>(first.size() + second.size());
    both.addAll(first);
    both.addAll(second);
    return both;
  }
}
