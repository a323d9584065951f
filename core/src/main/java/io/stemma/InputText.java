package io.stemma;

import java.util.Locale;
import java.util.stream.Collectors;

/** Inputs as they are typed. */
final class InputText {
  private InputText() {}

  static String of(Input.Selection selection) {
    String repository = selection.repository();
    String from =
        selection.commit().map(id -> repository + "@" + id.abbreviated()).orElse(repository);
    boolean whole = which(selection).equals("/");
    String made = whole ? "all(" + from + ")" : "each(" + from + ", " + which(selection) + ")";
    return made + said(selection);
  }

  private static String which(Input.Selection selection) {
    return selection.glob() + selection.condition().map(asked -> ", " + asked).orElse("");
  }

  /** What was said behind the beginning. */
  private static String said(Input.Selection selection) {
    String branch = selection.branch();
    String name = selection.name();
    return (branch.equals("main") ? "" : ".branch(" + branch + ")")
        + (name.equals(selection.repository()) ? "" : ".as(" + name + ")")
        + (selection.isReference() ? ".reference()" : "")
        + (selection.isQuiet() ? ".quiet()" : "")
        + selection.trigger().map(limits -> ".trigger(" + limits + ")").orElse("")
        + selection.key().map(template -> ".on(" + template + ")").orElse("")
        + (selection.isOuter() ? ".outer()" : "");
  }

  static String of(Input.Validity validity) {
    Input.Selection added = validity.added();
    String args = added.repository() + ", " + which(added) + ", " + validity.capture();
    return validity.base()
        + ".valid("
        + args
        + ")"
        + said(added)
        + (validity.isOptional() ? ".optional()" : "");
  }

  static String of(Input.Combination combination) {
    return word(combination.way())
        + combination.operands().stream()
            .map(Input::toString)
            .collect(Collectors.joining(", ", "(", ")"))
        + combination.key().map(template -> ".on(" + template + ")").orElse("")
        + (combination.isOuter() ? ".outer()" : "");
  }

  /** Refuses what means one input of an input that is several. */
  static IllegalArgumentException several(String method, Input input) {
    return new IllegalArgumentException(
        method + " means one input, and this combines several; say it of one of them: " + input);
  }

  static String word(Input.Way way) {
    return way.name().toLowerCase(Locale.ROOT);
  }
}
