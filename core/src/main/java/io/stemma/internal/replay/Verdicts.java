package io.stemma.internal.replay;

import io.stemma.Attributes;
import io.stemma.CommitId;
import io.stemma.CorruptObjectException;
import io.stemma.NotFoundException;
import io.stemma.Verdict;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts of an archive. A ref of each repository leads to a commit whose tree has a directory
 * for each commit that was replayed, and in it one for each verdict, whose attributes it is.
 */
public final class Verdicts {
  private final PipelineArchive archive;

  /** The verdicts of an archive. */
  public Verdicts(PipelineArchive archive) {
    this.archive = archive;
  }

  /**
   * Stores a verdict.
   *
   * @throws NotFoundException if there is no repository of the commit any more
   */
  void add(Verdict verdict) {
    Hash commit = Hash.parse(verdict.commit().value());
    String repository = archive.object(commit).repository();
    archive.checkWritable("recording a replay of repository " + repository);
    String id = archive.newId();
    archive.commit(
        id,
        "record-replay",
        repository,
        (draft, batch) -> {
          if (draft.ref(repository).isEmpty()) {
            throw new NotFoundException(
                "there is no repository "
                    + repository
                    + " any more, so nothing can be recorded with its commit "
                    + verdict.commit().abbreviated());
          }
          add(draft, batch, repository, id, verdict);
        });
  }

  private void add(
      StateDraft draft, WriteSession batch, String repository, String id, Verdict verdict) {
    String ref = RefNames.replays(repository);
    Optional<Hash> before = draft.ref(ref).flatMap(RefTarget::commit);
    StagedTree tree =
        new StagedTree(
            batch,
            before
                .map(head -> CommitObject.decode(batch.read(Kind.COMMIT, head)).root())
                .orElse(Tree.EMPTY_ROOT));
    String attributes = CanonicalJson.write(VerdictAttributes.encode(verdict));
    tree.describe(TreePath.of("/" + verdict.commit().value() + "/" + id), none -> attributes);
    CommitObject commit =
        new CommitObject(
            repository,
            tree.flush(),
            before.stream().toList(),
            archive.author(),
            archive.now(),
            "replay of " + verdict.commit(),
            Attributes.NONE,
            id);
    Hash made = batch.write(Kind.COMMIT, commit.encode());
    draft.setRef(ref, RefTarget.of(made, commit.root(), commit.time()));
  }

  private static TreePath directory(CommitId commit) {
    return TreePath.of("/" + commit.value());
  }

  /**
   * What is recorded with a commit.
   *
   * @return newest first
   * @throws io.stemma.DamageException if something is missing or damaged
   */
  public List<Verdict> of(CommitId commit) {
    String repository = archive.object(Hash.parse(commit.value())).repository();
    List<Verdict> verdicts =
        archive
            .state()
            .ref(RefNames.replays(repository))
            .flatMap(RefTarget::commit)
            .map(head -> at(head, commit))
            .orElse(new ArrayList<>());
    Collections.reverse(
        verdicts); // Of one time, those that are later by name first: any order, but always the
    // same.
    verdicts.sort(Comparator.comparing(Verdict::time).reversed());
    return archive.printed("replays of " + commit.abbreviated(), verdicts);
  }

  private List<Verdict> at(Hash head, CommitId commit) {
    List<Verdict> verdicts = new ArrayList<>();
    new FileTree(archive.chunks(), archive.object(head).root())
        .children(directory(commit))
        .forEachRemaining(
            item -> item.entry().ifPresent(entry -> verdicts.add(read(commit, head, entry))));
    return verdicts;
  }

  private static Verdict read(CommitId commit, Hash head, FileEntry entry) {
    try {
      return VerdictAttributes.decode(commit, CanonicalJson.readAttributes(entry.attributes()));
    } catch (MalformedException e) {
      throw new CorruptObjectException(
          Kind.COMMIT + " " + head, "the recorded replays are damaged: " + e.getMessage(), e);
    }
  }
}
