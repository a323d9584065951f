package io.stemma.internal.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.stemma.internal.base.Hash;
import io.stemma.storage.ObjectRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranges of objects in a directory, which several processes may use at once and anybody may delete,
 * cut or damage at any time: what is wrong counts as not kept. No call throws. After the first
 * error of writing nothing more is written, and one line is logged.
 *
 * <p>Safe for use by several threads.
 */
public final class RangeCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RangeCache.class);
  private static final int OPEN_FILES = 256;
  private static final long KNOWN_PIECES = 4L * CachedObject.MAX_PIECES;
  private static final int MAX_FILES = 50_000;

  /** After a look through the directory this part of the bound may be written before the next. */
  private static final int STEP = 16;

  private final CacheDirectory directory;
  private final long bytes;
  private final InstantSource clock;
  private final AtomicLong room = new AtomicLong();
  private final AtomicLong found = new AtomicLong();
  private volatile boolean full;
  private final Cache<String, CachedObject> objects =
      CacheBuilder.newBuilder()
          .maximumSize(OPEN_FILES)
          .<String, CachedObject>removalListener(
              gone -> {
                CachedObject object = gone.getValue();
                if (object != null) {
                  object.close();
                }
              })
          .build();

  RangeCache(CacheDirectory directory, long bytes, InstantSource clock) {
    this.directory = directory;
    this.bytes = bytes;
    this.clock = clock;
  }

  /**
   * The cache in a directory, which is made when something is kept.
   *
   * @param bytes how long all its files may be together; each further process that writes at the
   *     same time may exceed it by a sixteenth
   */
  public static RangeCache in(Path directory, long bytes) {
    return new RangeCache(new CacheDirectory(directory), bytes, InstantSource.system());
  }

  /**
   * Reads a range.
   *
   * @param owner whose object it is; no owner sees what another one keeps
   * @return the range, cut at the object's end, in an array of its own; null if it is not kept
   */
  @Nullable ObjectRange read(String owner, String key, long offset, int length) {
    if (length == 0 || Thread.currentThread().isInterrupted()) {
      return null; // An interrupt would close the file for all threads.
    }
    try {
      CachedObject object = object(owner, key);
      int before = object.count();
      ObjectRange range = object.read(offset, length, clock.millis());
      account(object.count() - before);
      return range;
    } catch (IOException | RuntimeException e) {
      LOG.debug("what is kept of {} in {} is ignored: {}", key, directory, e.toString());
      return null;
    }
  }

  /** Memory for what is known of files is bounded: all is read anew where it is exceeded. */
  private void account(int more) {
    if (more > 0 && found.addAndGet(more) > KNOWN_PIECES) {
      found.set(0);
      objects.invalidateAll();
    }
  }

  private CachedObject object(String owner, String key) throws IOException {
    String id = owner + "\n" + key;
    try {
      return objects.get(
          id,
          () -> {
            Hash name = Hash.of(id.getBytes(StandardCharsets.UTF_8));
            Path file = directory.file(name.toString());
            return new CachedObject(directory, file, name.toBytes());
          });
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Keeps a range of an object. The buffer is as it was afterwards. */
  void add(String owner, String key, long offset, ByteBuffer range, long objectLength) {
    int count = range.remaining();
    int pieces = 1 + count / Piece.MAX;
    long written = count + (long) pieces * Piece.HEADER;
    if (full || count == 0 || written > bytes / STEP || Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      if (room.addAndGet(-written) < 0) {
        makeRoom(written);
      }
      object(owner, key).add(offset, range, objectLength, bytes / 4);
    } catch (NoSuchFileException | ClosedChannelException e) {
      // Somebody deletes the directory, or the thread was interrupted.
      LOG.debug("{} is not kept in {}: {}", key, directory, e.toString());
    } catch (IOException | RuntimeException e) {
      full = true;
      LOG.warn("nothing more is kept in the cache {}: {}", directory, e.toString());
    }
  }

  /** Deletes what was not used for longest, if there is too much. */
  private synchronized void makeRoom(long written) throws IOException {
    if (room.get() >= written) {
      room.addAndGet(-written); // Another thread made room, and forgot what this one took.
      return;
    }
    List<CacheDirectory.Held> files = new ArrayList<>(directory.files());
    long total = 0;
    for (CacheDirectory.Held file : files) {
      total += file.length();
    }
    long step = bytes / STEP;
    if (total > bytes - step || files.size() > MAX_FILES) {
      files.sort(Comparator.comparing(CacheDirectory.Held::used));
      int left = files.size();
      for (CacheDirectory.Held file : files) {
        if (total <= bytes - 2 * step && left <= MAX_FILES - MAX_FILES / STEP) {
          break;
        }
        directory.delete(file.file());
        total -= file.length();
        left--;
      }
    }
    room.set(step - written);
  }

  /** Drops what is kept of an object. */
  void forget(String owner, String key) {
    try {
      object(owner, key).forget();
    } catch (IOException | RuntimeException e) {
      LOG.debug("what is kept of {} in {} stays: {}", key, directory, e.toString());
    }
  }

  /** Closes the files. What is kept stays. */
  @Override
  public void close() {
    objects.invalidateAll();
  }

  /** Where, and how much at most. */
  @Override
  public String toString() {
    return directory + ", " + bytes + " bytes at most";
  }
}
