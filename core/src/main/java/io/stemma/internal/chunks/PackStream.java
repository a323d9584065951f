package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.pack.EncodedFrame;
import io.stemma.internal.pack.FrameBuilder;
import io.stemma.internal.pack.FrameEncoder;
import io.stemma.internal.pack.PackWriter;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packs, one after the other. Several threads compress at once, each in a lane of its own, and
 * append the frames of a file together. Safe for use by several threads.
 */
final class PackStream implements AutoCloseable {
  /** A pack that is as long as this is finished. */
  private static final long TARGET = 256L << 20;

  /** More lanes than this are made only when all are in use. */
  private static final int LANES = 2 * Runtime.getRuntime().availableProcessors();

  private final class Lane {
    final FrameEncoder encoder = new FrameEncoder();
    final FrameRun run = new FrameRun(PackStream.this::append, gathered);
    final FrameBuilder builder = new FrameBuilder(encoder, run);
  }

  private final ObjectStore store;
  private final Consumer<PackTable> finished;
  private final Consumer<String> created;
  private final AtomicLong gathered = new AtomicLong();
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * Lanes that are not in use, by the thread that used them last: it goes on with the file that it
   * is writing. The longest idle first. Guarded by {@link #lanes}.
   */
  private final Map<Thread, Lane> idle = new LinkedHashMap<>();

  private final ReadWriteLock using = new ReentrantReadWriteLock();
  private final Object appending = new Object();
  private @Nullable PackWriter writer;

  /**
   * Begins without a pack.
   *
   * @param finished is told of every finished pack
   * @param created is told of the key of every pack before it can exist
   */
  PackStream(ObjectStore store, Consumer<PackTable> finished, Consumer<String> created) {
    this.store = store;
    this.finished = finished;
    this.created = created;
  }

  private Lane borrow() {
    synchronized (lanes) {
      Lane own = idle.remove(Thread.currentThread());
      if (own != null) {
        return own;
      }
      Iterator<Lane> others = idle.values().iterator();
      if (lanes.size() >= LANES && others.hasNext()) {
        Lane other = others.next();
        others.remove();
        return other;
      }
      Lane lane = new Lane();
      lanes.add(lane);
      return lane;
    }
  }

  private void giveBack(Lane lane) {
    synchronized (lanes) {
      idle.put(Thread.currentThread(), lane);
    }
  }

  void addData(Hash id, byte[] bytes, int offset, int length, CodecChoice choice, long position)
      throws IOException {
    using.readLock().lock();
    try {
      Lane lane = borrow();
      if (position == 0) {
        lane.run.beginFile();
      }
      lane.builder.addData(id, bytes, offset, length, choice, position);
      giveBack(lane);
    } finally {
      using.readLock().unlock();
    }
  }

  void addMetadata(Kind kind, Hash id, byte[] bytes) throws IOException {
    using.readLock().lock();
    try {
      Lane lane = borrow();
      lane.builder.addMetadata(kind, id, bytes, 0, bytes.length);
      giveBack(lane);
    } finally {
      using.readLock().unlock();
    }
  }

  /** Adds a commit, or an inner node that is to be read with it. */
  void addToCommit(Kind kind, Hash id, byte[] bytes) throws IOException {
    using.readLock().lock();
    try {
      Lane lane = borrow();
      lane.builder.addToCommit(kind, id, bytes, 0, bytes.length);
      giveBack(lane);
    } finally {
      using.readLock().unlock();
    }
  }

  /**
   * Adds a frame as it is.
   *
   * @param first whether it is the first one that is added of its file
   */
  void addFrame(EncodedFrame frame, boolean first) throws IOException {
    using.readLock().lock();
    try {
      Lane lane = borrow();
      if (first) {
        lane.run.beginFile();
      }
      lane.run.append(frame);
      giveBack(lane);
    } finally {
      using.readLock().unlock();
    }
  }

  private void append(List<EncodedFrame> run) throws IOException {
    List<PackWriter> full = new ArrayList<>();
    synchronized (appending) {
      for (EncodedFrame frame : run) {
        if (writer != null && writer.size() + frame.length() > TARGET) {
          full.add(writer);
          writer = null;
        }
        if (writer == null) {
          PackId pack = PackId.next();
          created.accept(pack.key());
          writer = new PackWriter(store.create(pack.key()), pack);
        }
        writer.append(frame);
      }
    }
    for (PackWriter each : full) {
      finish(each);
    }
  }

  private void finish(PackWriter full) throws IOException {
    try (full) {
      PackTable table;
      try {
        table = full.finish();
      } catch (OutcomeUnknownException e) {
        table = lookBack(full, e);
      }
      finished.accept(table);
    }
  }

  /** A pack whose answer was lost is good if it can be seen: what can be seen is durable then. */
  private PackTable lookBack(PackWriter full, OutcomeUnknownException e) throws IOException {
    if (e.durabilityInDoubt()) {
      throw e;
    }
    PackTable table = new PackTable(full.pack(), full.size(), full.rows());
    try {
      if (store.read(full.pack().key(), 0, 0).objectLength() == table.length()) {
        return table;
      }
    } catch (IOException again) {
      e.addSuppressed(again);
    }
    throw e;
  }

  /** Finishes the pack that is being written, so that all that was added can be read. */
  void roll() throws IOException {
    using.writeLock().lock();
    try {
      synchronized (lanes) {
        for (Lane lane : lanes) {
          lane.builder.flush();
          lane.run.write();
        }
      }
    } finally {
      using.writeLock().unlock();
    }
    PackWriter full;
    synchronized (appending) {
      full = writer;
      writer = null;
    }
    if (full != null) {
      finish(full);
    }
  }

  /** Finishes the last pack and releases the encoders. */
  void finish() throws IOException {
    roll();
    release();
  }

  private void release() {
    synchronized (lanes) {
      lanes.forEach(lane -> lane.encoder.close());
      lanes.clear();
      idle.clear();
    }
  }

  @Override
  public void close() {
    release();
    synchronized (appending) {
      if (writer != null) {
        try {
          writer.close();
        } catch (IOException e) {
          // The pack was given up; what could not be released does no harm.
        } finally {
          writer = null;
        }
      }
    }
  }
}
