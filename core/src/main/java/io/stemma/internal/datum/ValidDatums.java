package io.stemma.internal.datum;

import com.google.common.collect.Iterators;
import io.stemma.Input;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The datums of a base, each with what is valid for the number that a capture says. */
record ValidDatums(
    DatumSource base, Input.Selection added, Glob glob, String capture, boolean isOptional)
    implements DatumSource {
  private static final int SHOWN = 5;

  @Override
  public Iterator<DatumSpec> datums(Datums state) {
    Validities validities = state.validities(this);
    return Iterators.transform(base.datums(state), datum -> with(datum, validities));
  }

  private DatumSpec with(DatumSpec datum, Validities validities) {
    String text = datum.captures().get(capture);
    OptionalLong number = number(text);
    List<Intervals.Entry<TreePath>> valid =
        number.isPresent() ? validities.files().containing(number.getAsLong()) : List.of();
    List<String> problems = new ArrayList<>(datum.problems());
    validities.problem().ifPresent(problems::add);
    problem(text, number, valid).ifPresent(problems::add);

    List<Item> items = new ArrayList<>(1);
    SortedMap<String, String> captures = datum.captures();
    if (valid.size() == 1) {
      TreePath path = valid.get(0).value();
      items.add(new Item(added, path, false));
      captures = new TreeMap<>(glob.match(path).orElseThrow());
      captures.putAll(datum.captures());
    }
    List<Slot> slots = new ArrayList<>(datum.slots());
    slots.add(new Slot(added.name(), added.isReference(), items));
    return new DatumSpec(datum.name(), captures, slots, problems);
  }

  private Optional<String> problem(
      @Nullable String text, OptionalLong number, List<Intervals.Entry<TreePath>> valid) {
    if (text != null && number.isEmpty()) {
      return Optional.of(
          "the capture "
              + capture
              + " is \""
              + text
              + "\", and not the whole number by which "
              + added.name()
              + " is chosen");
    } else if (valid.isEmpty() && !isOptional) {
      String what = text == null ? "a datum that does not capture " : "";
      return Optional.of(
          "nothing of "
              + glob
              + " in "
              + added.repository()
              + " is valid for "
              + what
              + capture
              + (text == null ? "" : " " + text)
              + "; say optional() if that may be");
    } else if (valid.size() > 1) {
      String shown =
          valid.stream()
              .limit(SHOWN)
              .map(entry -> entry.value() + " (" + entry.interval() + ")")
              .collect(Collectors.joining(", "));
      int more = valid.size() - SHOWN;
      return Optional.of(
          valid.size()
              + " files in "
              + added.repository()
              + " are valid for "
              + capture
              + " "
              + text
              + ": "
              + shown
              + (more > 0 ? " and " + more + " more" : "")
              + "; at most one may be");
    }
    return Optional.empty();
  }

  /** The number that a text says, if it says one. */
  static OptionalLong number(@Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public List<Slot> empty() {
    List<Slot> slots = new ArrayList<>(base.empty());
    slots.add(new Slot(added.name(), added.isReference(), List.of()));
    return slots;
  }

  @Override
  public boolean isUnique() {
    return base.isUnique();
  }

  @Override
  public boolean canFind() {
    return base.canFind();
  }

  @Override
  public List<DatumSpec> named(String name, Datums state) {
    Validities validities = state.validities(this);
    return base.named(name, state).stream().map(datum -> with(datum, validities)).toList();
  }

  @Override
  public boolean tell(DatumChanges changes) {
    return base.tell(changes) && changes.validity(this);
  }

  @Override
  public Optional<GlobDatums> naming() {
    return base.naming();
  }
}
