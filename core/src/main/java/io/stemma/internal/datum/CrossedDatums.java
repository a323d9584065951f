package io.stemma.internal.datum;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Every combination of the operands' datums; the last operand's change fastest. Holds the datums of
 * all operands but the first.
 */
record CrossedDatums(List<DatumSource> operands) implements DatumSource {

  @Override
  public Iterator<DatumSpec> datums(Datums state) {
    List<List<DatumSpec>> rest = new ArrayList<>();
    for (DatumSource operand : operands.subList(1, operands.size())) {
      List<DatumSpec> datums = ImmutableList.copyOf(operand.datums(state));
      if (datums.isEmpty()) {
        return Collections.emptyIterator();
      }
      rest.add(datums);
    }
    return combinations(operands.get(0).datums(state), rest);
  }

  /** Every combination of one of the first with one of each of the others. */
  static Iterator<DatumSpec> combinations(Iterator<DatumSpec> first, List<List<DatumSpec>> others) {
    Iterator<DatumSpec> combined = first;
    for (List<DatumSpec> other : others) {
      combined =
          Iterators.concat(
              Iterators.transform(
                  combined, before -> Iterators.transform(other.iterator(), before::and)));
    }
    return combined;
  }

  @Override
  public List<Slot> empty() {
    return operands.stream().flatMap(operand -> operand.empty().stream()).toList();
  }
}
