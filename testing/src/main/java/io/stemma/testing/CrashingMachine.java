package io.stemma.testing;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the stores of one machine share: the objects, which of them are durable, and the crash. */
final class CrashingMachine {
  private final MemoryObjectStore objects;
  private final Set<String> unsynced = new HashSet<>();

  /** What was durable when it was deleted, by key: it may be back. */
  private final Map<String, byte[]> deleted = new TreeMap<>();

  private long steps;
  private long crashAt = Long.MAX_VALUE;
  private boolean crashed;

  CrashingMachine(MemoryObjectStore objects) {
    this.objects = objects;
  }

  /** The same state on another machine, which has not crashed. */
  synchronized CrashingMachine copy() throws IOException {
    CrashingMachine copy = new CrashingMachine(new MemoryObjectStore());
    try (Stream<ObjectInfo> listed = objects.list("", "", Integer.MAX_VALUE)) {
      for (ObjectInfo info : (Iterable<ObjectInfo>) listed::iterator) {
        put(copy.objects, info.key(), bytes(info.key()));
      }
    }
    copy.unsynced.addAll(unsynced);
    copy.deleted.putAll(deleted);
    copy.steps = steps;
    return copy;
  }

  MemoryObjectStore objects() {
    return objects;
  }

  synchronized long steps() {
    return steps;
  }

  synchronized void crashAt(long step) {
    crashAt = step;
  }

  synchronized boolean crashed() {
    return crashed;
  }

  /** Counts a step, or crashes at it. */
  synchronized void step() throws IOException {
    if (!crashed) {
      steps++;
      crashed = steps >= crashAt;
    }
    if (crashed) {
      throw new IOException("the machine has crashed at step " + steps);
    }
  }

  /** Makes an object visible. */
  synchronized CreateOutcome show(String key, ObjectWriter writer) throws IOException {
    step();
    CreateOutcome outcome = writer.commit();
    if (outcome == CreateOutcome.CREATED) {
      unsynced.add(key);
    }
    return outcome;
  }

  /** Makes an object durable with all that happened to its name; returns whether it is there. */
  synchronized boolean makeDurable(String key) throws IOException {
    if (crashed) {
      throw new IOException("the machine has crashed");
    }
    unsynced.remove(key);
    if (bytes(key) == null) {
      return false;
    }
    deleted.remove(key);
    return true;
  }

  synchronized boolean delete(String key) throws IOException {
    step();
    byte[] before = bytes(key);
    if (before == null) {
      return false;
    }
    // Of an object that was never durable itself, what lay under the key before it stays known.
    if (!unsynced.remove(key) || !deleted.containsKey(key)) {
      deleted.put(key, before);
    }
    return objects.delete(key);
  }

  private byte @Nullable [] bytes(String key) throws IOException {
    try {
      return objects.read(key, 0, Integer.MAX_VALUE).bytes().array();
    } catch (NoSuchObjectException e) {
      return null;
    }
  }

  synchronized MemoryObjectStore survivors(long seed) {
    crashed = true;
    SplittableRandom random = new SplittableRandom(seed);
    MemoryObjectStore survivors = new MemoryObjectStore();
    try (Stream<ObjectInfo> listed = objects.list("", "", Integer.MAX_VALUE)) {
      List<String> keys = listed.map(ObjectInfo::key).toList();
      for (String key : keys) {
        if (!unsynced.contains(key) || random.nextBoolean()) {
          put(survivors, key, bytes(key));
        }
      }
      for (Map.Entry<String, byte[]> gone : deleted.entrySet()) {
        if (random.nextBoolean()) {
          put(survivors, gone.getKey(), gone.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return survivors;
  }

  private static void put(MemoryObjectStore store, String key, byte @Nullable [] bytes)
      throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(Objects.requireNonNull(bytes)));
      writer.commit();
    }
  }
}
