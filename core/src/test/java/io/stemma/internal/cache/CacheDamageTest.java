package io.stemma.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept is right or not there, whatever happens to its files. */
class CacheDamageTest extends CacheFixture {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappensToTheFilesWhatIsReadIsRight(long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(put("packs/" + i, 1 + random.nextInt(1_500_000), seed * 100 + i));
    }
    List<CachingObjectStore> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(caching(RangeCache.in(directory, 4 << 20)));
    }
    for (int step = 0; step < 400; step++) {
      CachingObjectStore store = processes.get(random.nextInt(processes.size()));
      int which = random.nextInt(all.size());
      byte[] object = all.get(which);
      int length = random.nextInt(3) == 0 ? random.nextInt(600_000) : random.nextInt(9_000);
      check(store, "packs/" + which, object, random.nextInt(object.length + 10), length);
      if (random.nextInt(6) == 0) {
        harm(random);
      }
    }
    int before = reads.get();
    for (int i = 0; i < 4; i++) {
      check(processes.get(0), "packs/0", all.get(0), 0, 100);
    }
    // A file that ends in the midst of a piece is left alone once: somebody may be writing it.
    assertThat(reads.get() - before).as("it still keeps").isLessThanOrEqualTo(2);
    for (CachingObjectStore store : processes) {
      store.close();
    }
  }

  private void harm(Random random) throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(random.nextInt(files.size()));
    int length = (int) Files.size(file);
    switch (random.nextInt(6)) {
      case 0 -> Files.delete(file);
      case 1 -> cut(file, random.nextInt(length + 1));
      case 2 -> {
        byte[] bytes = Files.readAllBytes(file);
        if (length > 0) {
          bytes[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, bytes);
      }
      case 3 -> Files.write(file, new byte[random.nextInt(100)], StandardOpenOption.APPEND);
      case 4 ->
          Files.copy(
              file,
              files.get(random.nextInt(files.size())),
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      default -> {
        for (Path each : files) {
          Files.delete(each);
        }
      }
    }
  }

  private static void cut(Path file, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  @Test
  void whereNothingCanBeKeptReadingGoesOn() throws IOException {
    Path notADirectory = Files.writeString(directory.resolve("file"), "x");
    byte[] object = put("packs/1", 100_000, 1);
    for (Path place : List.of(notADirectory, notADirectory.resolve("below"))) {
      try (CachingObjectStore store = caching(RangeCache.in(place, BOUND))) {
        check(store, "packs/1", object, 0, 100_000);
        check(store, "packs/1", object, 0, 100_000);
      }
    }
    assertThat(Files.readString(notADirectory)).isEqualTo("x");
  }

  /** Lets one call fail. */
  private static final class FailingDirectory extends CacheDirectory {
    private final int failing;
    private final boolean onwards;
    private final AtomicInteger calls = new AtomicInteger();

    FailingDirectory(Path root, int failing, boolean onwards) {
      super(root);
      this.failing = failing;
      this.onwards = onwards;
    }

    private void call() throws IOException {
      int call = calls.incrementAndGet();
      if (call == failing || onwards && call > failing) {
        throw new IOException("call " + call + " fails");
      }
    }

    @Override
    Optional<BasicFileAttributes> look(Path file) throws IOException {
      call();
      return super.look(file);
    }

    @Override
    FileChannel open(Path file) throws IOException {
      call();
      return super.open(file);
    }

    @Override
    void read(FileChannel channel, ByteBuffer into, long position) throws IOException {
      call();
      super.read(channel, into, position);
    }

    @Override
    void append(Path file, ByteBuffer bytes) throws IOException {
      ByteBuffer half = bytes.duplicate().limit(bytes.limit() / 2);
      try {
        call();
      } catch (IOException e) {
        super.append(file, half); // as on a disk that is full
        throw e;
      }
      super.append(file, bytes);
    }

    @Override
    void touch(Path file, long millis) throws IOException {
      call();
      super.touch(file, millis);
    }

    @Override
    void delete(Path file) throws IOException {
      call();
      super.delete(file);
    }

    @Override
    List<Held> files() throws IOException {
      call();
      return super.files();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whicheverFileOperationFailsWhatIsReadIsRight(boolean onwards) throws IOException {
    byte[] one = put("packs/1", 600_000, 1);
    byte[] two = put("packs/2", 600_000, 2);
    for (int failing = 1; ; failing++) {
      Path place = directory.resolve(onwards + "-" + failing);
      FailingDirectory files = new FailingDirectory(place, failing, onwards);
      RangeCache cache = new RangeCache(files, 16 << 20, InstantSource.system());
      try (CachingObjectStore store = caching(cache)) {
        for (int i = 0; i < 3; i++) {
          check(store, "packs/1", one, 100_000, 400_000);
          check(store, "packs/2", two, 0, 50_000);
          check(store, "packs/1", one, 200_000, 9_000);
          check(store, "packs/2", two, 50_000, 50_000);
        }
        store.forget("packs/1");
        check(store, "packs/1", one, 0, 600_000);
      }
      try (CachingObjectStore store = caching(RangeCache.in(place, 16 << 20))) {
        check(store, "packs/1", one, 0, 600_000);
        check(store, "packs/2", two, 0, 100_000);
      }
      if (files.calls.get() < failing) {
        assertThat(failing).isGreaterThan(20);
        return;
      }
    }
  }
}
