package io.stemma.internal.engine;

import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitFeed;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.Merge;
import io.stemma.MergeResolution;
import io.stemma.Operation;
import io.stemma.OperationId;
import io.stemma.Repository;
import io.stemma.ShotIngest;
import io.stemma.ShotOptions;
import io.stemma.Transaction;
import io.stemma.TransactionBody;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.Pipelines;
import io.stemma.internal.shots.ShotTarget;
import io.stemma.internal.shots.WatchedDirectory;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A branch of an open archive. Holds its name only; its head is looked up. */
final class OpenBranch implements Branch {
  private final OpenRepository repository;
  private final String name;

  OpenBranch(OpenRepository repository, String name) {
    this.repository = repository;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Repository repository() {
    return repository;
  }

  OpenArchive archive() {
    return repository.archive;
  }

  /** The name under which the log keeps this branch. */
  String ref() {
    return RefNames.branch(repository.name(), name);
  }

  @Override
  public StoredCommit head() {
    return head(archive().refs());
  }

  /** The head in some state of the archive. */
  StoredCommit head(Refs refs) {
    RefTarget target = repository.branchTarget(refs, name);
    return archive().referred(target.commit().orElseThrow());
  }

  @Override
  public <X extends Exception> Commit commit(String message, TransactionBody<X> body) throws X {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(body, "body");
    try (Transaction transaction = begin(message)) {
      body.run(transaction);
      return transaction.commit();
    }
  }

  @Override
  public Transaction begin(String message) {
    Objects.requireNonNull(message, "message");
    archive().checkWritable("a transaction");
    return new BranchTransaction(this, message, Optional.empty());
  }

  @Override
  public ShotIngest ingest(Path directory, ShotOptions options) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(options, "options");
    archive().checkWritable("taking in shots");
    return WatchedDirectory.of(new Shots(), directory, options);
  }

  /** This branch for shots. */
  private final class Shots implements ShotTarget {
    @Override
    public Branch branch() {
      return OpenBranch.this;
    }

    @Override
    public Import take(Transaction into, Path shot, String path, ImportOptions options) {
      return ((BranchTransaction) into).importOnce(shot, path, options);
    }
  }

  @Override
  public List<Commit> log(int count) {
    return new PrintedList<>(
        log().limit(count).toList(),
        "log of " + repository.name() + "/" + name,
        List.of("commit", "time", "author", "files>", "message"),
        c ->
            List.of(
                c.id().abbreviated(),
                Printed.time(c.time()),
                c.author(),
                Printed.number(c.files()),
                c.message()));
  }

  @Override
  public Stream<Commit> log() {
    return Histories.firstParents(head());
  }

  @Override
  public Commit at(OperationId operation) {
    Objects.requireNonNull(operation, "operation");
    return new Pipelines(new PipelineEngine(archive())).at(repository.name(), name, operation);
  }

  @Override
  public CommitFeed follow(Commit after) {
    Objects.requireNonNull(after, "after");
    return new BranchFeed(this, repository.own(after));
  }

  @Override
  public Stream<Commit> history(String path) {
    Objects.requireNonNull(path, "path");
    return Histories.of(head(), TreePath.of(path));
  }

  @Override
  public Merge merge(Commit theirs, MergeResolution resolution) {
    Objects.requireNonNull(theirs, "theirs");
    Objects.requireNonNull(resolution, "resolution");
    archive().checkWritable("a merge");
    return new BranchMerge(this, repository.own(theirs), resolution).run();
  }

  @Override
  public Commit extract(String message) {
    Objects.requireNonNull(message, "message");
    archive().checkWritable("extracting attributes");
    try (BranchTransaction whole = new BranchTransaction(this, message, Optional.empty())) {
      return BranchChange.extract(archive(), message, whole);
    }
  }

  @Override
  public Operation moveTo(Commit commit) {
    Objects.requireNonNull(commit, "commit");
    archive().checkWritable("moving a branch");
    StoredCommit target = repository.own(commit);
    String ref = ref();
    Engine engine = archive().engine;
    OperationId id = Operations.newId();
    return engine.commits.run(
        id,
        "move-branch",
        repository.name() + "/" + name + " to " + target.id().abbreviated(),
        (draft, batch) -> {
          RefChanges.delete(draft, ref);
          draft.setRef(ref, RefChanges.moved(target, engine.options.clock().instant(), id));
        });
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof OpenBranch b && repository.equals(b.repository) && name.equals(b.name);
  }

  @Override
  public int hashCode() {
    return 31 * repository.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return "branch " + repository.name() + "/" + name + " at " + head();
  }

  @Override
  public String html() {
    return Outline.of(toString()).html();
  }
}
