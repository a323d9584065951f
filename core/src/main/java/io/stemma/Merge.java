package io.stemma;

import java.util.List;
import java.util.Optional;

/**
 * What came of a merge.
 *
 * @param commit the branch's new head; or its old one, if there was nothing to take; empty if there
 *     are conflicts
 * @param conflicts the paths that both sides changed differently, sorted
 */
public record Merge(Optional<Commit> commit, List<Conflict> conflicts) {

  /**
   * Copies the list.
   *
   * @param commit the branch's new head; or its old one, if there was nothing to take; empty if
   *     there are conflicts
   * @param conflicts the paths that both sides changed differently, sorted
   */
  public Merge {
    conflicts = List.copyOf(conflicts);
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
                conflicts.size() + " paths were changed on both sides",
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
      String path, Optional<Entry> base, Optional<Entry> ours, Optional<Entry> theirs) {}

  /** The new head, or the list of conflicts. */
  @Override
  public String toString() {
    if (isClean()) {
      return "merged: " + commit.map(Object::toString).orElse("");
    }
    StringBuilder text = new StringBuilder().append(conflicts.size()).append(" conflicts");
    conflicts.stream().limit(20).forEach(c -> text.append("\n  ").append(c.path()));
    return text.toString();
  }
}
