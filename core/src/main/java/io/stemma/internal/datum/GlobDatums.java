package io.stemma.internal.datum;

import com.google.common.collect.Iterators;
import io.stemma.Input;
import io.stemma.InvalidNameException;
import io.stemma.internal.commit.GlobWalk;
import io.stemma.internal.commit.ItemCondition;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One datum for every match of a pattern that a condition is true of, in the order of the tree; one
 * of all for {@code /}.
 *
 * @param asked the condition, if there is one
 */
record GlobDatums(
    Input.Selection selection, Glob glob, boolean whole, Optional<ItemCondition> asked)
    implements DatumSource {

  static GlobDatums of(Input.Selection selection) {
    Glob glob = Glob.of(selection.glob());
    return new GlobDatums(
        selection, glob, isWhole(selection), selection.condition().map(ItemCondition::new));
  }

  /** Whether a selection is of everything as one. */
  static boolean isWhole(Input.Selection selection) {
    return selection.glob().equals("/") || selection.glob().isEmpty();
  }

  @Override
  public Iterator<DatumSpec> datums(Datums state) {
    if (whole) {
      return Iterators.singletonIterator(all());
    }
    return Iterators.transform(
        Iterators.filter(new GlobWalk(state.tree(selection), glob), this::isSelected),
        item -> spec(item.path(), item.directory(), glob.match(item.path()).orElseThrow()));
  }

  private boolean isSelected(TreeItem match) {
    return asked.isEmpty() || asked.get().isTrue(match);
  }

  private DatumSpec all() {
    return spec(TreePath.ROOT, true, Map.of());
  }

  private DatumSpec spec(TreePath path, boolean directory, Map<String, String> captures) {
    Item item = new Item(selection, path, directory);
    Slot slot = new Slot(selection.name(), selection.isReference(), List.of(item));
    return new DatumSpec(path.toString(), new TreeMap<>(captures), List.of(slot), List.of());
  }

  @Override
  public List<Slot> empty() {
    return List.of(new Slot(selection.name(), selection.isReference(), List.of()));
  }

  @Override
  public boolean isUnique() {
    return true;
  }

  @Override
  public boolean canFind() {
    return true;
  }

  @Override
  public List<DatumSpec> named(String name, Datums state) {
    if (whole) {
      return name.equals(DatumSpec.WHOLE) ? List.of(all()) : List.of();
    }
    Optional<TreePath> path = path(name);
    Optional<Map<String, String>> captures = path.flatMap(glob::match);
    if (captures.isEmpty() || path.get().isRoot()) {
      return List.of();
    }
    return state.tree(selection).item(path.get()).filter(this::isSelected).stream()
        .map(item -> spec(item.path(), item.directory(), captures.get()))
        .toList();
  }

  private static Optional<TreePath> path(String name) {
    try {
      TreePath path = TreePath.of(name);
      return path.toString().equals(name) ? Optional.of(path) : Optional.empty();
    } catch (InvalidNameException e) {
      return Optional.empty(); // No selection calls a datum like this.
    }
  }

  /** What the pattern captures of a datum's name; nothing if it does not match. */
  Map<String, String> captured(String name) {
    return path(name).flatMap(glob::match).orElse(Collections.emptyMap());
  }

  @Override
  public boolean tell(DatumChanges changes) {
    changes.matches(this);
    return true;
  }

  @Override
  public Optional<GlobDatums> naming() {
    return Optional.of(this);
  }
}
