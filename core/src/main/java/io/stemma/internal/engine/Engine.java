package io.stemma.internal.engine;

import io.stemma.ArchiveId;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.CorruptObjectException;
import io.stemma.Extractor;
import io.stemma.FormatTooNewException;
import io.stemma.Job;
import io.stemma.NotFoundException;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.StemmaException;
import io.stemma.Subscription;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.RefTable;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedFeatureException;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.log.LogException;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.OperationLog;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.maintenance.Compactor;
import io.stemma.internal.maintenance.IndexRebuild;
import io.stemma.internal.nio.OpenCommits;
import io.stemma.internal.nio.OpenSources;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What all nouns of one open archive share: its store, log, chunks and writer. */
final class Engine implements OpenCommits, AutoCloseable {
  /** How long a job that is cancelled may take to end before the archive is closed. */
  private static final Duration JOB_ENDS = Duration.ofSeconds(10);

  /** What the archive is: asked where it matters what is there now. */
  final ObjectStore store;

  /** The same objects, perhaps from copies. */
  final ObjectStore copies;

  final ArchiveOptions options;
  final OperationLog log;
  final Snapshots snapshots;
  final ChunkStore chunks;
  final Commits commits;
  final BackgroundCompaction compaction;
  final Prefetch prefetch;

  /** The classes that pipelines were defined with here, by their names. */
  final Map<String, Class<? extends Transformation>> transformations = new ConcurrentHashMap<>();

  /** The classes that extractors were defined with here, by their names. */
  final Map<String, Class<? extends Extractor>> extractors = new ConcurrentHashMap<>();

  /** The jobs that run. */
  final Set<Job> jobs = ConcurrentHashMap.newKeySet();

  /** The newest jobs that failed, by the refs of the branches that they had to bring about. */
  final ConcurrentMap<String, Job> failures = new ConcurrentHashMap<>();

  /** The subscriptions that are open. */
  final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  final News news = new News();

  private final AtomicBoolean closed = new AtomicBoolean();

  Engine(ObjectStore store, ArchiveOptions options, OperationLog log) {
    this.store = store;
    this.options = options;
    this.log = log;
    this.copies = Copies.of(store, options, log.archiveId());
    this.snapshots = new Snapshots(this, copies);
    this.chunks = new ChunkStore(copies, snapshots, copies.isRemote());
    log.readPastFrom(copies);
    this.commits = new Commits(this);
    this.compaction = new BackgroundCompaction(this);
    this.prefetch = new Prefetch(this);
  }

  /** From now on, URIs find the commits of this archive. */
  Engine registered() {
    OpenSources.opened(archiveId(), this);
    return this;
  }

  ArchiveId archiveId() {
    return new ArchiveId(UUID.fromString(log.archiveId()));
  }

  @Override
  public Commit commit(CommitId id) {
    return OpenArchive.live(this).commit(id);
  }

  /** Something that reads the log. */
  interface LogCall<T> {
    T run() throws IOException;
  }

  /** Runs what reads the log, and gives its errors the API's names. */
  static <T> T logCall(String doing, LogCall<T> call) {
    try {
      return call.run();
    } catch (UncheckedIOException e) {
      throw Faults.storage(doing, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw Faults.storage(doing, e);
    } catch (LogException e) {
      throw translate(e);
    } catch (UnsupportedFeatureException e) {
      throw new FormatTooNewException("log", String.valueOf(e.getMessage()), e);
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged("log", e);
    }
  }

  static StemmaException translate(LogException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof io.stemma.internal.log.RollbackException rollback) {
      return withCause(new io.stemma.RollbackException(rollback.sequence(), message), e);
    } else if (e instanceof io.stemma.internal.log.ForkException fork) {
      return withCause(new io.stemma.RollbackException(fork.sequence(), message), e);
    } else if (e instanceof io.stemma.internal.log.DamagedLogException damaged) {
      return e.getCause() instanceof UnsupportedVersionException version
          ? Faults.damaged(damaged.key(), version)
          : new CorruptObjectException(damaged.key(), message, e);
    } else if (e instanceof io.stemma.internal.log.NoArchiveException) {
      return withCause(new NotFoundException(message), e);
    } else if (e instanceof io.stemma.internal.log.ReadOnlyLogException) {
      return withCause(new ReadOnlyArchiveException(message), e);
    } else if (e instanceof io.stemma.internal.log.ArchiveExistsException) {
      return withCause(new io.stemma.AlreadyExistsException(message), e);
    }
    return new StemmaException(message, e);
  }

  private static StemmaException withCause(StemmaException e, Throwable cause) {
    e.initCause(cause);
    return e;
  }

  /** The newest entry of the log; one request if there is nothing new. */
  LogHead head() {
    checkOpen();
    LogHead head = logCall("looking for the newest entry of the log", log::head);
    snapshots.saw(head);
    news.saw(head.sequence());
    return head;
  }

  /**
   * The newest entry of a moment ago, where asking for it anew would take long. What is in it was
   * there then; nothing is said of what is not.
   */
  Optional<LogHead> recentHead() {
    checkOpen();
    if (!log.isHeadRecent()) {
      return Optional.empty();
    }
    LogHead known = log.known();
    snapshots.saw(known);
    return Optional.of(known);
  }

  /** The refs as of an entry. */
  Refs refs(LogHead head) {
    return new Refs(head.sequence(), new RefTable(chunks, head.state()));
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  void checkOpen() {
    if (!isOpen()) {
      throw new IllegalStateException("the archive is closed");
    }
  }

  void checkWritable(String doing) {
    checkOpen();
    if (options.readOnly()) {
      throw new ReadOnlyArchiveException(
          doing + " is refused: the archive was opened for reading; open it without readOnly");
    }
  }

  WriteSession newSession() {
    return new WriteSession(copies, chunks);
  }

  /** A commit object; the caller knows that the id is one. */
  CommitObject commitObject(Hash id) {
    checkOpen();
    try {
      return CommitObject.decode(chunks.read(Kind.COMMIT, id));
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged("commit " + id, e);
    }
  }

  /** Makes the index anew. */
  boolean rebuildIndex() {
    new IndexRebuild(store, log, this::change).run();
    return true;
  }

  /** Merges small objects. */
  Compactor compactor(BooleanSupplier stop) {
    return new Compactor(store, log, this::change, stop);
  }

  /** Commits what maintenance does to the state. */
  void change(String type, String message, Consumer<StateDraft> change) {
    commits.run(type, message, (draft, batch) -> change.accept(draft));
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    jobs.forEach(Job::cancel);
    jobs.forEach(job -> job.await(JOB_ENDS));
    if (closed.compareAndSet(false, true)) {
      news.close();
      prefetch.close();
      compaction.close();
      OpenSources.closed(archiveId(), this);
      commits.close();
      log.remember();
      chunks.close();
      snapshots.close();
      try {
        copies.close();
      } catch (IOException e) {
        throw Faults.storage("closing the store", e);
      }
    }
  }
}
