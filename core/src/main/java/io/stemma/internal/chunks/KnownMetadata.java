package io.stemma.internal.chunks;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metadata that was read or written a while ago, or that is on its way. Bounded in bytes. Safe for
 * use by several threads.
 */
final class KnownMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(KnownMetadata.class);
  private static final int OVERHEAD = 200;

  private final Cache<ChunkKey, byte[]> kept;
  private final Map<ChunkKey, CompletableFuture<Void>> coming = new ConcurrentHashMap<>();

  /** Nothing is known; so many bytes may be. */
  KnownMetadata(long bytes) {
    kept =
        CacheBuilder.newBuilder()
            .maximumWeight(bytes)
            .weigher((ChunkKey key, byte[] object) -> object.length + OVERHEAD)
            .build();
  }

  /** What is known; waits for what is on its way. */
  byte @Nullable [] get(ChunkKey key) {
    CompletableFuture<Void> awaited = coming.get(key);
    if (awaited != null) {
      awaited.join();
    }
    return kept.getIfPresent(key);
  }

  /** What is known at once. */
  byte @Nullable [] atHand(Kind kind, Hash id) {
    return kept.getIfPresent(new ChunkKey(kind, id));
  }

  void keep(Kind kind, Hash id, byte[] bytes) {
    kept.put(new ChunkKey(kind, id), bytes);
  }

  /**
   * Begins to read what is neither known nor on its way. Never fails: whoever asks for what could
   * not be read reads it again.
   */
  void begin(ChunkKey key, Executor threads, Supplier<byte[]> reading) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    if (kept.getIfPresent(key) != null || coming.putIfAbsent(key, end) != null) {
      return;
    }
    boolean begun = false;
    try {
      threads.execute(() -> read(key, end, reading));
      begun = true;
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is not read ahead: the archive is being closed", key, e);
    } finally {
      if (!begun) {
        end(key, end);
      }
    }
  }

  private void read(ChunkKey key, CompletableFuture<Void> end, Supplier<byte[]> reading) {
    try {
      kept.put(key, reading.get());
    } catch (RuntimeException e) {
      LOG.debug("{} could not be read ahead", key, e);
    } finally {
      end(key, end);
    }
  }

  private void end(ChunkKey key, CompletableFuture<Void> end) {
    coming.remove(key, end);
    boolean unused = end.complete(null);
  }

  void clear() {
    kept.invalidateAll();
  }
}
