package io.stemma.internal.engine;

import com.google.common.collect.AbstractIterator;
import io.stemma.AlreadyExistsException;
import io.stemma.Archive;
import io.stemma.ArchiveHead;
import io.stemma.ArchiveId;
import io.stemma.ArchiveTransaction;
import io.stemma.ArchiveTransactionBody;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.Compaction;
import io.stemma.Downstream;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.MissingObjectException;
import io.stemma.NotFoundException;
import io.stemma.Operation;
import io.stemma.OperationId;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.Repository;
import io.stemma.StaleResults;
import io.stemma.Subscription;
import io.stemma.Transformation;
import io.stemma.Trial;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.CommitOutcome;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.maintenance.ArchiveVerifier;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.Pipelines;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An open archive: the live one, or a view of an older state. */
final class OpenArchive implements Archive {
  final Engine engine;
  final StateSource state;
  private final boolean live;

  private OpenArchive(Engine engine, StateSource state, boolean live) {
    this.engine = engine;
    this.state = state;
    this.live = live;
  }

  static OpenArchive live(Engine engine) {
    return new OpenArchive(engine, engine::head, true);
  }

  /** The refs of the state that this shows. */
  Refs refs() {
    return state.refs(engine);
  }

  /**
   * A ref as it was a moment ago, where a look for its newest state would take long. It suffices
   * for a handle, which holds nothing but a name; what is not found may be there all the same.
   */
  Optional<RefTarget> recently(String ref) {
    return live
        ? engine.recentHead().flatMap(head -> engine.refs(head).get(ref))
        : Optional.empty();
  }

  /** Whether this shows what is there now, and not what was. */
  boolean isLive() {
    return live;
  }

  /** Fails unless this can be changed. */
  void checkWritable(String doing) {
    engine.checkWritable(doing);
    if (!live) {
      throw new ReadOnlyArchiveException(
          doing + " is refused: this is a view of the archive as it was");
    }
  }

  @Override
  public ArchiveId id() {
    return engine.archiveId();
  }

  @Override
  public Repository repository(String name) {
    Objects.requireNonNull(name, "name");
    RefNames.check("repository", name);
    if (recently(name).isEmpty()) {
      Refs refs = refs();
      if (refs.get(name).isEmpty()) {
        List<String> names = refs.repositories();
        throw new NotFoundException(
            "there is no repository " + name + "; " + Similar.hint(name, names));
      }
    }
    engine.prefetch.named(Optional.empty());
    return new OpenRepository(this, name);
  }

  @Override
  public Repository createRepository(String name) {
    Objects.requireNonNull(name, "name");
    RefNames.check("repository", name);
    checkWritable("creating repository " + name);
    OperationId id = Operations.newId();
    Instant now = engine.options.clock().instant();
    engine.commits.run(
        id,
        "create-repository",
        name,
        (draft, batch) ->
            RefChanges.createRepository(
                draft, batch, name, engine.options.author(), now, id.value()));
    return new OpenRepository(this, name);
  }

  @Override
  public Repository ensureRepository(String name) {
    Objects.requireNonNull(name, "name");
    RefNames.check("repository", name);
    if (recently(name).isEmpty() && refs().get(name).isEmpty()) {
      try {
        return createRepository(name);
      } catch (AlreadyExistsException e) {
        // Somebody else created it a moment ago, which is what was asked for.
        return new OpenRepository(this, name);
      }
    }
    return new OpenRepository(this, name);
  }

  @Override
  public void deleteRepository(String name) {
    Objects.requireNonNull(name, "name");
    repository(name);
    checkWritable("deleting repository " + name);
    engine.commits.run(
        "delete-repository",
        name,
        (draft, batch) -> RefChanges.deleteRepository(draft, batch, name));
  }

  @Override
  public List<Repository> repositories() {
    Refs refs = refs();
    List<Repository> found =
        refs.repositories().stream().map(n -> (Repository) new OpenRepository(this, n)).toList();
    return new PrintedList<>(
        found,
        "repositories",
        List.of("name", "branches>", "tags>", "created"),
        r ->
            List.of(
                r.name(),
                "" + refs.below(RefNames.branches(r.name())).size(),
                "" + refs.below(RefNames.tags(r.name())).size(),
                Printed.time(r.created())));
  }

  @Override
  public Commit commit(CommitId id) {
    Objects.requireNonNull(id, "id");
    try {
      CommitObject object = engine.commitObject(Operations.hash(id));
      return new StoredCommit(this, id, object);
    } catch (MissingObjectException e) {
      NotFoundException missing = new NotFoundException("the archive has no commit " + id);
      missing.initCause(e);
      throw missing;
    }
  }

  /** A commit that something refers to: it is damage if it is not there. */
  StoredCommit referred(io.stemma.internal.base.Hash id) {
    return new StoredCommit(this, Operations.commitId(id), engine.commitObject(id));
  }

  @Override
  public <X extends Exception> List<Commit> commit(String message, ArchiveTransactionBody<X> body)
      throws X {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(body, "body");
    try (ArchiveTransaction transaction = begin(message)) {
      body.run(transaction);
      return transaction.commit();
    }
  }

  @Override
  public ArchiveTransaction begin(String message) {
    Objects.requireNonNull(message, "message");
    checkWritable("a transaction");
    return new MultiTransaction(this, message);
  }

  @Override
  public Stream<Operation> operations() {
    return entries().flatMap(entry -> Operations.of(entry).stream());
  }

  /** The entries of the log, newest first; reading on gives the API's errors, too. */
  Stream<LogHead> entries() {
    LogHead head = state.head();
    Iterator<LogHead> entries =
        Engine.logCall("reading the log", () -> engine.log.history(head).iterator());
    return Entries.stream(
        new AbstractIterator<LogHead>() {
          @Override
          protected @Nullable LogHead computeNext() {
            return Engine.logCall("reading the log", entries::hasNext)
                ? Engine.logCall("reading the log", entries::next)
                : endOfData();
          }
        });
  }

  @Override
  public List<Operation> operations(int count) {
    return new PrintedList<>(
        operations().limit(count).toList(),
        "operations, newest first",
        List.of("entry>", "time", "author", "type", "message", "id"),
        o ->
            List.of(
                "" + o.sequence(),
                Printed.time(o.time()),
                o.author(),
                o.type(),
                o.message(),
                o.id().value().substring(0, 12)));
  }

  @Override
  public Operation undo(OperationId operation) {
    Objects.requireNonNull(operation, "operation");
    checkWritable("undo");
    OperationRecord record =
        entries()
            .flatMap(entry -> entry.entry().operations().stream())
            .filter(r -> r.id().equals(operation.value()))
            .findFirst()
            .orElseThrow(() -> new NotFoundException("the archive has no operation " + operation));
    Instant now = engine.options.clock().instant();
    OperationId id = Operations.newId();
    return engine.commits.run(
        id,
        "undo",
        record.type() + ": " + Printed.line(record.message()),
        (draft, batch) -> RefChanges.undo(draft, batch, record, now, id));
  }

  @Override
  public Archive asOf(Instant time) {
    Objects.requireNonNull(time, "time");
    engine.head();
    LogHead found =
        Engine.logCall("reading the log", () -> engine.log.asOf(time))
            .orElseThrow(() -> new NotFoundException("the archive is younger than " + time));
    return new OpenArchive(engine, () -> found, false);
  }

  @Override
  public Archive asOf(long sequence) {
    engine.head();
    LogHead found =
        (sequence < 1
                ? Optional.<LogHead>empty()
                : Engine.logCall("reading the log", () -> engine.log.entry(sequence)))
            .orElseThrow(() -> new NotFoundException("the log has no entry " + sequence));
    return new OpenArchive(engine, () -> found, false);
  }

  @Override
  public Pipeline definePipeline(
      String name, Transformation transformation, Input input, PipelineOptions options) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(options, "options");
    return new Pipelines(new PipelineEngine(this)).define(name, transformation, input, options);
  }

  @Override
  public Pipeline pipeline(String name) {
    Objects.requireNonNull(name, "name");
    return new Pipelines(new PipelineEngine(this)).open(name);
  }

  @Override
  public List<Pipeline> pipelines() {
    return new Pipelines(new PipelineEngine(this)).all();
  }

  @Override
  public void deletePipeline(String name, boolean keepResults) {
    Objects.requireNonNull(name, "name");
    new Pipelines(new PipelineEngine(this)).delete(name, keepResults);
  }

  @Override
  public List<Job> update() {
    checkWritable("bringing pipelines up to date");
    return new Pipelines(new PipelineEngine(this)).update();
  }

  @Override
  public List<Job> jobs() {
    List<Job> running = new ArrayList<>(engine.jobs);
    running.sort(Comparator.comparing(Job::started).thenComparing(Job::id));
    return new PipelineEngine(this).printed("jobs", running);
  }

  @Override
  public Subscription subscribe(Duration every, Consumer<Job> listener) {
    Objects.requireNonNull(every, "every");
    Objects.requireNonNull(listener, "listener");
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("looking every " + every + " is no time to wait");
    }
    checkWritable("keeping pipelines up to date");
    return new Pipelines(new PipelineEngine(this)).subscribe(every, listener);
  }

  @Override
  public List<Commit> awaitResults(Commit commit, Duration patience) {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(patience, "patience");
    Duration worth = live ? patience : Duration.ZERO; // The past does not change.
    return new Pipelines(new PipelineEngine(this)).awaitResults(commit, worth);
  }

  @Override
  public List<Commit> causedBy(OperationId operation) {
    Objects.requireNonNull(operation, "operation");
    return new Pipelines(new PipelineEngine(this)).causedBy(operation);
  }

  @Override
  public Downstream downstream(String repository, String path) {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(path, "path");
    RefNames.check("repository", repository);
    engine.checkOpen();
    return new Pipelines(new PipelineEngine(this)).downstream(repository, TreePath.of(path));
  }

  @Override
  public List<StaleResults> stale() {
    engine.checkOpen();
    return new Pipelines(new PipelineEngine(this)).stale();
  }

  @Override
  public Trial trial(Transformation transformation, Input input, int datums) {
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(input, "input");
    if (datums < 1) {
      throw new IllegalArgumentException("a trial takes at least one datum, not " + datums);
    }
    engine.checkOpen();
    return TrialRun.of(this, transformation, input, datums);
  }

  @Override
  public ArchiveHead head() {
    LogHead head = state.head();
    return new ArchiveHead(head.sequence(), head.digest().toString());
  }

  @Override
  public Optional<Boolean> outcome(OperationId operation, long sequence) {
    Objects.requireNonNull(operation, "operation");
    CommitOutcome outcome = engine.commits.outcome(operation, sequence);
    return outcome == CommitOutcome.UNKNOWN
        ? Optional.empty()
        : Optional.of(outcome == CommitOutcome.COMMITTED);
  }

  @Override
  public Verification verify(VerifyOptions options) {
    Objects.requireNonNull(options, "options");
    engine.checkOpen();
    return new ArchiveVerifier(engine.store, engine.log).verify(options);
  }

  @Override
  public void rebuildIndex() {
    checkWritable("rebuilding the index");
    Engine.logCall("rebuilding the index", engine::rebuildIndex);
  }

  @Override
  public Compaction compact() {
    checkWritable("compacting");
    return Engine.logCall("compacting", () -> engine.compactor(() -> false).run());
  }

  @Override
  public void close() {
    if (live) {
      engine.close();
    }
  }

  @Override
  public String toString() {
    LogHead head = state.head();
    int repositories = refs().repositories().size();
    return "archive "
        + id()
        + ": "
        + Printed.count(repositories, "repository", "repositories")
        + ", "
        + Printed.count(head.sequence(), "entry", "entries")
        + " in its log, the last of "
        + Printed.time(head.entry().time())
        + (live ? "" : " (as it was then)");
  }

  @Override
  public String html() {
    return Outline.of(toString()).html();
  }
}
