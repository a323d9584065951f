package io.stemma.storage.azure;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.RecordingObjectStore;
import io.stemma.testing.StoreOperation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What a day of shots asks of Azure, counted by the classes in which Azure bills: what the engine
 * asks of its store is recorded, and each operation becomes the requests that {@link
 * AzureObjectStore} sends for it.
 *
 * @param what what was done
 * @param writes puts of blobs, of blocks and of lists of blocks
 * @param reads gets of blobs, also of such as are not there
 * @param lists pages of listings
 * @param others all other requests that cost something: gets of properties
 * @param in bytes sent
 * @param out bytes received
 */
record DayCost(String what, long writes, long reads, long lists, long others, long in, long out) {
  static final int SHOTS = 500;
  static final int FILES = 20;
  static final int FILE_BYTES = 64 << 10;

  private static final int PAGE = 5000;

  /** What is longer travels in blocks of this length. */
  private static final int BLOCK = 4 << 20;

  /** Prices of an example, for 10,000 requests: of writes and lists, and of all others. */
  static final double WRITE_PRICE = 0.05;

  static final double READ_PRICE = 0.004;

  /** Ingests a day, one commit a shot, and reads every file of it in another process's way. */
  static List<DayCost> ofDay() {
    MemoryObjectStore store = new MemoryObjectStore();
    ArchiveOptions options =
        ArchiveOptions.DEFAULT
            .withoutCache()
            .withAuthor("ingest")
            .withClock(Clock.fixed(Instant.ofEpochSecond(1_000_000_000), ZoneOffset.UTC));
    try (Archive archive = Archive.create(store.reopen(), options)) {
      archive.createRepository("shots");
    }
    return List.of(
        of("ingest, one commit a shot", store.reopen(), options, DayCost::ingest),
        of("one analysis that reads every file", store.reopen(), options, DayCost::analyse));
  }

  private static void ingest(Branch main) {
    for (int shot = 0; shot < SHOTS; shot++) {
      int number = shot;
      Commit unused =
          main.commit(
              "shot " + number,
              tx -> {
                for (int file = 0; file < FILES; file++) {
                  tx.write(path(number, file), samples(number, file));
                }
              });
    }
  }

  private static void analyse(Branch main) {
    for (int shot = 0; shot < SHOTS; shot++) {
      Commit head = main.head();
      for (int file = 0; file < FILES; file++) {
        if (head.read(path(shot, file)).length != FILE_BYTES) {
          throw new AssertionError(path(shot, file) + " is not whole");
        }
      }
    }
  }

  private static String path(int shot, int file) {
    return "/" + (47_000 + shot) + "/channel" + file + ".i16";
  }

  /** A 12-bit signal that wanders. */
  private static byte[] samples(int shot, int file) {
    SplittableRandom random = new SplittableRandom(1_000L * shot + file);
    ByteBuffer bytes = ByteBuffer.allocate(FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int value = 2048;
    while (bytes.hasRemaining()) {
      long steps = random.nextLong();
      for (int i = 0; i < 8; i++) {
        value = Math.min(4095, Math.max(0, value + (int) (steps >>> 8 * i & 31) - 15));
        bytes.putShort((short) value);
      }
    }
    return bytes.array();
  }

  private static DayCost of(
      String what, ObjectStore store, ArchiveOptions options, Consumer<Branch> work) {
    RecordingObjectStore recording = new RecordingObjectStore(store);
    try (Archive archive = Archive.open(recording, options)) {
      work.accept(archive.repository("shots").main());
    }
    long[] counts = new long[4];
    recording.lines().forEach(line -> count(line.split(" ", -1), counts));
    return new DayCost(
        what,
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        recording.bytes(StoreOperation.WRITE),
        recording.bytes(StoreOperation.READ));
  }

  /** Adds the requests of one line of a record. Creating sends nothing, deleting costs nothing. */
  private static void count(String[] line, long[] counts) {
    switch (line[0]) {
      case "commit" -> {
        long length = Long.parseLong(line[2]);
        counts[0] += length <= BLOCK ? 1 : 1 + (length + BLOCK - 1) / BLOCK;
        counts[3] += line[3].equals("CREATED") ? 0 : 1;
      }
      case "read" -> counts[line[2].endsWith("+0") ? 3 : 1]++;
      case "list" -> counts[2] += Math.max(1, Integer.parseInt(line[line.length - 1]) / PAGE);
      case "sync" -> counts[3]++;
      default -> {}
    }
  }

  private double price() {
    return ((writes + lists) * WRITE_PRICE + (reads + others) * READ_PRICE) / 10_000;
  }

  /** The line of the page's table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %.1f | %.1f | %.4f |",
        what,
        writes,
        reads,
        lists,
        others,
        in / 1048576.0,
        out / 1048576.0,
        price());
  }
}
