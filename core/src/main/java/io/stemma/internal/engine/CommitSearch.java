package io.stemma.internal.engine;

import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Finds a commit by the beginning of its id, among all that branches and tags lead to. */
final class CommitSearch {
  private final OpenRepository repository;

  CommitSearch(OpenRepository repository) {
    this.repository = repository;
  }

  Commit find(String prefix) {
    if (prefix.length() == 2 * Hash.BYTES) {
      Commit commit = repository.archive.commit(new CommitId(prefix));
      if (commit.repository().equals(repository.name())) {
        return commit;
      }
      throw new NotFoundException(
          "commit " + prefix + " belongs to repository " + commit.repository());
    }
    Set<String> found = new TreeSet<>();
    Set<Hash> seen = new HashSet<>();
    Deque<Hash> next = new ArrayDeque<>();
    Refs refs = repository.archive.refs();
    refs.below(RefNames.branches(repository.name())).values().forEach(t -> add(next, t));
    refs.below(RefNames.tags(repository.name())).values().forEach(t -> add(next, t));
    for (Hash id = next.poll(); id != null; id = next.poll()) {
      if (seen.add(id)) {
        if (id.toString().startsWith(prefix)) {
          found.add(id.toString());
        }
        next.addAll(repository.archive.engine.commitObject(id).parents());
      }
    }
    if (found.size() > 1) {
      throw new InvalidNameException(
          "several commits of " + repository.name() + " begin with " + prefix + ": " + found);
    }
    return repository.archive.referred(
        Hash.parse(
            found.stream()
                .findFirst()
                .orElseThrow(
                    () ->
                        new NotFoundException(
                            "no commit that a branch or tag of "
                                + repository.name()
                                + " leads to begins with "
                                + prefix))));
  }

  private static void add(Deque<Hash> next, RefTarget target) {
    target.commit().ifPresent(next::add);
  }
}
