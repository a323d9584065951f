package io.stemma.internal.datum;

import com.google.common.collect.Iterators;
import io.stemma.CommitId;
import io.stemma.Input;
import io.stemma.InvalidNameException;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One datum for every key. Keys come in the order in which they are met, the operands one after the
 * other; a datum whose key names something that was not captured is in no group. Holds what all
 * datums see.
 */
record GroupedDatums(List<Operand> operands) implements DatumSource {

  @Override
  public Iterator<DatumSpec> datums(Datums state) {
    Map<String, Members> groups = new LinkedHashMap<>();
    for (Operand operand : operands) {
      Iterator<DatumSpec> datums = operand.source().datums(state);
      while (datums.hasNext()) {
        DatumSpec datum = datums.next();
        operand
            .key()
            .of(datum)
            .ifPresent(key -> groups.computeIfAbsent(key, k -> new Members()).add(datum));
      }
    }
    List<Slot> slots = empty();
    return Iterators.transform(
        groups.entrySet().iterator(), group -> group.getValue().spec(group.getKey(), slots));
  }

  @Override
  public List<Slot> empty() {
    return UnitedDatums.distinct(operands.stream().map(Operand::source).toList());
  }

  /** Where an item is: selections of one name may overlap, and a datum sees it once. */
  private record Place(String repository, String branch, Optional<CommitId> commit, TreePath path) {
    static Place of(Item item) {
      Input.Selection from = item.selection();
      return new Place(from.repository(), from.branch(), from.commit(), item.path());
    }
  }

  /** What the datums of one key have together. */
  private static final class Members {
    private final Map<String, Map<Place, Item>> items = new LinkedHashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private @Nullable TreeMap<String, String> captures;

    void add(DatumSpec member) {
      for (Slot slot : member.slots()) {
        Map<Place, Item> seen = items.computeIfAbsent(slot.input(), name -> new LinkedHashMap<>());
        slot.items().forEach(item -> seen.putIfAbsent(Place.of(item), item));
      }
      problems.addAll(member.problems());
      if (captures == null) {
        captures = new TreeMap<>(member.captures());
      } else {
        captures.entrySet().retainAll(member.captures().entrySet());
      }
    }

    DatumSpec spec(String key, List<Slot> empty) {
      List<Slot> slots = new ArrayList<>();
      for (Slot slot : empty) {
        List<Item> sorted = new ArrayList<>(items.getOrDefault(slot.input(), Map.of()).values());
        sorted.sort(Comparator.comparing(item -> item.path().text()));
        slots.add(new Slot(slot.input(), slot.reference(), sorted));
      }
      TreeMap<String, String> captured = captures == null ? new TreeMap<>() : captures;
      DatumSpec spec = new DatumSpec("/" + key, captured, slots, List.copyOf(problems));
      try {
        return new DatumSpec(TreePath.of(key).toString(), captured, slots, spec.problems());
      } catch (InvalidNameException e) {
        return spec.withProblem(
            "no datum can be called by the key of its group: " + e.getMessage());
      }
    }
  }
}
