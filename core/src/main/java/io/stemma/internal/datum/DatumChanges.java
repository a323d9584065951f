package io.stemma.internal.datum;

import io.stemma.Input;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects the names of datums that may differ between two states, from what differs in the trees.
 */
final class DatumChanges {
  /**
   * Datums whose number lies in one of some intervals.
   *
   * @param naming what calls the datums by paths
   * @param capture what it captures as the number
   * @param intervals in which something changed
   */
  private record Concerned(GlobDatums naming, String capture, Intervals<Boolean> intervals) {
    boolean has(String name) {
      var number = ValidDatums.number(naming.captured(name).get(capture));
      return number.isPresent() && !intervals.containing(number.getAsLong()).isEmpty();
    }
  }

  private final Sources before;
  private final Sources now;
  private final SortedSet<String> names = new TreeSet<>();
  private final List<Concerned> concerned = new ArrayList<>();

  DatumChanges(Sources before, Sources now) {
    this.before = before;
    this.now = now;
  }

  /** Whether a selection reads the same as before. */
  boolean isSame(Input.Selection selection) {
    return before.tree(selection).root().equals(now.tree(selection).root());
  }

  private Iterator<PathChange> diff(Input.Selection selection) {
    FileTree newer = now.tree(selection);
    return before.tree(selection).diff(newer, TreePath.ROOT);
  }

  /** The matches of a pattern at and above which something changed. */
  void matches(GlobDatums datums) {
    if (isSame(datums.selection())) {
      return;
    }
    if (datums.whole()) {
      names.add(DatumSpec.WHOLE);
      return;
    }
    Glob glob = datums.glob();
    Optional<Integer> depth = glob.depth();
    String last = "";
    Iterator<PathChange> changes = diff(datums.selection());
    while (changes.hasNext()) {
      String path = changes.next().path().text();
      if (depth.isEmpty()) {
        addPrefixes(glob, path, last);
        last = path;
        continue;
      }
      int end = end(path, depth.get());
      if (end >= 0 && !last.equals(path.substring(0, end))) {
        last = path.substring(0, end);
        addIfMatch(glob, last);
      }
    }
  }

  /** Adds what matches above a path and at it, but for what it has in common with the last one. */
  private void addPrefixes(Glob glob, String path, String last) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (!last.startsWith(path.substring(0, end + 1))) {
        addIfMatch(glob, path.substring(0, end));
      }
    }
    addIfMatch(glob, path);
  }

  private void addIfMatch(Glob glob, String text) {
    TreePath path = TreePath.of(text);
    if (glob.matches(path)) {
      names.add(path.toString());
    }
  }

  /** Where the first parts of a path end; negative if it has fewer. */
  private static int end(String path, int parts) {
    int end = -1;
    for (int i = 0; i < parts; i++) {
      if (end == path.length()) {
        return -1;
      }
      int slash = path.indexOf('/', end + 1);
      end = slash < 0 ? path.length() : slash;
    }
    return end;
  }

  /** The datums for which something else may be valid; false if their names do not tell them. */
  boolean validity(ValidDatums valid) {
    if (isSame(valid.added())) {
      return true;
    }
    Optional<GlobDatums> naming = valid.base().naming();
    if (naming.isEmpty() || !naming.get().glob().captures().contains(valid.capture())) {
      return false;
    }
    List<Intervals.Entry<Boolean>> changed = new ArrayList<>();
    Iterator<PathChange> changes = diff(valid.added());
    try {
      while (changes.hasNext()) {
        PathChange change = changes.next();
        if (!change.directory() && valid.glob().matches(change.path())) {
          add(change.before(), changed);
          add(change.after(), changed);
        }
      }
    } catch (MalformedException e) {
      return false; // Every datum has this problem, or had it.
    }
    if (!changed.isEmpty()) {
      concerned.add(new Concerned(naming.get(), valid.capture(), new Intervals<>(changed)));
    }
    return true;
  }

  private static void add(Optional<FileEntry> file, List<Intervals.Entry<Boolean>> changed) {
    file.flatMap(Interval::of)
        .ifPresent(interval -> changed.add(new Intervals.Entry<>(interval, true)));
  }

  /** All names that were found. */
  SortedSet<String> names(Iterator<String> namesBefore) {
    if (!concerned.isEmpty()) {
      while (namesBefore.hasNext()) {
        String name = namesBefore.next();
        if (concerned.stream().anyMatch(each -> each.has(name))) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
