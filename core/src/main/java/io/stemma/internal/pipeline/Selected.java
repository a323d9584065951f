package io.stemma.internal.pipeline;

import io.stemma.Condition;
import io.stemma.Input;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.ItemCondition;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.datum.Item;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says how a path came to be selected, or ceased to be: whether it is new or gone itself, or a
 * condition is true of it now and was not before. For one thread.
 */
final class Selected {
  private final List<Input.Selection> selections;
  private final Optional<InputState> before;
  private final InputState now;
  private final Map<Condition, ItemCondition> conditions = new HashMap<>();

  /**
   * Of two states.
   *
   * @param before what selected before; empty if that was another input
   */
  Selected(DatumInputs inputs, Optional<InputState> before, InputState now) {
    this.selections = inputs.selections();
    this.before = before;
    this.now = now;
  }

  /** Whether anything is said by conditions. */
  boolean isAsked() {
    return before.isPresent()
        && selections.stream().anyMatch(selection -> selection.condition().isPresent());
  }

  /** What an input's datums did not have before. */
  Optional<String> matches(Item item) {
    Input.Selection selection = item.selection();
    return selection
        .condition()
        .filter(condition -> before.isPresent())
        .filter(
            condition -> {
              FileTree tree = before.get().tree(selection);
              return tree.item(item.path()).isPresent() && !holds(condition, tree, item.path());
            })
        .map(condition -> shown(selection, item.path()) + " now matches " + condition);
  }

  /** Whether an input had a path before. */
  boolean isKnown(Item item) {
    return before
        .filter(state -> state.tree(item.selection()).item(item.path()).isPresent())
        .isPresent();
  }

  /**
   * What an input's datums do not have any more.
   *
   * @param input its name
   */
  Optional<String> matchesNoLonger(String input, TreePath path) {
    return selections.stream()
        .filter(selection -> selection.name().equals(input))
        .flatMap(selection -> matchesNoLonger(selection, path).stream())
        .findFirst();
  }

  private Optional<String> matchesNoLonger(Input.Selection selection, TreePath path) {
    return selection
        .condition()
        .filter(condition -> before.isPresent() && Glob.of(selection.glob()).matches(path))
        .filter(condition -> holds(condition, before.get().tree(selection), path))
        .filter(
            condition -> {
              FileTree tree = now.tree(selection);
              return tree.item(path).isPresent() && !holds(condition, tree, path);
            })
        .map(condition -> shown(selection, path) + " no longer matches " + condition);
  }

  private boolean holds(Condition condition, FileTree tree, TreePath path) {
    ItemCondition asked = conditions.computeIfAbsent(condition, ItemCondition::new);
    return tree.item(path).filter(asked::isTrue).isPresent();
  }

  /** A path with the repository that it is in. */
  static String shown(Input.Selection selection, TreePath path) {
    return selection.repository() + ":" + path;
  }
}
