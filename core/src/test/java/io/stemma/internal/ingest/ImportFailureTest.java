package io.stemma.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.ImportOptions;
import io.stemma.ImportProgress;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.StemmaException;
import io.stemma.StorageException;
import io.stemma.Transaction;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports that cannot be, name what is wrong and leave nothing; and what others see of them. */
class ImportFailureTest {
  @TempDir Path temp;
  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture(temp);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Transaction begin() {
    return fixture.branch.begin("import");
  }

  private void many(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      fixture.random("d" + i % 7 + "/f" + i, i, 100 + i);
    }
  }

  @Test
  void whatIsNoDirectoryIsRefusedAndTheTransactionGoesOn() throws IOException {
    Path file = fixture.write("file", "x");
    try (Transaction tx = begin()) {
      assertThatThrownBy(() -> tx.importDirectory(file, "/"))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining(file + " is a file, not a directory");
      assertThatThrownBy(() -> tx.importDirectory(temp.resolve("missing"), "/"))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("there is no directory");
      assertThatThrownBy(() -> tx.importDirectory(fixture.source, "/../x"))
          .isInstanceOf(InvalidNameException.class);
      tx.write("/good", "x").commit();
    }
    assertThat(fixture.held()).containsOnlyKeys("/good");
  }

  @Test
  void aDirectoryInAnotherFileSystemIsRefused() throws IOException {
    try (FileSystem zip =
            FileSystems.newFileSystem(temp.resolve("a.zip"), Map.of("create", "true"));
        Transaction tx = begin()) {
      assertThatThrownBy(() -> tx.importDirectory(zip.getPath("/"), "/"))
          .isInstanceOf(InvalidNameException.class)
          .hasMessageContaining("default file system");
    }
  }

  /** Ends an import when some portions of files have been taken in. */
  private static ImportOptions failing() {
    AtomicInteger calls = new AtomicInteger();
    return ImportOptions.DEFAULT.withListener(
        p -> {
          if (calls.incrementAndGet() == 200) {
            throw new IllegalArgumentException("the listener has had enough");
          }
        });
  }

  @Test
  void aTransactionWithHalfADirectoryCannotBeCommitted() throws IOException {
    many(300);
    try (Transaction tx = begin()) {
      tx.write("/mine", "x");
      tx.importDirectory(fixture.source.resolve("d0"), "/d0");
      assertThatThrownBy(() -> tx.importDirectory(fixture.source, "/", failing()))
          .hasMessage("the listener has had enough");
      assertThatThrownBy(tx::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the import of " + fixture.source + " failed half-way");
    }
    assertThat(fixture.held()).isEmpty();
    fixture.take();
    assertThat(fixture.last.files()).isEqualTo(300);
  }

  @Test
  void oneBrokenPartKeepsATransactionOfSeveralBranchesFromBeingCommitted() throws IOException {
    many(300);
    var other = fixture.archive.createRepository("other").main();
    try (var whole = fixture.archive.begin("two")) {
      whole.on(other).write("/fine", "x");
      Transaction broken = whole.on(fixture.branch);
      assertThatThrownBy(() -> broken.importDirectory(fixture.source, "/", failing()))
          .hasMessage("the listener has had enough");
      assertThatThrownBy(whole::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("failed half-way");
    }
    assertThat(other.head().files()).isZero();
    assertThat(fixture.held()).isEmpty();
  }

  @Test
  void twoNamesOfOneNormalFormClash() throws IOException {
    fixture.write("\u00e9", "1");
    fixture.write(Normalizer.normalize("\u00e9", Normalizer.Form.NFD), "2");
    assertThatThrownBy(() -> fixture.take())
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("the same in Unicode form C");
    assertThat(fixture.held()).isEmpty();
  }

  @Test
  void pathsThatAreTooLongAreRefused() throws IOException {
    fixture.write("x".repeat(200), "1");
    String target = "/" + "t".repeat(3_900);
    assertThatThrownBy(() -> fixture.take(target, ImportOptions.DEFAULT))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("has 4101 bytes; at most 4096 are allowed");
    fixture.take(target.substring(6), ImportOptions.DEFAULT);
    assertThat(fixture.last.files()).isEqualTo(1);
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsNamed() throws IOException {
    Path file = fixture.random("growing", 1, 9 << 20);
    Thread writer = new Thread(() -> grow(file));
    writer.setDaemon(true);
    writer.start();
    try {
      assertThatThrownBy(() -> fixture.take())
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(file + " changes while it is read");
    } finally {
      writer.interrupt();
    }
  }

  private static void grow(Path file) {
    try {
      while (!Thread.interrupted()) {
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
      }
    } catch (java.nio.channels.ClosedByInterruptException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFileThatVanishesIsNamed() throws IOException {
    fixture.write("first", "1");
    Path last = fixture.write("last", "2");
    ImportOptions deleting =
        ImportOptions.DEFAULT.withListener(
            p -> {
              try {
                Files.deleteIfExists(last);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThatThrownBy(() -> fixture.take("/", deleting))
        .isInstanceOf(StorageException.class)
        .hasMessage(last + " vanished during the import; import when nobody changes the directory");
    assertThat(fixture.held()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path memory = Path.of("/proc/self/mem");
    Assumptions.assumeTrue(Files.exists(memory));
    Files.createSymbolicLink(fixture.source.resolve("bad"), memory);
    assertThatThrownBy(
            () -> fixture.take("/", ImportOptions.DEFAULT.withLinks(ImportOptions.Links.FOLLOW)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("importing " + fixture.source.resolve("bad"));
    Files.delete(fixture.source.resolve("bad"));
  }

  @Test
  void progressIsToldOneAtATimeAndEndsWithAll() throws IOException {
    many(400);
    fixture.tick();
    for (int round = 0; round < 2; round++) {
      List<ImportProgress> told = new ArrayList<>();
      AtomicInteger inside = new AtomicInteger();
      fixture.take(
          "/",
          ImportOptions.DEFAULT.withListener(
              p -> {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                told.add(p);
                inside.decrementAndGet();
              }));
      for (int i = 1; i < told.size(); i++) {
        ImportProgress a = told.get(i - 1);
        ImportProgress b = told.get(i);
        assertThat(b.files()).isBetween(a.files(), b.filesFound());
        assertThat(b.bytes()).isBetween(a.bytes(), b.bytesFound());
        assertThat(b.filesFound()).isGreaterThanOrEqualTo(a.filesFound());
      }
      long bytes = fixture.last.bytes();
      assertThat(told.get(told.size() - 1)).isEqualTo(new ImportProgress(400, bytes, 400, bytes));
    }
  }

  @Test
  void anInterruptedImportEndsAndKeepsTheInterrupt() throws IOException {
    many(300);
    Thread caller = Thread.currentThread();
    AtomicInteger calls = new AtomicInteger();
    ImportOptions interrupting =
        ImportOptions.DEFAULT.withListener(
            p -> {
              if (calls.incrementAndGet() == 20) {
                caller.interrupt();
              }
            });
    try (Transaction tx = begin()) {
      assertThatThrownBy(
              () -> {
                tx.importDirectory(fixture.source, "/", interrupting);
                tx.commit(); // The import may have been over already.
              })
          .isInstanceOf(StemmaException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    fixture.take();
    assertThat(fixture.last.files()).isEqualTo(300);
  }

  /** The second file has a tebibyte of nothing, which would take an hour to read. */
  @Test
  @Timeout(60)
  void anInterruptEndsAnImportInTheMiddleOfAFile() throws IOException {
    fixture.write("a", "first");
    try (RandomAccessFile large =
        new RandomAccessFile(fixture.source.resolve("b").toFile(), "rw")) {
      large.setLength(1L << 40);
    }
    Map<String, Long> before = stored();
    Thread caller = Thread.currentThread();
    ImportOptions interrupting = ImportOptions.DEFAULT.withListener(p -> caller.interrupt());
    try (Transaction tx = begin()) {
      assertThatThrownBy(() -> tx.importDirectory(fixture.source, "/", interrupting))
          .isInstanceOf(StemmaException.class)
          .hasMessage("the thread was interrupted; nothing was committed");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(stored()).isEqualTo(before);
    assertThat(fixture.held()).isEmpty();
    try (Stream<Path> files = Files.walk(fixture.cache.resolve("imports"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(file).hasFileName("clock"));
    }
  }

  private Map<String, Long> stored() throws IOException {
    try (Stream<ObjectInfo> objects = fixture.store.list("", "", 1_000)) {
      return objects.collect(Collectors.toMap(ObjectInfo::key, ObjectInfo::length));
    }
  }

  @Test
  void severalImportsInOneTransactionAtOnce() throws Exception {
    many(300);
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.write(other.resolve("f"), "other".getBytes(StandardCharsets.UTF_8));
    try (Transaction tx = begin()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String to = "/copy" + i % 3;
        threads.add(new Thread(() -> tx.importDirectory(fixture.source, to)));
      }
      threads.add(new Thread(() -> tx.importDirectory(other, "/copy0")));
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      tx.importDirectory(fixture.source, "/copy3", ImportOptions.DEFAULT.mirroring());
      tx.commit();
    }
    assertThat(fixture.branch.head().files()).isEqualTo(1201);
    assertThat(fixture.branch.head().readString("/copy0/f")).isEqualTo("other");
    fixture.tick();
    fixture.take("/copy1", ImportOptions.DEFAULT);
    assertThat(fixture.last.changes().stream()).isEmpty();
  }

  @Test
  void aCacheWithinTheImportedDirectoryIsLeftAlone() throws IOException {
    fixture.write("f", "x");
    fixture.branch.commit("all", tx -> tx.importDirectory(temp, "/"));
    assertThat(fixture.branch.head().readString("/source/f")).isEqualTo("x");
  }
}
