package io.stemma.internal.pipeline;

import io.stemma.internal.commit.PathChange;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What two runs of a datum had of their inputs. */
public final class RecordedInputs {
  /** So many changes of one input are named. */
  private static final int NAMED = 20;

  private RecordedInputs() {}

  /** What differs between the inputs of one name: a line for each file. */
  public record Difference(String input, List<String> details) {}

  /** The inputs that the newer run had otherwise than the older one. */
  public static List<Difference> between(
      RecordedJob olderJob,
      RecordedJob.RecordedDatum older,
      RecordedJob newerJob,
      RecordedJob.RecordedDatum newer) {
    Set<String> names = new LinkedHashSet<>();
    newer.spec().slots().forEach(slot -> names.add(slot.input()));
    older.spec().slots().forEach(slot -> names.add(slot.input()));
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      List<String> details =
          details(
              items(older, name), olderJob.state(), items(newer, name), newerJob.state(), newer);
      if (!details.isEmpty()) {
        differences.add(new Difference(name, details));
      }
    }
    return differences;
  }

  private static List<Item> items(RecordedJob.RecordedDatum datum, String input) {
    return datum.spec().slots().stream()
        .filter(slot -> slot.input().equals(input))
        .map(Slot::items)
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> details(
      List<Item> older,
      InputState before,
      List<Item> newer,
      InputState after,
      RecordedJob.RecordedDatum datum) {
    List<String> details = new ArrayList<>();
    for (Item item : newer) {
      Optional<Item> same =
          older.stream().filter(each -> each.path().equals(item.path())).findFirst();
      if (same.isEmpty()) {
        details.add(shown(item, item.path()) + " is new");
      } else {
        changes(same.get(), before, item, after, datum, details);
      }
    }
    for (Item item : older) {
      if (newer.stream().noneMatch(each -> each.path().equals(item.path()))) {
        details.add(shown(item, item.path()) + " is gone");
      }
    }
    return details;
  }

  private static void changes(
      Item older,
      InputState before,
      Item newer,
      InputState after,
      RecordedJob.RecordedDatum datum,
      List<String> details) {
    Iterator<PathChange> changes =
        before.tree(older.selection()).diff(after.tree(newer.selection()), newer.path());
    while (changes.hasNext() && details.size() < NAMED) {
      PathChange change = changes.next();
      String what =
          change.before().isEmpty()
              ? " is new"
              : change.after().isEmpty() ? " is gone" : " has changed";
      details.add(
          shown(newer, change.path())
              + what
              + (isOpened(change.path(), datum.result()) ? "" : ", and was not read"));
    }
    if (changes.hasNext()) {
      details.add("and more");
    }
  }

  private static boolean isOpened(TreePath path, DatumResult result) {
    return result.inputs().stream()
        .flatMap(input -> input.opened().stream())
        .anyMatch(opened -> TreePath.of("/" + opened).contains(path));
  }

  private static String shown(Item item, TreePath path) {
    return item.selection().repository() + ":" + path;
  }
}
