package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.engine.Archives;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All repositories of one store and one history of operations.
 *
 * <p>An archive may be open in any number of threads and processes at once. What is read through it
 * is always the newest state: navigation asks the store whether there is something newer. Closing
 * loses nothing: what was committed is durable.
 */
public interface Archive extends AutoCloseable, Displayed {

  /**
   * Opens an archive in a directory.
   *
   * @param directory where the archive is
   * @return the archive
   * @throws NotFoundException if there is none
   */
  static Archive open(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return open(directory.toUri(), ArchiveOptions.DEFAULT);
  }

  /**
   * Opens an archive.
   *
   * @param place where it is: {@code file:///data/injector}, or the scheme of another storage
   *     module
   * @return the archive
   * @throws NotFoundException if there is none, or no module serves the scheme
   */
  static Archive open(URI place) {
    Objects.requireNonNull(place, "place");
    return open(place, ArchiveOptions.DEFAULT);
  }

  /**
   * Opens an archive.
   *
   * @param place where it is
   * @param options how to open it
   * @return the archive
   * @throws NotFoundException if there is none, or no module serves the scheme
   */
  static Archive open(URI place, ArchiveOptions options) {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(options, "options");
    return Archives.open(place, options);
  }

  /**
   * Opens an archive in a store, which {@link #close()} closes.
   *
   * @param store the store
   * @return the archive
   * @throws NotFoundException if the store holds none
   */
  static Archive open(ObjectStore store) {
    Objects.requireNonNull(store, "store");
    return open(store, ArchiveOptions.DEFAULT);
  }

  /**
   * Opens an archive in a store, which {@link #close()} closes.
   *
   * @param store the store
   * @param options how to open it
   * @return the archive
   * @throws NotFoundException if the store holds none
   */
  static Archive open(ObjectStore store, ArchiveOptions options) {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(options, "options");
    return Archives.open(store, options);
  }

  /**
   * Creates an archive in a directory, which is made if it is missing.
   *
   * @param directory where the archive is to be; empty or missing
   * @return the new archive
   * @throws AlreadyExistsException if there is an archive
   */
  static Archive create(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return create(directory.toUri(), ArchiveOptions.DEFAULT);
  }

  /**
   * Creates an archive.
   *
   * @param place where it is to be
   * @param options how to open it
   * @return the new archive
   * @throws AlreadyExistsException if there is an archive
   */
  static Archive create(URI place, ArchiveOptions options) {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(options, "options");
    return Archives.create(place, options);
  }

  /**
   * Creates an archive in a store, which {@link #close()} closes.
   *
   * @param store the store
   * @param options how to open it
   * @return the new archive
   * @throws AlreadyExistsException if the store holds an archive
   */
  static Archive create(ObjectStore store, ArchiveOptions options) {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(options, "options");
    return Archives.create(store, options);
  }

  /**
   * Opens the archive in a directory, or creates it.
   *
   * @param directory where the archive is or is to be
   * @return the archive
   */
  static Archive openOrCreate(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return openOrCreate(directory.toUri(), ArchiveOptions.DEFAULT);
  }

  /**
   * Opens an archive, or creates it.
   *
   * @param place where it is or is to be
   * @param options how to open it
   * @return the archive
   */
  static Archive openOrCreate(URI place, ArchiveOptions options) {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(options, "options");
    return Archives.openOrCreate(place, options);
  }

  /**
   * Opens the archive of a store, or creates it. {@link #close()} closes the store.
   *
   * @param store the store
   * @param options how to open it
   * @return the archive
   */
  static Archive openOrCreate(ObjectStore store, ArchiveOptions options) {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(options, "options");
    return Archives.openOrCreate(store, options);
  }

  /**
   * Creates an archive in memory, for tests and for trying things.
   *
   * @return the new archive; it is gone when it is closed
   */
  static Archive inMemory() {
    return create(new MemoryObjectStore(), ArchiveOptions.DEFAULT);
  }

  /**
   * Goes on from the newest intact entry of the log where the newest entries are damaged, and opens
   * the archive. What the damaged entries had committed is lost from the branches; nothing is
   * deleted.
   *
   * @param place where the archive is
   * @param options how to open it
   * @return the archive
   * @throws StemmaException if the newest entry is intact, or none is
   */
  static Archive recover(URI place, ArchiveOptions options) {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(options, "options");
    return Archives.recover(place, options);
  }

  /**
   * Goes on from the newest intact entry of the log; see {@link #recover(URI, ArchiveOptions)}.
   *
   * @param store the store, which {@link #close()} closes
   * @param options how to open it
   * @return the archive
   * @throws StemmaException if the newest entry is intact, or none is
   */
  static Archive recover(ObjectStore store, ArchiveOptions options) {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(options, "options");
    return Archives.recover(store, options);
  }

  /**
   * The identity of this archive.
   *
   * @return the id given at its creation
   */
  ArchiveId id();

  /**
   * A repository that exists.
   *
   * @param name its name
   * @return the repository
   * @throws NotFoundException if there is none of that name; the message names similar ones
   */
  Repository repository(String name);

  /**
   * Creates a repository whose branch {@code main} holds an empty commit.
   *
   * @param name its name; see the package description
   * @return the new repository
   * @throws AlreadyExistsException if there is one of that name
   * @throws InvalidNameException if the name is outside the grammar
   */
  Repository createRepository(String name);

  /**
   * A repository, created if there is none of that name.
   *
   * @param name its name
   * @return the repository
   * @throws InvalidNameException if the name is outside the grammar
   */
  Repository ensureRepository(String name);

  /**
   * Removes a repository with its branches and tags. {@link #undo} brings it back.
   *
   * @param name its name
   * @throws NotFoundException if there is none of that name
   */
  void deleteRepository(String name);

  /**
   * All repositories.
   *
   * @return sorted by name; prints as a table
   */
  List<Repository> repositories();

  /**
   * A commit by its id, in whatever repository.
   *
   * @param id the id
   * @return the commit
   * @throws NotFoundException if the archive holds none of that id
   */
  Commit commit(CommitId id);

  /**
   * Changes several branches at once: all or nothing, in one operation.
   *
   * @param message what changed
   * @param body makes the changes; run once
   * @param <X> what the body throws, which leaves everything as it was
   * @return the new commits, in the order in which their branches were first named
   * @throws X what the body threw
   * @throws ConflictException if another change interfered; nothing was changed
   */
  <X extends Exception> List<Commit> commit(String message, ArchiveTransactionBody<X> body)
      throws X;

  /**
   * Begins a change of several branches.
   *
   * @param message what changes
   * @return the transaction, to be closed; closing without commit leaves nothing
   */
  ArchiveTransaction begin(String message);

  /**
   * Defines a pipeline, or a new version of one, with the usual options.
   *
   * @param name its name, which is that of the repository for its results, too
   * @param transformation what computes
   * @param input what it reads
   * @return the pipeline
   * @throws AlreadyExistsException if there is a repository of that name which no pipeline made
   * @throws InvalidNameException if a name or pattern is outside its grammar
   * @throws IllegalArgumentException if the inputs do not fit together, lead back to the results of
   *     this pipeline, or if the transformation cannot be written down
   */
  default Pipeline definePipeline(String name, Transformation transformation, Input input) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(input, "input");
    return definePipeline(name, transformation, input, PipelineOptions.DEFAULT);
  }

  /**
   * Defines a pipeline: makes the repository for its results, and writes the definition down. Where
   * there is a pipeline of that name, this is its next version, unless it says the same. Nothing is
   * run.
   *
   * @param name its name, which is that of the repository for its results, too
   * @param transformation what computes
   * @param input what it reads
   * @param options how its datums are run
   * @return the pipeline
   * @throws AlreadyExistsException if there is a repository of that name which no pipeline made
   * @throws InvalidNameException if a name or pattern is outside its grammar
   * @throws IllegalArgumentException if the inputs do not fit together, lead back to the results of
   *     this pipeline, or if the transformation cannot be written down
   */
  Pipeline definePipeline(
      String name, Transformation transformation, Input input, PipelineOptions options);

  /**
   * A pipeline that was defined.
   *
   * @param name its name
   * @return the pipeline, which runs the class of the definition's name as it is on the class path
   * @throws NotFoundException if there is none of that name
   */
  Pipeline pipeline(String name);

  /**
   * All pipelines.
   *
   * @return sorted by name; prints as a table
   */
  List<Pipeline> pipelines();

  /**
   * Removes a pipeline. {@link #undo} brings it back.
   *
   * @param name its name
   * @param keepResults whether its repository stays, as one that nothing adds to any more; else it
   *     goes, too
   * @throws NotFoundException if there is none of that name
   * @throws ConflictException if another pipeline reads its results; the message names it
   */
  void deletePipeline(String name, boolean keepResults);

  /**
   * Brings the results of all pipelines up to date, each after those that it reads, like make. A
   * pipeline is left alone if its code, its definition and the inputs whose changes count (see
   * {@link Input#quiet} and {@link Input#trigger}) are those of its results. Where a job fails, the
   * pipelines that depend on it get a job that is {@linkplain JobState#UNRUNNABLE unrunnable} and
   * says so, and so does one whose class or inputs are missing; all others are run.
   *
   * @return the jobs, in the order in which they were run; prints as a list
   */
  List<Job> update();

  /**
   * The jobs that run in this process.
   *
   * @return those that were begun by way of this archive and have not ended, the oldest first;
   *     prints as a list
   */
  List<Job> jobs();

  /**
   * Does what {@link #update} does, as commits come in, until it is closed. Commits of this process
   * are seen at once, those of others within a second.
   *
   * @param listener is told of every job that has ended, in the subscription's thread
   * @return the subscription, which has begun
   */
  default Subscription subscribe(Consumer<Job> listener) {
    Objects.requireNonNull(listener, "listener");
    return subscribe(Duration.ofSeconds(1), listener);
  }

  /**
   * Does what {@link #update} does, as commits come in, until it is closed. What failed is not
   * tried again, nor what depends on it, until a definition, code or an input changes.
   *
   * @param every how often to look for commits of other processes; those of this one are seen at
   *     once
   * @param listener is told of every job that has ended, in the subscription's thread
   * @return the subscription, which has begun
   * @throws IllegalArgumentException if the time is not positive
   */
  Subscription subscribe(Duration every, Consumer<Job> listener);

  /**
   * Waits until all results that follow from a commit are there: until the pipelines that read a
   * branch which contains it, directly or over others, have results that were computed from it, or
   * from a later commit of that branch. Runs nothing; that is for {@link #update} or a {@link
   * #subscribe subscription}, here or in another process. Inputs that are {@linkplain Input#quiet
   * quiet} or have a {@linkplain Input#trigger trigger} are not waited for.
   *
   * @param commit what the results are to follow from
   * @param patience how long to wait
   * @return the newest results of these pipelines and variants, each after those that it reads;
   *     prints as a list
   * @throws NotFoundException if no branch contains the commit
   * @throws JobFailedException if a job of this process failed that had to give some of them
   * @throws StemmaException if they are not there in time, or if this thread was interrupted; says
   *     which are missing, and why
   */
  List<Commit> awaitResults(Commit commit, Duration patience);

  /**
   * All commits that an operation brought about: its own, and the results that followed from them,
   * through whatever pipelines.
   *
   * @param operation the operation, such as the {@linkplain Commit#cause cause} of a commit
   * @return the commits, each after those that it was computed from; prints as a list
   * @throws NotFoundException if there is no such operation
   */
  List<Commit> causedBy(OperationId operation);

  /**
   * What was made from files, whatever their version: those results, at the newest commits of all
   * branches, whose datums had as their input something at or below a path, or a directory with it;
   * and what pipelines made of these. A reference is an input, too. What counts is what the jobs
   * read that made these commits, also where it has been changed or deleted since: {@link
   * DerivedFiles#isUpToDate} tells. For one version of the files there is {@link
   * Commit#downstream}.
   *
   * <p>Above the results of a job, commits that somebody made are looked through in repositories of
   * pipelines, back along first parents: files that they left as they were are still results.
   *
   * @param repository the name of the repository, which may have been deleted
   * @param path a file or directory; {@code /} for everything
   * @return what was made from the files; nothing, if there never was such a path
   * @throws NotFoundException if there is no such repository, and no results were made from one
   * @throws InvalidNameException if a name or path is outside its grammar
   * @see Derivation the way back
   */
  Downstream downstream(String repository, String path);

  /**
   * What is stale, and why: the results of pipelines and variants that were not computed from what
   * is there today. Looks at what the jobs have noted, and not at the datums: which of these would
   * run, {@link Pipeline#plan} tells. Other than {@link #update}, it counts changes of {@linkplain
   * Input#quiet quiet} inputs and of those with a {@linkplain Input#trigger trigger}, and does not
   * need the classes of the transformations; whether code has changed is told where this program
   * has the class.
   *
   * @return the results that are stale, each after those that it was computed from; prints as a
   *     table
   */
  List<StaleResults> stale();

  /**
   * Runs a transformation over the first datums of an input, to see what it gives. Nothing is
   * written to the archive, which may be open for reading only.
   *
   * @param transformation what to try
   * @param input what it reads
   * @param datums how many datums to try, at least 1
   * @return what it gave
   * @throws InvalidNameException if a name or pattern is outside its grammar
   * @throws IllegalArgumentException if the inputs do not fit together, or if the transformation
   *     cannot be written down
   */
  Trial trial(Transformation transformation, Input input, int datums);

  /**
   * The history of this archive: every operation that was ever committed.
   *
   * @return newest first, read as it is consumed
   */
  Stream<Operation> operations();

  /**
   * The newest operations.
   *
   * @param count how many at most
   * @return newest first; prints as a table
   */
  List<Operation> operations(int count);

  /**
   * Takes one operation back: moves its branches and tags to where they were before, if they are
   * where the operation left them, and nothing else. Those that were moved and came back to that
   * place count as not moved.
   *
   * @param operation the operation
   * @return the operation that undid it
   * @throws ConflictException if one of them is elsewhere now, if a repository that would go holds
   *     other branches or tags by now, or if a branch or tag that would come back has no repository
   *     any more or its name is taken; nothing changed
   * @throws NotFoundException if there is no such operation
   */
  Operation undo(OperationId operation);

  /**
   * The archive as it was at a moment.
   *
   * @param time the moment
   * @return a view of the newest state at or before it, read-only; closing it does nothing
   * @throws NotFoundException if the archive is younger
   */
  Archive asOf(Instant time);

  /**
   * The archive as it was right after an entry of its log.
   *
   * @param sequence the entry
   * @return a view of that state, read-only; closing it does nothing
   * @throws NotFoundException if there is no such entry
   */
  Archive asOf(long sequence);

  /**
   * The newest entry of the log. Keep it to prove later, with {@link #verify(VerifyOptions)}, that
   * no history was rewritten.
   *
   * @return sequence and digest
   */
  ArchiveHead head();

  /**
   * Whether an operation of unknown outcome was committed. Any archive object may be asked, also of
   * another process; of an operation that went on without its caller (whose sequence is negative)
   * others than the one that runs it say true or nothing, never false.
   *
   * @param operation from {@link CommitOutcomeUnknownException#operation()}
   * @param sequence from {@link CommitOutcomeUnknownException#sequence()}
   * @return true or false; empty as long as nobody can know
   */
  Optional<Boolean> outcome(OperationId operation, long sequence);

  /**
   * Checks the structure of the archive: log, commits, trees, and that every chunk can be found.
   *
   * @return what was checked, and all damage found
   */
  default Verification verify() {
    return verify(VerifyOptions.STRUCTURE);
  }

  /**
   * Checks the archive.
   *
   * @param options how thoroughly, and against which known head
   * @return what was checked, and all damage found
   */
  Verification verify(VerifyOptions options);

  /** Makes a new index from the packs, and uses it instead of the present one. */
  void rebuildIndex();

  /**
   * Merges small packs and index objects into larger ones, where that pays. Runs by itself when
   * due.
   *
   * @return what was done
   */
  Compaction compact();

  /** Ends the use of this archive, and closes its store. May be called twice. */
  @Override
  void close();
}
