package io.stemma.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Import;
import io.stemma.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are not read again, and that no changed file is among them. */
class KnownFilesTest {
  @TempDir Path temp;
  private ImportFixture fixture;

  @BeforeEach
  void makeFiles() throws IOException {
    fixture = new ImportFixture(temp);
    fixture.write("a.txt", "one");
    fixture.write("b/b.txt", "two");
    fixture.write("b/c/deep", "three");
    fixture.random("b/large", 1, 3 << 20);
    fixture.write("empty", "");
    fixture.tick();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void unchangedFilesAreNotRead() throws IOException {
    assertThat(fixture.take().unchanged()).isZero();
    byte[] hints = Files.readAllBytes(fixture.cacheFile());
    Import again = fixture.take();
    assertThat(again.unchanged()).isEqualTo(5);
    assertThat(again.bytesRead()).isZero();
    assertThat(again.files()).isEqualTo(5);
    assertThat(again.bytes()).isEqualTo((3 << 20) + 11);
    assertThat(fixture.last.changes().stream()).isEmpty();
    assertThat(fixture.cacheFile()).hasBinaryContent(hints);
  }

  @Test
  void aFileEditedInPlaceWithItsTimeSetBackIsRead() throws IOException {
    fixture.take();
    Path file = fixture.source.resolve("b/b.txt");
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, "TWO");
    Files.setLastModifiedTime(file, before);
    assertThat(fixture.take().unchanged()).isEqualTo(4);
    assertThat(fixture.last.readString("/b/b.txt")).isEqualTo("TWO");
  }

  @Test
  void anotherFileInItsPlaceIsRead() throws IOException {
    fixture.take();
    Path file = fixture.source.resolve("b/b.txt");
    FileTime before = Files.getLastModifiedTime(file);
    Path other = fixture.write("b/other", "TWO");
    Files.setLastModifiedTime(other, before);
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(fixture.take().unchanged()).isEqualTo(4);
    assertThat(fixture.last.readString("/b/b.txt")).isEqualTo("TWO");
  }

  /** The classic race: as fast as possible after its import, with the same length. */
  @Test
  void aFileChangedWithinTheTickOfItsImportIsRead() throws IOException {
    for (int i = 0; i < 40; i++) {
      String text = "round " + (1000 + i);
      fixture.write("racy", text);
      fixture.take();
      assertThat(fixture.last.readString("/racy")).isEqualTo(text);
    }
  }

  @Test
  void aFileOfTheFutureIsAlwaysRead() throws IOException {
    Path file = fixture.source.resolve("a.txt");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1_000_000));
    fixture.tick();
    fixture.take();
    assertThat(fixture.take().unchanged()).isEqualTo(4);
  }

  @Test
  void whatTheBranchNoLongerHoldsIsTakenFromWhatIsStored() {
    fixture.take();
    fixture.branch.commit("edit", tx -> tx.write("/a.txt", "edited").delete("/b"));
    Import again = fixture.take();
    assertThat(again.unchanged()).isEqualTo(5);
    assertThat(again.bytesRead()).isZero();
    assertThat(fixture.held()).containsKeys("/b/b.txt", "/b/large").containsEntry("/a.txt", "one");
    assertThat(fixture.last.changes().stream()).hasSize(4);
  }

  @Test
  void knownFilesGoToAnotherPlaceToo() {
    fixture.take();
    Import again = fixture.take("/copy/of", ImportOptions.DEFAULT);
    assertThat(again.unchanged()).isEqualTo(5);
    assertThat(fixture.last.files()).isEqualTo(10);
    assertThat(fixture.last.readString("/copy/of/b/c/deep")).isEqualTo("three");
    assertThat(fixture.take("/copy/of", ImportOptions.DEFAULT).bytesRead()).isZero();
  }

  @Test
  void changesElsewhereDoNotMatter() throws IOException {
    fixture.take("/in", ImportOptions.DEFAULT);
    fixture.branch.commit("elsewhere", tx -> tx.write("/out", "x").attribute("/in/a.txt", "n", 1));
    fixture.write("a.txt", "uno");
    assertThat(fixture.take("/in", ImportOptions.DEFAULT).unchanged()).isEqualTo(4);
    assertThat(fixture.last.readString("/in/a.txt")).isEqualTo("uno");
    assertThat(fixture.last.entry("/in/a.txt").attributes().get("n")).isPresent();
  }

  @Test
  void whatWasNeverCommittedIsNotReliedOn() {
    try (var tx = fixture.branch.begin("dropped")) {
      tx.importDirectory(fixture.source, "/");
    }
    assertThat(fixture.take().unchanged()).as("the empty file, which has no chunks").isEqualTo(1);
    assertThat(fixture.held()).hasSize(5);
  }

  @Test
  void aWriteOfAnotherThreadMeanwhileIsNotTakenForTheFile() throws IOException {
    fixture.take();
    fixture.write("new", "x");
    try (var tx = fixture.branch.begin("both")) {
      ImportOptions writing = ImportOptions.DEFAULT.withListener(p -> tx.write("/a.txt", "other"));
      tx.importDirectory(fixture.source, "/", writing);
      tx.commit();
    }
    assertThat(fixture.branch.head().readString("/a.txt")).isEqualTo("other");
    fixture.take();
    assertThat(fixture.last.readString("/a.txt")).isEqualTo("one");
  }

  @Test
  void keptTimesAndBitsAreChangesOfTheirOwn() throws IOException {
    ImportOptions keeping = ImportOptions.DEFAULT.keepingMetadata();
    fixture.take("/", keeping);
    Path file = fixture.source.resolve("a.txt");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_234_567));
    Files.setPosixFilePermissions(
        file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));
    fixture.tick();
    assertThat(fixture.take("/", keeping).unchanged()).isEqualTo(4);
    assertThat(fixture.last.changes().stream()).hasSize(1);
    assertThat(fixture.last.entry("/a.txt").modified().orElseThrow().toEpochMilli())
        .isEqualTo(1_234_567);
    assertThat(fixture.last.entry("/a.txt").executable()).isTrue();
    assertThat(fixture.take("/", keeping).unchanged()).isEqualTo(5);
    assertThat(fixture.take().bytesRead()).isZero();
    assertThat(fixture.last.entry("/a.txt").executable()).isFalse();
    assertThat(fixture.last.entry("/b/b.txt").modified()).isEmpty();
  }

  @Test
  void aCacheThatIsDamagedAnywhereIsIgnored() throws IOException {
    fixture.take();
    Path file = fixture.cacheFile();
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] bad = i % 2 == 0 ? good.clone() : java.util.Arrays.copyOf(good, i * good.length / 60);
      if (i % 2 == 0) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bad);
      fixture.take();
      assertThat(fixture.last.changes().stream()).isEmpty();
    }
    assertThat(fixture.take().unchanged()).isEqualTo(5);
  }

  @Test
  void aCacheOfAnotherDirectoryIsIgnored() throws IOException {
    fixture.take();
    Path file = fixture.cacheFile();
    String owner = fixture.archive.id() + " " + fixture.source.toRealPath();
    assertThat(KnownFiles.open(file, owner).base()).isPresent();
    assertThat(KnownFiles.open(file, "somebody else").base()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverChangesTheBranchHoldsTheDirectory(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      for (int i = random.nextInt(12); i > 0; i--) {
        String name = "d" + random.nextInt(3) + "/f" + random.nextInt(40);
        if (random.nextInt(4) == 0) {
          Files.deleteIfExists(fixture.source.resolve(name));
        } else {
          fixture.write(name, "v" + random.nextInt(5));
        }
      }
      if (random.nextInt(3) == 0) {
        fixture.branch.commit("edit", tx -> tx.write("/d0/f" + random.nextInt(40), "edited"));
      }
      fixture.take("/", ImportOptions.DEFAULT.mirroring());
      assertThat(fixture.held()).as("seed %d round %d", seed, round).isEqualTo(onDisk());
    }
  }

  private java.util.Map<String, String> onDisk() throws IOException {
    java.util.Map<String, String> found = new java.util.TreeMap<>();
    try (var files = Files.walk(fixture.source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = "/" + fixture.source.relativize(file);
        found.put(
            name, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return found;
  }
}
