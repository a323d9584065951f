package io.stemma.testing.archive;

import io.stemma.CommitId;
import io.stemma.OperationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All commits with their trees, and where branches and tags are after every operation. */
final class ModelHistory {
  /** A commit. */
  record ModelCommit(CommitId id, List<CommitId> parents, ModelTree tree) {}

  /** An operation: refs before and after it. */
  record ModelOperation(
      OperationId id, long sequence, Map<String, CommitId> before, Map<String, CommitId> after) {}

  private final Map<CommitId, ModelCommit> commits = new HashMap<>();
  private final List<CommitId> order = new ArrayList<>();
  private final List<ModelOperation> operations = new ArrayList<>();
  private TreeMap<String, CommitId> refs = new TreeMap<>();

  void commit(CommitId id, List<CommitId> parents, ModelTree tree) {
    commits.put(id, new ModelCommit(id, parents, tree));
    order.add(id);
  }

  ModelCommit commit(CommitId id) {
    return Objects.requireNonNull(commits.get(id));
  }

  /** All commits, oldest first. */
  List<CommitId> order() {
    return order;
  }

  /** Branches as {@code b:name}, tags as {@code t:name}. */
  TreeMap<String, CommitId> refs() {
    return refs;
  }

  CommitId ref(String ref) {
    return Objects.requireNonNull(refs.get(ref));
  }

  ModelTree head(String branch) {
    return commit(ref("b:" + branch)).tree();
  }

  List<ModelOperation> operations() {
    return operations;
  }

  /** Notes an operation that moved refs to where they are in {@code after}. */
  void operation(OperationId id, long sequence, TreeMap<String, CommitId> after) {
    operations.add(new ModelOperation(id, sequence, Map.copyOf(refs), Map.copyOf(after)));
    refs = after;
  }

  /** The refs after an operation is taken back; empty if one of its refs has moved since. */
  Optional<TreeMap<String, CommitId>> undone(ModelOperation operation) {
    TreeMap<String, CommitId> next = new TreeMap<>(refs);
    Set<String> touched = new HashSet<>(operation.before().keySet());
    touched.addAll(operation.after().keySet());
    for (String ref : touched) {
      CommitId from = operation.before().get(ref);
      CommitId to = operation.after().get(ref);
      boolean moved = !Objects.equals(from, to);
      if (moved && !Objects.equals(refs.get(ref), to)) {
        return Optional.empty();
      } else if (moved && from == null) {
        next.remove(ref);
      } else if (moved && from != null) {
        next.put(ref, from);
      }
    }
    return Optional.of(next);
  }

  /** A commit with all its ancestors. */
  Set<CommitId> ancestors(CommitId of) {
    Set<CommitId> seen = new HashSet<>();
    Deque<CommitId> open = new ArrayDeque<>(List.of(of));
    while (!open.isEmpty()) {
      CommitId id = open.remove();
      if (seen.add(id)) {
        open.addAll(commit(id).parents());
      }
    }
    return seen;
  }

  /** The common ancestors that are ancestors of no other. */
  Set<CommitId> mergeBases(CommitId left, CommitId right) {
    Set<CommitId> common = ancestors(left);
    common.retainAll(ancestors(right));
    Set<CommitId> best = new HashSet<>();
    Set<CommitId> covered = new HashSet<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      CommitId id = order.get(i);
      if (common.contains(id) && !covered.contains(id)) {
        best.add(id);
        Deque<CommitId> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
          CommitId next = open.remove();
          if (covered.add(next)) {
            open.addAll(commit(next).parents());
          }
        }
      }
    }
    return best;
  }
}
