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
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packs, one after the other. Several threads compress at once, each in a lane of its own; frames
 * are appended one at a time. Safe for use by several threads.
 */
final class PackStream implements AutoCloseable {
  /** A pack that is as long as this is finished. */
  private static final long TARGET = 256L << 20;

  private final class Lane {
    final FrameEncoder encoder = new FrameEncoder();
    final FrameBuilder builder = new FrameBuilder(encoder, PackStream.this::append);
  }

  private final ObjectStore store;
  private final Consumer<PackTable> finished;
  private final Consumer<String> created;
  private final List<Lane> lanes = new ArrayList<>();
  private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();
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
    Lane lane = idle.poll();
    if (lane == null) {
      lane = new Lane();
      synchronized (lanes) {
        lanes.add(lane);
      }
    }
    return lane;
  }

  void addData(Hash id, byte[] bytes, int offset, int length, CodecChoice choice, long position)
      throws IOException {
    using.readLock().lock();
    try {
      Lane lane = borrow();
      lane.builder.addData(id, bytes, offset, length, choice, position);
      idle.add(lane);
    } finally {
      using.readLock().unlock();
    }
  }

  void addMetadata(Kind kind, Hash id, byte[] bytes) throws IOException {
    using.readLock().lock();
    try {
      Lane lane = borrow();
      lane.builder.addMetadata(kind, id, bytes, 0, bytes.length);
      idle.add(lane);
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
      idle.add(lane);
    } finally {
      using.readLock().unlock();
    }
  }

  /** Adds a frame as it is. */
  void addFrame(EncodedFrame frame) throws IOException {
    using.readLock().lock();
    try {
      append(frame);
    } finally {
      using.readLock().unlock();
    }
  }

  private void append(EncodedFrame frame) throws IOException {
    PackWriter full = null;
    synchronized (appending) {
      if (writer != null && writer.size() + frame.length() > TARGET) {
        full = writer;
        writer = null;
      }
      if (writer == null) {
        PackId pack = PackId.next();
        created.accept(pack.key());
        writer = new PackWriter(store.create(pack.key()), pack);
      }
      writer.append(frame);
    }
    if (full != null) {
      finish(full);
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
