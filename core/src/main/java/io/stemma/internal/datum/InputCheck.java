package io.stemma.internal.datum;

import io.stemma.Input;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.RefNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks an input and makes of it what gives its datums. Used once. */
final class InputCheck {
  private final List<Input.Selection> selections = new ArrayList<>();

  /** What an input is an operand of, as far as keys go. */
  private enum Place {
    JOIN,
    GROUP,
    OTHER
  }

  /**
   * A part that is in order.
   *
   * @param source what gives its datums
   * @param captures what any of them captures
   * @param asked what may be asked of each: in a union, what all operands capture
   * @param names the inputs by which a transformation may ask, and whether each is a reference
   */
  private record Checked(
      DatumSource source, Set<String> captures, Set<String> asked, Map<String, Boolean> names) {}

  DatumInputs check(Input input) {
    checkDepth(input, 0);
    return new DatumInputs(check(input, Place.OTHER).source(), selections);
  }

  /** Comes first, as neither checks nor messages can do with any depth. */
  private static void checkDepth(Input input, int depth) {
    if (depth > Input.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "inputs are nested more than "
              + Input.MAX_DEPTH
              + " deep; make pipelines of their parts");
    }
    if (input instanceof Input.Validity validity) {
      checkDepth(validity.base(), depth + 1);
    } else if (input instanceof Input.Combination combination) {
      combination.operands().forEach(operand -> checkDepth(operand, depth + 1));
    }
  }

  private Checked check(Input input, Place place) {
    if (input instanceof Input.Selection selection) {
      return selection(selection, place);
    } else if (input instanceof Input.Validity validity) {
      return validity(validity, place);
    }
    return combination((Input.Combination) input, place);
  }

  private static void checkKey(Input input, Optional<String> key, boolean outer, Place place) {
    if (key.isPresent() && place == Place.OTHER) {
      throw refused(
          "on(..) is for the operands of a join or a group; nothing asks for the key", input);
    } else if (key.isEmpty() && place != Place.OTHER) {
      String way = place.name().toLowerCase(Locale.ROOT);
      throw refused("an operand of a " + way + " lacks a key; add on(..) with a template", input);
    } else if (outer && place == Place.GROUP) {
      throw refused(
          "outer() is for the operands of a join; a group keeps all datums anyway", input);
    } else if (outer && place == Place.OTHER) {
      throw refused("outer() is for the operands of a join, and this is none", input);
    }
  }

  private static IllegalArgumentException refused(String why, Input where) {
    return new IllegalArgumentException(why + ": " + where);
  }

  private static Optional<String> key(Input input) {
    if (input instanceof Input.Validity validity) {
      return key(validity.base());
    }
    return input instanceof Input.Selection selection
        ? selection.key()
        : ((Input.Combination) input).key();
  }

  private static boolean isOuter(Input input) {
    if (input instanceof Input.Validity validity) {
      return isOuter(validity.base());
    }
    return input instanceof Input.Selection selection
        ? selection.isOuter()
        : ((Input.Combination) input).isOuter();
  }

  private Checked selection(Input.Selection selection, Place place) {
    RefNames.check("repository", selection.repository());
    RefNames.check("branch", selection.branch());
    RefNames.check("pipeline's input", selection.name());
    if (selection.isQuiet() && selection.trigger().isPresent()) {
      throw refused("an input that is quiet causes no jobs, so it has no trigger", selection);
    }
    if (selection.condition().isPresent() && GlobDatums.isWhole(selection)) {
      throw refused(
          "no condition is asked of everything as one; select by a glob what it is asked of",
          selection);
    }
    GlobDatums datums = GlobDatums.of(selection);
    checkKey(selection, selection.key(), selection.isOuter(), place);
    selections.add(selection);
    Set<String> captures = new LinkedHashSet<>(datums.glob().captures());
    return new Checked(
        datums, captures, captures, Map.of(selection.name(), selection.isReference()));
  }

  private Checked validity(Input.Validity validity, Place place) {
    Checked base = check(validity.base(), place);
    Input.Selection selection = validity.added();
    if (GlobDatums.isWhole(selection)) {
      throw refused("valid(..) needs a glob of files, and / is a directory", validity);
    }
    if (selection.condition().isPresent()) {
      throw refused("valid(..) asks for the validity of files, and for no condition", validity);
    }
    Checked added = selection(selection, Place.OTHER);
    if (!base.asked().contains(validity.capture())) {
      throw refused(
          "valid(..) goes by the capture "
              + validity.capture()
              + "; what is captured is "
              + listed(base.asked()),
          validity);
    }
    Map<String, Boolean> names = distinctNames(List.of(base, added), validity);
    Glob glob = ((GlobDatums) added.source()).glob();
    DatumSource datums =
        new ValidDatums(base.source(), selection, glob, validity.capture(), validity.isOptional());
    return new Checked(
        datums,
        union(base.captures(), added.captures()),
        union(base.asked(), added.asked()),
        names);
  }

  private Checked combination(Input.Combination input, Place place) {
    checkKey(input, input.key(), input.isOuter(), place);
    Place inner =
        switch (input.way()) {
          case JOIN -> Place.JOIN;
          case GROUP -> Place.GROUP;
          case CROSS, UNION -> Place.OTHER;
        };
    List<Checked> operands = new ArrayList<>();
    for (Input operand : input.operands()) {
      operands.add(check(operand, inner));
    }
    List<DatumSource> sources = operands.stream().map(Checked::source).toList();
    Set<String> captures =
        operands.stream().map(Checked::captures).reduce(Set.of(), InputCheck::union);
    Set<String> asked = operands.stream().map(Checked::asked).reduce(Set.of(), InputCheck::union);
    return switch (input.way()) {
      case CROSS -> {
        Map<String, Boolean> names = distinctNames(operands, input);
        requireDistinctCaptures(operands, input);
        yield new Checked(new CrossedDatums(sources), captures, asked, names);
      }
      case UNION -> {
        Set<String> common = new LinkedHashSet<>(asked);
        operands.forEach(operand -> common.retainAll(operand.asked()));
        yield new Checked(
            new UnitedDatums(sources), captures, common, sharedNames(operands, input));
      }
      case JOIN -> {
        Map<String, Boolean> names = distinctNames(operands, input);
        yield new Checked(new JoinedDatums(keyed(input, operands)), captures, asked, names);
      }
      case GROUP -> {
        Map<String, Boolean> names = sharedNames(operands, input);
        yield new Checked(new GroupedDatums(keyed(input, operands)), captures, asked, names);
      }
    };
  }

  private static List<Operand> keyed(Input.Combination input, List<Checked> operands) {
    List<Operand> keyed = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Input operand = input.operands().get(i);
      Checked checked = operands.get(i);
      KeyTemplate key = KeyTemplate.of(key(operand).orElseThrow(), operand, checked.asked());
      keyed.add(new Operand(checked.source(), key, isOuter(operand)));
    }
    return keyed;
  }

  private static Map<String, Boolean> distinctNames(List<Checked> parts, Input input) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (Checked part : parts) {
      part.names()
          .forEach(
              (name, reference) -> {
                if (names.put(name, reference) != null) {
                  throw refused(
                      "two inputs are called " + name + "; call one of them otherwise, by as(..)",
                      input);
                }
              });
    }
    return names;
  }

  /** What has one name is asked for as one, so it counts as one. */
  private static Map<String, Boolean> sharedNames(List<Checked> parts, Input input) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (Checked part : parts) {
      part.names()
          .forEach(
              (name, reference) -> {
                Boolean other = names.put(name, reference);
                if (other != null && !other.equals(reference)) {
                  throw refused(
                      "two inputs are called "
                          + name
                          + ", and only one of them is a reference; call"
                          + " one of them otherwise, by as(..)",
                      input);
                }
              });
    }
    return names;
  }

  private static void requireDistinctCaptures(List<Checked> operands, Input input) {
    Set<String> seen = new HashSet<>();
    for (Checked operand : operands) {
      for (String capture : operand.captures()) {
        if (!seen.add(capture)) {
          throw refused(
              "two inputs of a cross capture {"
                  + capture
                  + "}; capture one of them under another"
                  + " name, or join them by it",
              input);
        }
      }
    }
  }

  private static Set<String> union(Set<String> first, Set<String> second) {
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return all;
  }

  /** Captures in a message. */
  static String listed(Set<String> captures) {
    return captures.isEmpty() ? "nothing" : String.join(", ", captures);
  }
}
