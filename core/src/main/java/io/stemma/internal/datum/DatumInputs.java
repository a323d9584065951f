package io.stemma.internal.datum;

import io.stemma.Input;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A pipeline's input, checked and ready to select datums. Immutable. */
public final class DatumInputs {
  private final DatumSource source;
  private final List<Input.Selection> selections;

  DatumInputs(DatumSource source, List<Input.Selection> selections) {
    this.source = source;
    this.selections = List.copyOf(selections);
  }

  /**
   * Checks an input.
   *
   * @throws io.stemma.InvalidNameException if a name or a glob is outside its grammar
   * @throws IllegalArgumentException if its parts do not fit together; the text says which
   */
  public static DatumInputs of(Input input) {
    return new InputCheck().check(input);
  }

  /** Everything that reads a repository, in the order of typing; what is valid behind its base. */
  public List<Input.Selection> selections() {
    return selections;
  }

  /** Whether {@link Datums#named} can tell every datum by its name. */
  public boolean canFind() {
    return source.canFind();
  }

  /** The datums of a state. */
  public Datums at(Sources sources) {
    return new Datums(source, sources);
  }

  /**
   * The names of all datums that may differ between two states, those included that are new or
   * gone, in time that depends on what changed, and where intervals of validity did, on the number
   * of datums. {@link Datums#named} of the newer state tells what became of each. Empty if that
   * cannot be told so, because the input joins, groups or crosses something that changed: then all
   * datums of the newer state must be looked at.
   *
   * @param namesBefore the names of all datums of the older state; read only if needed
   */
  public Optional<SortedSet<String>> affected(
      Sources before, Sources now, Iterator<String> namesBefore) {
    DatumChanges changes = new DatumChanges(before, now);
    if (selections.stream().allMatch(changes::isSame)) {
      return Optional.of(new TreeSet<>());
    }
    return source.canFind() && source.tell(changes)
        ? Optional.of(changes.names(namesBefore))
        : Optional.empty();
  }
}
