package io.stemma.internal.datum;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The datums of one operand after those of the other. */
record UnitedDatums(List<DatumSource> operands) implements DatumSource {

  @Override
  public Iterator<DatumSpec> datums(Datums state) {
    return Iterators.concat(
        Iterators.transform(operands.iterator(), operand -> operand.datums(state)));
  }

  @Override
  public List<Slot> empty() {
    return distinct(operands);
  }

  /** The empty slots of several, each name once. */
  static List<Slot> distinct(List<DatumSource> sources) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (DatumSource source : sources) {
      source.empty().forEach(slot -> slots.putIfAbsent(slot.input(), slot));
    }
    return List.copyOf(slots.values());
  }

  @Override
  public boolean canFind() {
    return operands.stream().allMatch(DatumSource::canFind);
  }

  @Override
  public List<DatumSpec> named(String name, Datums state) {
    List<DatumSpec> found = new ArrayList<>();
    operands.forEach(operand -> found.addAll(operand.named(name, state)));
    return found;
  }

  @Override
  public boolean tell(DatumChanges changes) {
    return operands.stream().allMatch(operand -> operand.tell(changes));
  }
}
