package io.stemma.internal.engine;

import io.stemma.ConflictException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.StateDraft;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a change of a branch began.
 *
 * @param head the head that the branch had
 * @param sequence number of the entry by which it had that head
 */
record BranchOrigin(OpenBranch branch, StoredCommit head, long sequence) {

  /** Begins at the newest state. */
  static BranchOrigin of(OpenBranch branch) {
    Refs refs = branch.archive().refs();
    return new BranchOrigin(branch, branch.head(refs), refs.sequence());
  }

  /** The branch as it is called in messages. */
  String shown() {
    return branch.repository().name() + "/" + branch.name();
  }

  /** The head that the branch has in a draft. */
  Hash headIn(StateDraft draft) {
    return draft
        .ref(branch.ref())
        .flatMap(RefTarget::commit)
        .orElseThrow(() -> conflict("was deleted meanwhile"));
  }

  /**
   * Fails if the branch was deleted since this began, and what has its name now goes on from
   * somewhere else: whoever made that knew nothing of this change. A branch that was moved, even to
   * an unrelated commit, is still the same one.
   *
   * @param now the head that the branch has in the draft
   */
  void checkSameBranch(StateDraft draft, ChunkSource source, Hash now) {
    if (!now.equals(head.hash())
        && (draft.removedBefore(branch.ref()) || removedSince())
        && !Ancestry.fork(source, now, head.hash()).bases().contains(head.hash())) {
      throw conflict("was deleted meanwhile, and another one was created under its name");
    }
  }

  private boolean removedSince() {
    Engine engine = branch.archive().engine;
    return Engine.logCall(
        "reading the log",
        () -> {
          try (Stream<LogHead> entries = engine.log.history(engine.log.known())) {
            return entries
                .takeWhile(entry -> entry.sequence() > sequence)
                .flatMap(entry -> entry.entry().operations().stream())
                .flatMap(operation -> operation.moves().stream())
                .anyMatch(move -> move.ref().equals(branch.ref()) && move.to().isEmpty());
          }
        });
  }

  private ConflictException conflict(String what) {
    return new ConflictException(
        "branch " + shown() + " " + what + "; nothing was committed", List.of(shown()));
  }
}
