package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What a ref stands for.
 *
 * @param commit the commit; empty for the ref of a repository itself
 * @param commitLocation where that commit is stored
 * @param root root of the commit's tree
 * @param rootLocation where that root is stored
 * @param time when the ref was made or moved
 * @param description free text, may be empty
 * @param movedBy id of the operation that pointed it to a commit which was there before; empty if
 *     it came there with the commit
 */
public record RefTarget(
    Optional<Hash> commit,
    Optional<Location> commitLocation,
    Optional<Hash> root,
    Optional<Location> rootLocation,
    Instant time,
    String description,
    Optional<String> movedBy) {

  /** Longest description in bytes, so that a target fits into a node of the tree of refs. */
  public static final int MAX_DESCRIPTION = 128;

  /** Checks the time and the text. */
  public RefTarget {
    Checks.time("the time of a ref", time);
    Checks.text("the description of a ref", description, MAX_DESCRIPTION);
    if (description.getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION) {
      throw new IllegalArgumentException(
          "the description of a ref has more than " + MAX_DESCRIPTION + " bytes");
    }
    movedBy.ifPresent(id -> Checks.id("the operation that moved a ref", id));
  }

  /** A ref that came where it is with its commit. */
  public RefTarget(
      Optional<Hash> commit,
      Optional<Location> commitLocation,
      Optional<Hash> root,
      Optional<Location> rootLocation,
      Instant time,
      String description) {
    this(commit, commitLocation, root, rootLocation, time, description, Optional.empty());
  }

  /** The same, pointed there by an operation. */
  public RefTarget movedBy(String operation) {
    return new RefTarget(
        commit, commitLocation, root, rootLocation, time, description, Optional.of(operation));
  }

  /** A branch or tag that was just made or moved; where its commit is stored is not known yet. */
  public static RefTarget of(Hash commit, Hash root, Instant time) {
    return new RefTarget(
        Optional.of(commit), Optional.empty(), Optional.of(root), Optional.empty(), time, "");
  }

  /** The same without places, as it is told in an operation. */
  public RefTarget withoutLocations() {
    return commitLocation.isEmpty() && rootLocation.isEmpty()
        ? this
        : new RefTarget(
            commit, Optional.empty(), root, Optional.empty(), time, description, movedBy);
  }

  /** Whether both stand for the same commit and root, wherever they are stored. */
  public boolean sameTarget(RefTarget other) {
    return commit.equals(other.commit) && root.equals(other.root);
  }
}
