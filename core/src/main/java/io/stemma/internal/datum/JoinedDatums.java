package io.stemma.internal.datum;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The combinations of the operands' datums under each key that all of them have. Where one lacks a
 * key, the outer operands that have it stay, combined with each other, and the others are empty. A
 * datum whose key names something that was not captured meets no other.
 *
 * <p>Keys come in the order in which they are met, the operands one after the other; below a key
 * the last operand's datums change fastest; what has no key comes last. Holds all datums of the
 * operands.
 */
record JoinedDatums(List<Operand> operands) implements DatumSource {

  @Override
  public Iterator<DatumSpec> datums(Datums state) {
    Map<String, List<List<DatumSpec>>> keys = new LinkedHashMap<>();
    List<List<List<DatumSpec>>> alone = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      Iterator<DatumSpec> datums = operand.source().datums(state);
      while (datums.hasNext()) {
        DatumSpec datum = datums.next();
        List<List<DatumSpec>> sides =
            operand
                .key()
                .of(datum)
                .map(key -> keys.computeIfAbsent(key, k -> sides()))
                .orElseGet(() -> added(alone));
        sides.get(i).add(datum);
      }
    }
    return Iterators.concat(
        Iterators.transform(
            Iterators.concat(keys.values().iterator(), alone.iterator()), this::combined));
  }

  private List<List<DatumSpec>> added(List<List<List<DatumSpec>>> alone) {
    List<List<DatumSpec>> sides = sides();
    alone.add(sides);
    return sides;
  }

  private List<List<DatumSpec>> sides() {
    return operands.stream().map(operand -> (List<DatumSpec>) new ArrayList<DatumSpec>(1)).toList();
  }

  /** What becomes of the datums of one key, by operand. */
  private Iterator<DatumSpec> combined(List<List<DatumSpec>> sides) {
    List<List<DatumSpec>> kept = sides;
    if (sides.stream().anyMatch(List::isEmpty)) {
      kept = new ArrayList<>();
      boolean any = false;
      for (int i = 0; i < sides.size(); i++) {
        boolean stays = operands.get(i).outer() && !sides.get(i).isEmpty();
        any |= stays;
        kept.add(
            stays ? sides.get(i) : List.of(DatumSpec.absent(operands.get(i).source().empty())));
      }
      if (!any) {
        return Collections.emptyIterator();
      }
    }
    return CrossedDatums.combinations(kept.get(0).iterator(), kept.subList(1, kept.size()));
  }

  @Override
  public List<Slot> empty() {
    return operands.stream().flatMap(operand -> operand.source().empty().stream()).toList();
  }
}
