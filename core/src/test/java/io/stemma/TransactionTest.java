package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction promises. */
class TransactionTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private final Branch main = archive.createRepository("shots").main();

  @AfterEach
  void close() {
    archive.close();
  }

  private static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 131_072, 2_097_152, 9_000_001})
  void everyWayOfWritingGivesTheSameFile(int length) throws IOException {
    byte[] bytes = noise(length, length);
    Commit commit =
        main.commit(
            "three ways",
            tx -> {
              tx.write("/array", bytes).write("/stream", new ByteArrayInputStream(bytes));
              try (OutputStream out = tx.newOutputStream("/pieces")) {
                for (int at = 0; at < length; at += 70_001) {
                  out.write(bytes, at, Math.min(70_001, length - at));
                }
              }
              int half = length / 2;
              tx.append("/appended", Arrays.copyOf(bytes, half));
              tx.append("/appended", Arrays.copyOfRange(bytes, half, length));
              assertThat(tx.read("/appended")).isEqualTo(bytes);
            });
    for (String path : List.of("/array", "/stream", "/pieces", "/appended")) {
      assertThat(commit.read(path)).as(path).isEqualTo(bytes);
      try (InputStream in = commit.newInputStream(path)) {
        assertThat(in.readAllBytes()).as(path).isEqualTo(bytes);
      }
    }
    Commit other =
        archive.createRepository("other").main().commit("one", tx -> tx.write("/array", bytes));
    assertThat(other.changesSince(commit).stream().map(Change::toString))
        .containsExactly("D /appended", "D /pieces", "D /stream");
  }

  @Test
  void aFileOfManyChunksIsReadAtAnyPlace() throws IOException {
    byte[] bytes = noise(7, 60 << 20);
    Commit commit = main.commit("large", tx -> tx.write("/large", bytes));
    Random random = new Random(1);
    try (var channel = commit.newByteChannel("/large")) {
      assertThat(channel.size()).isEqualTo(bytes.length);
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(bytes.length);
        var buffer = java.nio.ByteBuffer.allocate(1 + random.nextInt(100_000));
        channel.position(from);
        int count = channel.read(buffer);
        assertThat(Arrays.copyOf(buffer.array(), count))
            .isEqualTo(Arrays.copyOfRange(bytes, from, from + count));
      }
    }
    byte[] edited = bytes.clone();
    edited[30 << 20] ^= 1;
    Commit after = main.commit("edited", tx -> tx.write("/large", edited));
    assertThat(after.changes().stream().toList().get(0).changedRanges())
        .containsExactly(new ByteRange(30 << 20, 1));
  }

  @Test
  void severalAttributesAreSaidAtOnce() {
    Map<String, Object> said = new HashMap<>(Map.of("gas", "D2", "shot", 18000));
    Commit one =
        main.commit(
            "one by one",
            tx ->
                tx.write("/1/te", "1").attribute("/1", "gas", "D2").attribute("/1", "shot", 18000));
    Commit once =
        main.commit(
            "at once",
            tx -> {
              tx.write("/2/te", "1").attribute("/2", "gas", "He").attribute("/2", "ok", true);
              tx.attributes("/2", said).attributes("/3", Map.of());
              said.put("later", 1);
            });
    assertThat(once.entry("/2").attributes().values())
        .isEqualTo(Map.of("gas", "D2", "shot", 18000L, "ok", true));
    assertThat(one.entry("/1").attributes().values()).containsOnlyKeys("gas", "shot");
    assertThat(once.exists("/3")).isFalse();
    try (Transaction open = main.begin("refused")) {
      assertThatThrownBy(() -> open.attributes("/2", Map.of("a", new Object())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("attribute a");
      assertThatThrownBy(() -> open.attributes("/", Map.of("a", 1)))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void deletingADirectoryDeletesWhatIsBelowAndNothingBeside() {
    main.commit(
        "files",
        tx -> tx.write("/a/x", "1").write("/a/y/z", "2").write("/a-b", "3").write("/ab", "4"));
    Commit after = main.commit("delete", tx -> tx.delete("/a").delete("/not/there"));
    assertThat(after.walk("/").map(Entry::path)).containsExactly("/a-b", "/ab");
    assertThat(main.commit("all", tx -> tx.delete("/")).files()).isZero();
  }

  @Test
  void attributesStayWithOverwrittenFilesMoveWithMovedAndGoWithDeleted() {
    main.commit(
        "describe",
        tx ->
            tx.write("/18000/te", "1")
                .attribute("/18000/te", "unit", "keV")
                .attribute("/18000", "gas", "D2")
                .attribute("/18000", "peak_current_kA", 212.5));
    Commit over = main.commit("overwrite", tx -> tx.write("/18000/te", "2"));
    assertThat(over.entry("/18000/te").attributes().text("unit")).contains("keV");
    assertThat(over.list("/").get(0).attributes())
        .isEqualTo(new Attributes(Map.of("gas", "D2", "peak_current_kA", 212.5)));
    Commit moved = main.commit("move", tx -> tx.move("/18000", "/old/18000"));
    assertThat(moved.exists("/18000")).isFalse();
    assertThat(moved.entry("/old/18000").attributes().text("gas")).contains("D2");
    assertThat(moved.entry("/old/18000/te").attributes().text("unit")).contains("keV");
    Commit again = main.commit("back", tx -> tx.delete("/old").write("/old/18000/te", "3"));
    assertThat(again.entry("/old/18000").attributes().isEmpty()).isTrue();
    assertThat(again.entry("/old/18000/te").attributes().isEmpty()).isTrue();
  }

  @Test
  void longAttributesAreKeptOutsideTheNodes() {
    String story = "x".repeat(100_000);
    Commit commit = main.commit("long", tx -> tx.write("/f", "1").attribute("/f", "story", story));
    assertThat(commit.entry("/f").attributes().text("story")).contains(story);
    assertThat(commit.readString("/f")).isEqualTo("1");
    assertThat(commit.bytes()).isEqualTo(1);
  }

  @Test
  void copiesByReferenceFromAnyCommitOfTheArchive() {
    Commit source =
        main.commit("source", tx -> tx.write("/d/a", noise(1, 500_000)).write("/d/b", "2"));
    main.commit("gone", tx -> tx.delete("/d"));
    long before = bytesStored();
    Branch other = archive.createRepository("other").main();
    Commit copy =
        other.commit("copy", tx -> tx.copy(source, "/d", "/e").copy(source, "/d/b", "/b"));
    assertThat(copy.walk("/").map(Entry::path)).containsExactly("/b", "/e/a", "/e/b");
    assertThat(copy.read("/e/a")).isEqualTo(source.read("/d/a"));
    assertThat(bytesStored() - before).isLessThan(20_000);
  }

  private long bytesStored() {
    try (Stream<ObjectInfo> objects = store.list("packs/", "", 100_000)) {
      return objects.mapToLong(ObjectInfo::length).sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void isUsedByManyThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Transaction tx = main.begin("parallel")) {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        done.add(
            threads.submit(
                () ->
                    IntStream.range(0, 200)
                        .forEach(i -> tx.write("/" + thread + "/" + i, thread + " " + i))));
      }
      for (Future<?> future : done) {
        future.get();
      }
      Commit commit = tx.commit();
      assertThat(commit.files()).isEqualTo(1600);
      assertThat(commit.readString("/7/199")).isEqualTo("7 199");
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closingWithoutCommitLeavesNothing() {
    long before = bytesStored();
    String head = archive.head().toString();
    try (Transaction tx = main.begin("dropped")) {
      tx.write("/large", noise(3, 20 << 20));
    }
    assertThat(bytesStored()).isEqualTo(before);
    assertThat(archive.head()).hasToString(head);
  }

  @Test
  void whatTheBodyThrowsComesOutAndNothingIsCommitted() {
    String head = archive.head().toString();
    assertThatThrownBy(
            () ->
                main.commit(
                    "fails",
                    tx -> {
                      tx.write("/a", "1");
                      throw new IOException("no beam");
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no beam");
    assertThat(archive.head()).hasToString(head);
  }

  @Test
  void refusesAFileThatIsADirectoryToo() {
    main.commit("file", tx -> tx.write("/a", "1"));
    assertThatThrownBy(() -> main.commit("below", tx -> tx.write("/a/b", "2")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("/a");
    main.commit("directory", tx -> tx.write("/d/b", "1"));
    assertThatThrownBy(() -> main.commit("above", tx -> tx.write("/d", "2")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("/d");
    Commit swapped = main.commit("swap", tx -> tx.delete("/a").write("/a/b", "2"));
    assertThat(swapped.readString("/a/b")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/../b", "/a//b", "/./a", "..", "a\0b", "/a/.", "\ud800"})
  void refusesPathsOutsideTheGrammar(String path) {
    assertThatThrownBy(() -> main.commit("bad", tx -> tx.write(path, "1")))
        .isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> main.head().read(path)).isInstanceOf(InvalidNameException.class);
  }

  @Test
  void pathsAreTheSameWithAndWithoutSlashAndInAnyNormalForm() {
    Commit commit = main.commit("e acute", tx -> tx.write("cafe\u0301/x", "1"));
    assertThat(commit.readString("/caf\u00e9/x")).isEqualTo("1");
    assertThat(commit.list("/cafe\u0301/").get(0).path()).isEqualTo("/caf\u00e9/x");
  }

  @Test
  void conflictsOnWhatWasReadOrExpected() {
    main.commit("base", tx -> tx.write("/cal/te", "1").write("/other", "1"));
    try (Transaction tx = main.begin("relies")) {
      tx.write("/result", new String(tx.read("/cal/te"), java.nio.charset.StandardCharsets.UTF_8));
      main.commit("meanwhile", w -> w.write("/cal/te", "2"));
      assertThatThrownBy(tx::commit)
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.paths()).containsExactly("/cal/te"));
    }
    try (Transaction tx = main.begin("expects")) {
      tx.expectUnchanged("/cal").write("/result", "1");
      main.commit("meanwhile", w -> w.write("/cal/new", "2"));
      assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
    }
    assertThat(main.head().exists("/result")).isFalse();
  }

  @Test
  void severalBranchesChangeTogetherOrNotAtAll() {
    Branch cals = archive.createRepository("calibrations").main();
    List<Commit> both =
        archive.commit(
            "both",
            tx -> {
              tx.on(main).write("/a", "1");
              tx.on(cals).write("/b", "2");
            });
    assertThat(both).extracting(Commit::repository).containsExactly("shots", "calibrations");
    assertThat(archive.operations(1).get(0).moves()).hasSize(2);
    try (ArchiveTransaction tx = archive.begin("half")) {
      tx.on(main).write("/a", "2");
      tx.on(cals).write("/b", "3");
      cals.commit("meanwhile", w -> w.write("/b", "4"));
      assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
    }
    assertThat(main.head().readString("/a")).isEqualTo("1");
  }

  @Test
  void anEndedTransactionTakesNothing() {
    Transaction tx = main.begin("ends");
    tx.commit();
    assertThatThrownBy(() -> tx.write("/a", "1")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tx::commit).isInstanceOf(IllegalStateException.class);
    tx.close();
    assertThat(main.head().message()).isEqualTo("ends");
  }

  @Test
  void conflictsOnWhatBothTouchEvenIfItLooksTheSame() {
    main.commit("base", tx -> tx.write("/status", "ok"));
    try (Transaction same = main.begin("still ok")) {
      same.write("/status", "ok");
      main.commit("broken", tx -> tx.write("/status", "broken"));
      assertThatThrownBy(same::commit).isInstanceOf(ConflictException.class);
    }
    try (Transaction second = main.begin("second line")) {
      second.append("/log", "shot done|".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      main.commit(
          "first line",
          tx -> tx.append("/log", "shot done|".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
    }
  }

  @Test
  void aFileTakesOverWhatAnEmptyDirectoryCarries() {
    main.commit("directory", tx -> tx.write("/d/f", "f").attribute("/d", "n", 1));
    main.commit("empty it", tx -> tx.delete("/d/f"));
    Commit commit = main.commit("file", tx -> tx.write("/d", "file"));
    assertThat(commit.readString("/d")).isEqualTo("file");
    assertThat(commit.entry("/d").isFile()).isTrue();
    assertThat(commit.entry("/d").attributes().get("n")).isPresent();
    Commit staged =
        main.commit("at once", tx -> tx.attribute("/new", "n", 2).write("/new", "file"));
    assertThat(staged.entry("/new").attributes().get("n")).isPresent();
    assertThatThrownBy(
            () ->
                main.commit(
                    "full", tx -> tx.write("/e/f", "f").attribute("/e", "n", 1).write("/e", "")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("/e");
  }

  @Test
  void aStreamOfAnEndedTransactionTakesNothingMore() throws IOException {
    Transaction tx = main.begin("stream");
    OutputStream written = tx.newOutputStream("/written");
    OutputStream closed = tx.newOutputStream("/closed");
    tx.close();
    List<String> before = keys();
    assertThatThrownBy(() -> written.write(noise(1, 9_000_001)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("committed or closed");
    written.close();
    assertThatThrownBy(closed::close).isInstanceOf(IOException.class);
    assertThat(keys()).isEqualTo(before);
  }

  private List<String> keys() throws IOException {
    try (Stream<ObjectInfo> objects = store.list("", "", Integer.MAX_VALUE)) {
      return objects.map(ObjectInfo::key).toList();
    }
  }
}
