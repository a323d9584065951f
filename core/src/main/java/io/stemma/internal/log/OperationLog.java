package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.ArchiveMarker;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogEntryCodec;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.UnknownFields;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The log of one archive: a chain of entries, each created once under the key of its number.
 * Creating entry n+1 is the commit point of everything in it.
 *
 * <p>Safe for use by any number of threads.
 */
public final class OperationLog {
  private static final int PROBES_BEFORE_LISTING = 16;
  private static final long RECENT_NANOS = 1_000_000_000L;

  private final ObjectStore store;
  private final LogReader reader;
  private final LogWriter writer;
  private final LogOptions options;
  private final boolean writable;
  private volatile LogReader past;
  private volatile LogHead best;

  /** When the best entry was last found to be the newest. */
  private volatile long proved = System.nanoTime() - RECENT_NANOS;

  private final AtomicLong durableThrough = new AtomicLong();
  private final Set<Long> inDoubt = ConcurrentHashMap.newKeySet();

  private OperationLog(ObjectStore store, LogOptions options, boolean writable, LogHead head) {
    this.store = store;
    this.reader = new LogReader(store);
    this.writer = new LogWriter(store, options.errorBackoff());
    this.options = options;
    this.writable = writable;
    this.past = reader;
    this.best = head;
  }

  /**
   * Creates an archive.
   *
   * @throws ArchiveExistsException if the store holds one, also if another creator was faster
   */
  public static OperationLog create(ObjectStore store, String archiveId, LogOptions options)
      throws IOException {
    ArchiveMarker marker = new ArchiveMarker(archiveId, options.clock().instant());
    return new LogBirth(store, options).create(marker);
  }

  /**
   * Opens an archive: one listing and one read, of the newest entry, which is also what tells
   * whether the archive is the one that is remembered.
   *
   * @param write whether it will be appended to; this also completes a creation that was broken off
   * @throws NoArchiveException if there is none
   * @throws DamagedLogException if its newest entry is damaged
   * @throws RollbackException if it is older than remembered
   * @throws ForkException if it has another history than remembered
   */
  public static OperationLog open(ObjectStore store, boolean write, LogOptions options)
      throws IOException {
    long begun = System.nanoTime();
    LogReader reader = new LogReader(store);
    OptionalLong listed = reader.newestListed();
    LogHead head =
        listed.isPresent()
            ? newest(reader, listed.getAsLong())
            : new LogBirth(store, options).complete(write);
    OperationLog log = at(store, options, write, head);
    Optional<EntryRef> known = options.known().get(log.archiveId());
    if (known.isPresent()) {
      log.saw(log.holding(log.known(), known.get()));
    }
    log.saw(log.known());
    log.proved = begun; // a listing shows all that had been created when it began
    return log;
  }

  /**
   * Goes on from the newest good entry where the newest is damaged or the archive was set back. The
   * operations of the entries behind it are lost.
   *
   * @return the entry that says so; the newest entry if nothing is wrong
   */
  public static LogHead recover(ObjectStore store, LogOptions options) throws IOException {
    return new LogRecovery(store, options).recover();
  }

  static OperationLog at(ObjectStore store, LogOptions options, boolean write, LogHead head) {
    return new OperationLog(store, options, write, head);
  }

  private static LogHead newest(LogReader reader, long listed) throws IOException {
    Slot slot = reader.slot(listed);
    if (slot instanceof Slot.Damaged damaged) {
      return reader.recoveredOver(damaged, listed);
    }
    if (slot instanceof Slot.Present present) {
      return present.head();
    }
    throw new DamagedLogException(
        LogKey.of(listed), "this log entry is listed, but cannot be read; recover the archive");
  }

  /** Writes down the newest entry seen, for those who open this archive later. */
  public void remember() {
    options.known().flush(archiveId());
  }

  /** The archive's UUID. */
  public String archiveId() {
    return best.entry().archiveId();
  }

  /** The newest entry that this log has seen; nothing is read. */
  public LogHead known() {
    return best;
  }

  /**
   * The newest entry. One request if nothing is new.
   *
   * @throws RollbackException if the archive is older than remembered
   * @throws ForkException if it has another history than remembered
   */
  public LogHead head() throws IOException {
    long begun = System.nanoTime();
    LogHead start = best;
    LogHead head = start;
    for (Optional<LogHead> next = reader.next(head); next.isPresent(); next = reader.next(head)) {
      head = next.get();
      if (head.sequence() - start.sequence() == PROBES_BEFORE_LISTING) {
        head = jump(head);
      }
    }
    Optional<EntryRef> known = options.known().get(archiveId());
    if (known.isPresent() && known.get().sequence() >= head.sequence()) {
      head = holding(head, known.get());
    }
    saw(head);
    proved = begun;
    return best;
  }

  /**
   * Whether the store is so far away that a request is worth saving, and the {@linkplain #known
   * known entry} was the newest within the last second. An append tells whether it still is; what
   * was asked for by its name, and is in that entry, was there then.
   */
  public boolean isHeadRecent() {
    return store.isRemote() && System.nanoTime() - proved < RECENT_NANOS;
  }

  /** Far behind: follows the listing instead of every single entry. */
  private LogHead jump(LogHead from) throws IOException {
    OptionalLong listed = reader.newestListed();
    if (listed.isEmpty() || listed.getAsLong() <= from.sequence() + PROBES_BEFORE_LISTING) {
      return from;
    }
    LogHead far = newest(reader, listed.getAsLong());
    history().checkHolds(far, from.ref());
    return far;
  }

  private LogHistory history() {
    return new LogHistory(reader, past, options.firstSequence());
  }

  /**
   * Reads older entries whose digest is known from a store that may keep copies, and those copies
   * may be of another history; whether there is a newer entry is asked of the archive's own store.
   */
  public void readPastFrom(ObjectStore copies) {
    past = new LogReader(copies);
  }

  /** An entry; empty if there is none of this number. */
  public Optional<LogHead> entry(long sequence) throws IOException {
    return reader.find(sequence);
  }

  /**
   * Entries from one back to the first, newest first, each checked against the digest that its
   * successor names. Errors of the store come as {@link java.io.UncheckedIOException}.
   */
  public Stream<LogHead> history(LogHead from) {
    return history().stream(from);
  }

  /** The newest entry that is not later than a time; empty if the archive is younger. */
  public Optional<LogHead> asOf(Instant time) throws IOException {
    return history().asOf(best, time);
  }

  /** The features that writing takes and this library does not have. */
  public SortedSet<String> missingWriterFeatures() {
    return best.state().missingWriterFeatures();
  }

  /** A new entry on top of another. */
  public LogEntry next(LogHead base, List<OperationRecord> operations, ArchiveState state) {
    Instant now = options.clock().instant();
    Instant before = base.entry().time();
    return new LogEntry(
        base.sequence() + 1,
        base.digest(),
        base.entry().archiveId(),
        Ids.random(),
        now.isBefore(before) ? before : now,
        operations,
        state,
        Optional.empty(),
        UnknownFields.NONE);
  }

  /** Appends within the usual deadline. */
  public AppendResult append(LogHead base, LogEntry entry) throws IOException {
    return append(base, entry, Deadline.in(options.deadline(), options.pause()));
  }

  /**
   * Appends an entry to its base.
   *
   * @throws IOException if it was certainly not appended, or what won instead cannot be read
   */
  AppendResult append(LogHead base, LogEntry entry, Deadline deadline) throws IOException {
    checkAppend(base, entry);
    makeDurable(base, deadline);
    byte[] bytes = LogEntryCodec.encode(entry);
    LogHead own = new LogHead(entry, Hash.of(bytes));
    LogWriter.Result result = writer.create(LogKey.of(entry.sequence()), bytes, deadline);
    return switch (result.outcome()) {
      case CREATED -> won(own);
      case EXISTS -> readBack(base, own, result.maybeOwn(), deadline);
      case IN_DOUBT -> {
        inDoubt.add(entry.sequence());
        yield new AppendResult.Unknown(entry.sequence(), true, result.cause());
      }
      case UNKNOWN -> new AppendResult.Unknown(entry.sequence(), false, result.cause());
    };
  }

  /** Whether this process failed to make its own entry of this number durable. */
  boolean inDoubt(long sequence) {
    return inDoubt.contains(sequence);
  }

  LogOptions options() {
    return options;
  }

  /** Makes an entry that was read durable, as whoever relies on it must. */
  void makeDurable(LogHead head, Deadline deadline) throws IOException {
    if (head.sequence() <= durableThrough.get()) {
      return;
    }
    try {
      writer.sync(LogKey.of(head.sequence()), deadline);
    } catch (NoSuchObjectException e) {
      RollbackException gone = new RollbackException(head.ref(), head.sequence() - 1);
      gone.initCause(e);
      throw gone;
    }
    durableThrough.accumulateAndGet(head.sequence(), Math::max);
  }

  private void checkAppend(LogHead base, LogEntry entry) {
    if (!writable) {
      throw new ReadOnlyLogException(Set.of());
    }
    SortedSet<String> missing = base.state().missingWriterFeatures();
    missing.addAll(entry.state().missingWriterFeatures());
    if (!missing.isEmpty()) {
      throw new ReadOnlyLogException(missing);
    }
    if (entry.sequence() != base.sequence() + 1
        || !entry.previous().equals(base.digest())
        || !entry.archiveId().equals(base.entry().archiveId())
        || entry.time().isBefore(base.entry().time())) {
      throw new IllegalArgumentException(
          "entry " + entry.sequence() + " does not follow its base " + base.sequence());
    }
  }

  private AppendResult won(LogHead own) {
    durableThrough.accumulateAndGet(own.sequence(), Math::max);
    saw(own);
    return new AppendResult.Won(own);
  }

  /** The place is taken: by the own entry whose answer was lost, or by another's. */
  private AppendResult readBack(LogHead base, LogHead own, boolean maybeOwn, Deadline deadline)
      throws IOException {
    for (; ; ) {
      try {
        List<LogHead> since = new ArrayList<>();
        Optional<LogHead> first = reader.next(base);
        if (first.isPresent() && first.get().equals(own)) {
          writer.sync(LogKey.of(own.sequence()), deadline);
          return won(own);
        }
        first.ifPresent(since::add);
        if (since.isEmpty()) {
          throw new IOException(LogKey.of(own.sequence()) + " exists, but cannot be read");
        }
        saw(reader.advance(since.get(0), since::add));
        return new AppendResult.Lost(since);
      } catch (IOException e) {
        if (!options.errorBackoff().await(deadline)) {
          // Only the own write id tells a lost answer from a lost race.
          return new AppendResult.Unknown(own.sequence(), false, e);
        }
      } catch (DamagedLogException e) {
        if (maybeOwn) {
          return new AppendResult.Unknown(own.sequence(), true, new IOException(e));
        }
        throw e;
      }
    }
  }

  private synchronized void saw(LogHead head) {
    if (head.sequence() > best.sequence()) {
      best = head;
    }
    options.known().remember(head.entry().archiveId(), head.ref());
  }

  /** The head, or a newer one, once it is checked against what is remembered. */
  private LogHead holding(LogHead head, EntryRef known) throws IOException {
    // Another log of this process may have appended since this one looked.
    LogHead now = known.sequence() > head.sequence() ? reader.advance(head, seen -> {}) : head;
    history().checkHolds(now, known);
    return now;
  }

  /**
   * Checks that the history contains an entry, following the chain from the newest entry down.
   *
   * @throws RollbackException if the archive is older than that
   * @throws ForkException if another entry is in its place
   */
  public void checkExtends(EntryRef expected) throws IOException {
    history().checkExtends(head(), expected);
  }

  /** Reads the whole log and tells every fault. */
  public List<LogFault> verify() throws IOException {
    return verify(entry -> {});
  }

  /**
   * Reads the whole log and tells every fault.
   *
   * @param sound is given every good entry that nobody recovered over, newest first
   */
  public List<LogFault> verify(Consumer<LogHead> sound) throws IOException {
    return new LogVerifier(store, options.firstSequence(), sound).verify();
  }
}
