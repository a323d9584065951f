package io.stemma.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A store in memory, a directory for copies, and a count of the reads that reach the store. */
abstract class CacheFixture {
  static final long BOUND = 1 << 26;

  @TempDir Path directory;

  final MemoryObjectStore objects = new MemoryObjectStore();
  final AtomicInteger reads = new AtomicInteger();

  /** The store as a caching one sees it. */
  private final class Counted implements ObjectStore {
    private final ObjectStore store = objects.reopen();

    @Override
    public ObjectWriter create(String key) throws IOException {
      return store.create(key);
    }

    @Override
    public ObjectRange read(String key, long offset, int length) throws IOException {
      reads.incrementAndGet();
      return store.read(key, offset, length);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
      return store.list(prefix, after, limit);
    }

    @Override
    public boolean delete(String key) throws IOException {
      return store.delete(key);
    }

    @Override
    public void sync(String key) throws IOException {
      store.sync(key);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  CachingObjectStore caching(RangeCache cache) {
    return new CachingObjectStore(new Counted(), cache, "archive", key -> !key.startsWith("fresh"));
  }

  CachingObjectStore caching() {
    return caching(RangeCache.in(directory, BOUND));
  }

  byte[] put(String key, int length, long seed) throws IOException {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    try (ObjectWriter writer = objects.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      writer.commit();
    }
    return bytes;
  }

  static void check(ObjectStore store, String key, byte[] object, long offset, int length)
      throws IOException {
    ObjectRange range = store.read(key, offset, length);
    byte[] found = new byte[range.bytes().remaining()];
    range.bytes().get(found);
    int from = (int) Math.min(offset, object.length);
    int to = (int) Math.min(object.length, offset + length);
    assertThat(found).isEqualTo(Arrays.copyOfRange(object, from, to));
    assertThat(range.objectLength()).isEqualTo(object.length);
  }

  List<Path> files() {
    return files(directory);
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new AssertionError(e);
    }
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
