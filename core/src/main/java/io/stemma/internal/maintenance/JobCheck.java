package io.stemma.internal.maintenance;

import io.stemma.DamageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.commit.TreeNodes;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeChange;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks what commits of results say of their datums, against their first parents: every node that
 * the parent does not have, that the result of each datum and merged file is there and can be read,
 * and that a merged file is of datums that have results.
 */
final class JobCheck {
  private static final int ROW = 1 + Hash.BYTES;

  private final Holdings holdings;
  private final Damages damages;
  private final Function<Hash, Optional<CommitObject>> commits;

  JobCheck(Holdings holdings, Damages damages, Function<Hash, Optional<CommitObject>> commits) {
    this.holdings = holdings;
    this.damages = damages;
    this.commits = commits;
  }

  /** Notes what is wrong with the datums of a commit. */
  void check(CommitObject commit) {
    if (commit.job().isEmpty()) {
      return;
    }
    JobRecord job = commit.job().get();
    Optional<JobRecord> before =
        commit.parents().stream().findFirst().flatMap(commits).flatMap(CommitObject::job);
    try {
      Hash datums = before.map(JobRecord::datums).orElse(Tree.EMPTY_ROOT);
      Set<Hash> known = new HashSet<>();
      changes(datums, job.datums()).forEachRemaining(change -> datum(change, known));
      Hash files = before.map(JobRecord::files).orElse(Tree.EMPTY_ROOT);
      changes(files, job.files()).forEachRemaining(change -> file(change, known, job));
      Hash root =
          commit.parents().stream()
              .findFirst()
              .flatMap(commits)
              .filter(parent -> parent.job().isPresent())
              .map(CommitObject::root)
              .orElse(Tree.EMPTY_ROOT);
      checkOwners(job, root, commit.root());
    } catch (DamageException e) {
      damages.addOnce(e.object(), "datums of job " + job.job() + ": " + Holdings.problem(e));
    } catch (MalformedException | UnsupportedVersionException e) {
      damages.addOnce("datums of job " + job.job(), String.valueOf(e.getMessage()));
    }
  }

  private Iterator<TreeChange> changes(Hash before, Hash after) {
    return TreeNodes.readableTable(holdings.source(), before)
        .diff(TreeNodes.readableTable(holdings.source(), after));
  }

  private void datum(TreeChange change, Set<Hash> known) {
    byte @Nullable [] row = change.newValue();
    if (row == null) {
      return;
    } else if (row.length != ROW) {
      throw new MalformedException("a row of " + row.length + " bytes");
    } else if (row[0] != 0) {
      return; // It has no result.
    }
    Hash key = Hash.read(row, 1);
    known.add(key);
    Optional<DatumResult> unused = result(key);
  }

  /** The result of a key; what is wrong with it is noted. */
  private Optional<DatumResult> result(Hash key) {
    byte @Nullable [] result = holdings.read(Kind.DATUM_RESULT, key).bytes();
    if (result == null) {
      return Optional.empty(); // Noted by whoever looked for it.
    }
    try {
      return Optional.of(DatumResult.decode(result));
    } catch (MalformedException | UnsupportedVersionException e) {
      damages.addOnce(Kind.DATUM_RESULT + " " + key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Every file of results is of a datum. */
  private void checkOwners(JobRecord job, Hash before, Hash after) {
    Tree owners = TreeNodes.readableTable(holdings.source(), job.files());
    FileTree now = new FileTree(holdings.source(), after);
    Iterator<PathChange> changes = new FileTree(holdings.source(), before).diff(now, TreePath.ROOT);
    while (changes.hasNext()) {
      PathChange change = changes.next();
      if (!change.directory()
          && change.after().isPresent()
          && owners.get(change.path().text().getBytes(StandardCharsets.UTF_8)) == null) {
        damages.addOnce(
            "datums of job " + job.job(), "the file " + change.path() + " is of none of them");
      }
    }
  }

  /** A file is of a datum, or was merged of those of several. */
  private void file(TreeChange change, Set<Hash> known, JobRecord job) {
    byte @Nullable [] owner = change.newValue();
    if (owner == null) {
      return;
    } else if (owner.length != Hash.BYTES) {
      throw new MalformedException("a file of a datum in " + owner.length + " bytes");
    }
    Hash key = Hash.read(owner, 0);
    if (known.add(key)) {
      result(key).filter(DatumResult::isMerge).ifPresent(merge -> merge(merge, change, job));
    }
  }

  private void merge(DatumResult merge, TreeChange change, JobRecord job) {
    String path = "/" + new String(change.key(), StandardCharsets.UTF_8);
    if (!merge.datum().equals(path)) {
      damages.addOnce(
          "datums of job " + job.job(), "the file " + path + " is that of " + merge.datum());
    }
    Tree rows = TreeNodes.readableTable(holdings.source(), job.datums());
    for (String datum : merge.merged()) {
      byte @Nullable [] row = rows.get(datum.getBytes(StandardCharsets.UTF_8));
      if (row == null || row.length != ROW || row[0] != 0) {
        damages.addOnce(
            "datums of job " + job.job(),
            "the file " + path + " is merged of datum " + datum + ", which has no result");
      }
    }
  }
}
