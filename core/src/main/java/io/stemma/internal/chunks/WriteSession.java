package io.stemma.internal.chunks;

import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.index.IndexWriter;
import io.stemma.internal.index.RowSource;
import io.stemma.internal.pack.EncodedFrame;
import io.stemma.internal.pack.FrameBuilder;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.OutcomeUnknownException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that one change writes: chunks that are not stored yet, in new packs. Little of it
 * waits in memory, to travel in the pack of whoever commits it; more goes into packs of its own,
 * with index objects of its own where they hold many chunks. Nothing of it can be found by others
 * before a log entry names it. Safe for use by several threads.
 */
public final class WriteSession implements ChunkSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteSession.class);

  /** So many bytes of small chunks wait in memory; more begin a pack. */
  private static final long MAX_WAITING = 1L << 20;

  /** So many bytes of metadata wait in memory, once there are packs. */
  private static final long MAX_METADATA = 16L << 20;

  /** Packs whose tables travel in a log entry have at most so many chunks. */
  public static final int MAX_INLINE_ROWS = 90;

  /** So many chunks are kept in memory; more go into an index object. */
  private static final int MAX_ROWS = 200_000;

  /** So many nodes are written once more beside a commit: the table of all is to stay short. */
  private static final int MAX_COPIES = 80;

  /** How often a pack that waits in memory is tried to be written. */
  private static final int SMALL_ATTEMPTS = 8;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(byte[] bytes, long position) {}

  private final ObjectStore store;
  private final ChunkStore stored;
  private final OwnPlaces own = new OwnPlaces();
  private final Map<ChunkKey, Waiting> waiting = new LinkedHashMap<>();

  /** What of it is to be beside the commit. */
  private final Set<ChunkKey> beside = new HashSet<>();

  /** Guards what follows it. Taken last: whoever holds it waits for nobody. */
  private final Object results = new Object();

  private final List<PackTable> tables = new ArrayList<>();
  private final List<IndexRef> indexes = new ArrayList<>();
  private final List<String> created = new ArrayList<>();
  private final AtomicLong newBytes = new AtomicLong();
  private final AtomicLong metadataBytes = new AtomicLong();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private long waitingBytes;

  /** Whether another session has taken this one over, so that an entry may name what it wrote. */
  private boolean absorbed;

  private volatile @Nullable PackStream packs;

  /** Begins a session on a store. */
  public WriteSession(ObjectStore store, ChunkStore stored) {
    this.store = store;
    this.stored = stored;
  }

  /**
   * A session that has ended in another process. The ids of what waits are found anew: nobody's
   * word is taken for what bytes are.
   *
   * @throws io.stemma.internal.base.MalformedException if bytes are not what their kind says
   */
  WriteSession(ObjectStore store, ChunkStore stored, SessionParts parts) {
    this(store, stored);
    for (SessionParts.Chunk chunk : parts.waiting()) {
      Kind kind = chunk.kind();
      byte[] bytes = chunk.bytes();
      Hash id = kind.id(bytes, 0, bytes.length);
      if (own.claim(kind, id)) {
        waiting.put(new ChunkKey(kind, id), new Waiting(bytes, chunk.position()));
        waitingBytes += bytes.length;
        if (kind != Kind.DATA) {
          stored.remember(kind, id, bytes);
        }
      }
    }
    tables.addAll(parts.tables());
    indexes.addAll(parts.indexes());
    parts.tables().forEach(table -> created.add(table.pack().key()));
    parts.indexes().forEach(index -> created.add(index.key()));
  }

  /** What is left to whoever commits this, after {@link #prepare}. */
  synchronized SessionParts parts() {
    prepare();
    List<SessionParts.Chunk> chunks = new ArrayList<>();
    waiting.forEach(
        (key, chunk) ->
            chunks.add(new SessionParts.Chunk(key.kind(), chunk.bytes(), chunk.position())));
    synchronized (results) {
      return new SessionParts(chunks, tables, indexes);
    }
  }

  /** Bytes of file data that were not stored before. */
  public long newBytes() {
    return newBytes.get();
  }

  /** Bytes that wait in memory, to travel with whoever commits this. */
  public synchronized long waitingBytes() {
    return waitingBytes;
  }

  /** Bytes of data and metadata that were not stored before. */
  public long written() {
    return newBytes.get() + metadataBytes.get();
  }

  @Override
  public Hash write(
      Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
    Hash id = kind.id(bytes, offset, length);
    ChunkKey key = new ChunkKey(kind, id);
    if (!claim(key)) {
      return id;
    }
    newBytes.addAndGet(length);
    PackStream stream = packs;
    if (stream == null && !offer(key, bytes, offset, length, position)) {
      stream = packs();
    }
    if (stream != null) {
      try {
        stream.addData(id, bytes, offset, length, choice, position);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    return id;
  }

  @Override
  public Hash write(Kind kind, byte[] bytes) {
    Hash id = kind.id(bytes, 0, bytes.length);
    ChunkKey key = new ChunkKey(kind, id);
    if (claim(key)) {
      keep(key, bytes);
    }
    return id;
  }

  /**
   * Writes an object that was looked for already, and was not stored. If another has stored it
   * since, it is stored twice, which only takes space.
   *
   * @param id what {@link Kind#id} gives for the bytes
   */
  public void writeNew(Kind kind, Hash id, byte[] bytes) {
    checkFailure();
    if (own.claim(kind, id)) {
      keep(new ChunkKey(kind, id), bytes);
    }
  }

  private void keep(ChunkKey key, byte[] bytes) {
    stored.remember(key.kind(), key.id(), bytes);
    metadataBytes.addAndGet(bytes.length);
    synchronized (this) {
      waiting.put(key, new Waiting(bytes, 0));
      waitingBytes += bytes.length;
      if (waitingBytes > (packs == null ? MAX_WAITING : MAX_METADATA)) {
        spill();
      }
    }
  }

  /** Whether an id is neither stored nor written by this session yet. */
  boolean lacks(Kind kind, Hash id) {
    return !own.contains(kind, id) && stored.locate(kind, id).isEmpty();
  }

  /**
   * Writes a chunk of a file in the frame in which another archive keeps it.
   *
   * @param length of the chunk
   * @param frame holds this chunk only; was verified
   * @param first whether it is the first chunk that is adopted of its file
   */
  void adopt(Hash id, int length, ByteBuffer frame, boolean first) {
    if (!claim(new ChunkKey(Kind.DATA, id))) {
      return;
    }
    newBytes.addAndGet(length);
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    PackRow row = new PackRow(Kind.DATA, id, 0, bytes.length, 0);
    try {
      packs().addFrame(EncodedFrame.stored(List.of(row), bytes), first);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Whether an id is to be written, by the caller, who is the only one to be told so. */
  private boolean claim(ChunkKey key) {
    checkFailure();
    return lacks(key.kind(), key.id()) && own.claim(key.kind(), key.id());
  }

  /**
   * Takes note that a pack could not be written. Chunks that others rely on may have been in it, so
   * nothing more can be written and the session cannot be finished.
   */
  private StemmaException failed(IOException e) {
    failure.compareAndSet(null, e);
    return Faults.storage("writing a pack", e);
  }

  private void checkFailure() {
    IOException before = failure.get();
    if (before != null) {
      throw Faults.storage("writing a pack failed before; begin the change anew", before);
    }
  }

  private synchronized boolean offer(
      ChunkKey key, byte[] bytes, int offset, int length, long position) {
    if (packs != null || waitingBytes + length > MAX_WAITING) {
      return false;
    }
    byte[] copy = new byte[length];
    System.arraycopy(bytes, offset, copy, 0, length);
    waiting.put(key, new Waiting(copy, position));
    waitingBytes += length;
    return true;
  }

  private synchronized PackStream packs() {
    if (packs == null) {
      packs = new PackStream(store, this::finished, this::created);
    }
    return packs;
  }

  private void created(String key) {
    synchronized (results) {
      created.add(key);
    }
  }

  private void finished(PackTable table) {
    synchronized (results) {
      tables.add(table);
      own.place(table);
      if (rows() > MAX_ROWS) {
        index();
      }
    }
  }

  private int rows() {
    return tables.stream().mapToInt(t -> t.rows().size()).sum();
  }

  /** Moves what waits into a pack that is finished at once, so that it can be read back. */
  private void spill() {
    try {
      PackStream target = packs();
      moveWaiting(target);
      target.roll();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Whether commits and what is beside them get frames of their own; a few objects do not. */
  private boolean keepsCommitsApart() {
    if (beside.isEmpty()) {
      return false;
    }
    long metadata = 0;
    for (Map.Entry<ChunkKey, Waiting> entry : waiting.entrySet()) {
      metadata += entry.getKey().kind() == Kind.DATA ? 0 : entry.getValue().bytes().length;
    }
    return metadata > FrameBuilder.METADATA_GROUP;
  }

  private void moveWaiting(PackStream target) throws IOException {
    boolean apart = keepsCommitsApart();
    CodecChoice choice = new CodecChoice();
    for (Map.Entry<ChunkKey, Waiting> entry : waiting.entrySet()) {
      ChunkKey key = entry.getKey();
      byte[] bytes = entry.getValue().bytes();
      if (key.kind() == Kind.DATA) {
        choice.reset();
        long position = entry.getValue().position();
        target.addData(key.id(), bytes, 0, bytes.length, choice, position);
      } else if (apart && (key.kind() == Kind.COMMIT || beside.contains(key))) {
        target.addToCommit(key.kind(), key.id(), bytes);
      } else {
        target.addMetadata(key.kind(), key.id(), bytes);
      }
    }
    waiting.clear();
    waitingBytes = 0;
  }

  /** Writes an index object over all packs that have none. */
  private void index() {
    Set<PackId> names = tables.stream().map(PackTable::pack).collect(Collectors.toSet());
    List<IndexRow> rows = new ArrayList<>();
    for (PackTable table : tables) {
      table.rows().forEach(r -> rows.add(new IndexRow(r.kind(), r.id(), r.in(table.pack()))));
    }
    rows.sort(Comparator.naturalOrder());
    indexes.add(writeIndex(store, names, rows, this::created));
    tables.clear();
  }

  /**
   * Writes rows as an index object, under another name where nobody knows what became of it.
   *
   * @param sorted the rows in order; of those with the same id and kind the first is taken
   */
  public static IndexRef writeIndex(
      ObjectStore store, Set<PackId> names, List<IndexRow> sorted, Consumer<String> created) {
    List<IndexRow> rows = new ArrayList<>(sorted.size());
    for (IndexRow row : sorted) {
      if (rows.isEmpty() || rows.get(rows.size() - 1).compareTo(row) != 0) {
        rows.add(row);
      }
    }
    for (int attempt = 0; ; attempt++) {
      try {
        IndexRef ref = IndexWriter.write(store, names, rows.size(), RowSource.of(rows.iterator()));
        created.accept(ref.key());
        return ref;
      } catch (OutcomeUnknownException e) {
        if (attempt == 3) {
          throw Faults.storage("writing an index object", e);
        }
      } catch (IOException e) {
        throw Faults.storage("writing an index object", e);
      }
    }
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    byte[] own = readOwn(kind, id);
    return own != null ? own : stored.read(kind, id);
  }

  /** The bytes of an id if this session wrote them, else null. */
  public byte @Nullable [] readOwn(Kind kind, Hash id) {
    ChunkKey key = new ChunkKey(kind, id);
    if (own.isClaimed(kind, id)) {
      synchronized (this) {
        Waiting small = waiting.get(key);
        if (small != null) {
          return small.bytes();
        }
        roll();
      }
    }
    Location at = own.find(kind, id);
    if (at == null) {
      return null;
    }
    try {
      return stored.read(at, kind, id);
    } catch (IOException e) {
      throw Faults.storage("reading back " + kind + " " + id, e);
    }
  }

  /** Where an id is that this session wrote and finished, or that was stored before. */
  public Location place(Kind kind, Hash id) {
    Location at = own.find(kind, id);
    return at != null ? at : stored.locate(kind, id).orElseThrow();
  }

  /** Finishes the pack that is being written, so that all that was added to it can be read. */
  private void roll() {
    try {
      if (packs != null) {
        packs.roll();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Whether nothing of this session is in the store yet, so that it can travel with another. */
  private synchronized boolean isSmall() {
    return packs == null;
  }

  /**
   * Ends writing, but for what is small enough to travel with {@linkplain #absorb another session}.
   * A second call does nothing.
   */
  public synchronized void prepare() {
    if (!isSmall()) {
      finish();
    }
  }

  /**
   * Ends writing: all is in packs.
   *
   * @return what a log entry has to name
   */
  public synchronized Written finish() {
    checkFailure();
    if (packs == null && !waiting.isEmpty()) {
      finishSmall();
    } else {
      finishStream();
    }
    own.checkAllPlaced();
    synchronized (results) {
      if (rows() > MAX_INLINE_ROWS) {
        index();
      }
      return new Written(tables, indexes);
    }
  }

  private void finishStream() {
    try {
      if (!waiting.isEmpty()) {
        moveWaiting(packs());
      }
      if (packs != null) {
        packs.finish();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes what waits as one pack, again under another name as long as that fails. */
  private void finishSmall() {
    Map<ChunkKey, Waiting> all = new LinkedHashMap<>(waiting);
    for (int attempt = 1; ; attempt++) {
      try (PackStream once = new PackStream(store, this::finished, this::created)) {
        moveWaiting(once);
        once.finish();
        return;
      } catch (IOException e) {
        waiting.putAll(all);
        if (attempt == SMALL_ATTEMPTS || e instanceof ReadOnlyStoreException) {
          throw Faults.storage("writing a pack", e);
        }
      }
    }
  }

  /** Takes over all that another session wrote, which has ended. */
  public void absorb(WriteSession other) {
    synchronized (other) {
      other.absorbed = true;
      other.waiting.forEach(this::take);
      if (!other.isSmall()) {
        own.absorb(other.own);
      }
      synchronized (this) {
        synchronized (results) {
          tables.addAll(other.tables);
          indexes.addAll(other.indexes);
        }
      }
    }
  }

  /**
   * Puts inner nodes of a tree beside the commit that leads to them, so that one read brings them
   * all: those that wait to be written, and as many others once more as is worth it. Writes nothing
   * yet.
   *
   * @param nodes by their ids, the most needed first
   * @param worth so many bytes may be written once more
   */
  public synchronized void keepBeside(Map<Hash, byte[]> nodes, long worth) {
    long room = Math.min(worth, MAX_WAITING);
    int copies = 0;
    for (Map.Entry<Hash, byte[]> node : nodes.entrySet()) {
      ChunkKey key = new ChunkKey(Kind.NODE, node.getKey());
      byte[] bytes = node.getValue();
      if (!waiting.containsKey(key)) {
        room -= bytes.length;
        if (packs != null || room < 0 || ++copies > MAX_COPIES) {
          return;
        }
        if (!own.claim(key.kind(), key.id())) {
          continue;
        }
        waiting.put(key, new Waiting(bytes, 0));
        waitingBytes += bytes.length;
      }
      beside.add(key);
    }
  }

  private void take(ChunkKey key, Waiting chunk) {
    if (claim(key)) {
      synchronized (this) {
        waiting.put(key, chunk);
        waitingBytes += chunk.bytes().length;
      }
    }
  }

  /**
   * Removes from the store what this session created; for a change that was given up. What another
   * session has taken over stays: an entry may name it.
   */
  public synchronized void discard() {
    close();
    if (absorbed) {
      return;
    }
    Set<String> keys;
    synchronized (results) {
      keys = new HashSet<>(created);
      created.clear();
    }
    for (String key : keys) {
      try {
        store.delete(key);
      } catch (IOException e) {
        LOG.debug("{} is left behind; no entry names it, so it does no harm", key, e);
      }
    }
  }

  /** Ends open packs without finishing them. */
  @Override
  public synchronized void close() {
    if (packs != null) {
      packs.close();
    }
  }
}
