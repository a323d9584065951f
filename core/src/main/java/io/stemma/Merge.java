package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a merge.
 *
 * @param commit the branch's new head; or its old one, if there was nothing to take; empty if there
 *     are conflicts
 * @param conflicts the paths that both sides changed differently, sorted
 */
public record Merge(Optional<Commit> commit, List<Conflict> conflicts) implements Displayed {

  private static final int SHOWN = 20;

  /**
   * Copies the list.
   *
   * @param commit the branch's new head; or its old one, if there was nothing to take; empty if
   *     there are conflicts
   * @param conflicts the paths that both sides changed differently, sorted
   */
  public Merge {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(conflicts, "conflicts");
    conflicts =
        new PrintedList<>(
            conflicts,
            "conflicts",
            List.of("path", "ours", "theirs"),
            each -> List.of(each.path, Conflict.size(each.ours), Conflict.size(each.theirs)));
  }

  /**
   * Whether the merge was made.
   *
   * @return true if there are no conflicts
   */
  public boolean isClean() {
    return conflicts.isEmpty();
  }

  /**
   * The new head.
   *
   * @return the branch's new head
   * @throws ConflictException if there are conflicts
   */
  public Commit orThrow() {
    return commit.orElseThrow(
        () ->
            new ConflictException(
                Sizes.count(conflicts.size(), "path")
                    + " changed differently on both sides, first "
                    + conflicts.get(0).path(),
                conflicts.stream().map(Conflict::path).limit(1000).toList()));
  }

  /**
   * A path that both sides changed differently.
   *
   * @param path the path
   * @param base the entry that both began with
   * @param ours the entry of the branch
   * @param theirs the entry of the merged commit
   */
  public record Conflict(
      String path, Optional<Entry> base, Optional<Entry> ours, Optional<Entry> theirs) {

    /**
     * Refuses null.
     *
     * @param path the path
     * @param base the entry that both began with
     * @param ours the entry of the branch
     * @param theirs the entry of the merged commit
     */
    public Conflict {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(base, "base");
      Objects.requireNonNull(ours, "ours");
      Objects.requireNonNull(theirs, "theirs");
    }

    /** One line: the path, and the size on both sides. */
    @Override
    public String toString() {
      return outline().toString();
    }

    private Outline outline() {
      return Outline.of(path, "ours " + size(ours) + ", theirs " + size(theirs));
    }

    private static String size(Optional<Entry> entry) {
      return entry.map(e -> Sizes.exact(e.length())).orElse("removed");
    }
  }

  private Outline outline() {
    return isClean()
        ? Outline.of("merged: " + commit.map(Object::toString).orElse(""))
        : Outline.of(Sizes.count(conflicts.size(), "conflict"))
            .addFirst(SHOWN, conflicts, Conflict::outline);
  }

  /** The new head, or the list of conflicts. */
  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
