package io.stemma.internal.engine;

import io.stemma.AlreadyExistsException;
import io.stemma.ConflictException;
import io.stemma.NotFoundException;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.RefTable;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.RefMove;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operations on repositories, branches and tags do to the state. */
final class RefChanges {
  private RefChanges() {}

  /** The target of a repository's own ref. */
  static RefTarget repository(Instant now) {
    return target(Optional.empty(), Optional.empty(), now);
  }

  /** The target of a branch or tag that came there with its commit. */
  static RefTarget commit(Hash commit, Hash root, Instant now) {
    return RefTarget.of(commit, root, now);
  }

  /** The target of a branch or tag that an operation points to a commit which is there already. */
  static RefTarget moved(StoredCommit to, Instant now, OperationId by) {
    return RefTarget.of(to.hash(), to.object().root(), now).movedBy(by.value());
  }

  private static RefTarget target(Optional<Hash> commit, Optional<Hash> root, Instant now) {
    return new RefTarget(commit, Optional.empty(), root, Optional.empty(), now, "");
  }

  /** Creates a repository, with an empty commit on its main branch. */
  static void createRepository(
      StateDraft draft, WriteSession batch, String name, String author, Instant now, String cause) {
    if (draft.ref(name).isPresent()) {
      throw new AlreadyExistsException("there is a repository " + name + " already");
    }
    CommitObject empty =
        new CommitObject(
            name,
            Tree.EMPTY_ROOT,
            List.of(),
            author,
            now,
            "create repository " + name,
            io.stemma.Attributes.NONE,
            cause);
    Hash id = batch.write(Kind.COMMIT, empty.encode());
    draft.setRef(name, repository(now));
    draft.setRef(RefNames.branch(name, "main"), commit(id, Tree.EMPTY_ROOT, now));
  }

  /** Removes a repository with all its refs. */
  static void deleteRepository(StateDraft draft, ChunkSource source, String name) {
    requireRepository(draft, name);
    new RefTable(source, draft.toState())
        .startingWith(name + "/")
        .keySet()
        .forEach(draft::removeRef);
    draft.removeRef(name);
  }

  static void requireRepository(StateDraft draft, String name) {
    if (draft.ref(name).isEmpty()) {
      throw new NotFoundException("there is no repository " + name + " any more");
    }
  }

  /** Creates a branch or a tag, whose names must differ. */
  static void create(StateDraft draft, String repository, String name, String ref, RefTarget to) {
    requireRepository(draft, repository);
    for (String kind : List.of("branch", "tag")) {
      String taken =
          kind.equals("branch")
              ? RefNames.branch(repository, name)
              : RefNames.tag(repository, name);
      if (draft.ref(taken).isPresent()) {
        throw new AlreadyExistsException(
            "repository " + repository + " has a " + kind + " " + name + " already");
      }
    }
    draft.setRef(ref, to);
  }

  /** Removes a branch or a tag. */
  static void delete(StateDraft draft, String ref) {
    if (draft.ref(ref).isEmpty()) {
      throw new NotFoundException("there is no " + RefNames.shown(ref) + " any more");
    }
    draft.removeRef(ref);
  }

  /** Takes the moves of an operation back, if the refs fit together afterwards. */
  static void undo(
      StateDraft draft,
      ChunkSource source,
      OperationRecord operation,
      Instant now,
      OperationId by) {
    List<String> moved = new ArrayList<>();
    for (RefMove move : operation.moves()) {
      Optional<RefTarget> current = draft.ref(move.ref());
      boolean same =
          move.to().isPresent()
              ? current.isPresent() && current.get().sameTarget(move.to().get())
              : current.isEmpty();
      if (!same) {
        moved.add(RefNames.shown(move.ref()));
      }
    }
    if (!moved.isEmpty()) {
      throw new ConflictException(
          "operation " + operation.id() + " cannot be undone: somebody moved " + moved + " since",
          moved);
    }
    for (RefMove move : operation.moves()) {
      move.from()
          .ifPresentOrElse(
              from -> draft.setRef(move.ref(), back(from, now, by)),
              () -> draft.removeRef(move.ref()));
    }
    List<String> misfits =
        operation.moves().stream()
            .flatMap(move -> misfits(draft, source, move).stream())
            .distinct()
            .sorted()
            .toList();
    if (!misfits.isEmpty()) {
      throw new ConflictException(
          "operation "
              + operation.id()
              + " cannot be undone: a branch or tag would lack its repository, or share its name"
              + " with another: "
              + misfits,
          misfits);
    }
  }

  /** The branches and tags that do not fit to a ref once its move was taken back. */
  private static List<String> misfits(StateDraft draft, ChunkSource source, RefMove move) {
    String ref = move.ref();
    int slash = ref.indexOf('/');
    if (slash < 0) {
      return move.from().isPresent()
          ? List.of()
          : new RefTable(source, draft.toState())
              .startingWith(ref + "/").keySet().stream().map(RefNames::shown).toList();
    }
    boolean fits =
        move.from().isEmpty()
            || draft.ref(ref.substring(0, slash)).isPresent()
                && draft.ref(RefNames.counterpart(ref)).isEmpty();
    return fits ? List.of() : List.of(RefNames.shown(ref));
  }

  private static RefTarget back(RefTarget from, Instant now, OperationId by) {
    return from.commit().isEmpty()
        ? target(from.commit(), from.root(), from.time())
        : target(from.commit(), from.root(), now).movedBy(by.value());
  }
}
