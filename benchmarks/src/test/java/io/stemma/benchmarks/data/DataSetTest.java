package io.stemma.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {
  private static final int FILE_BYTES = 64 << 10;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -7, Long.MAX_VALUE})
  void theSameSeedMakesTheSameTreeWithAnyNumberOfThreads(long seed) throws Exception {
    for (DataSet set : List.of(shots(seed), new EditedShots(shots(seed)), small(seed))) {
      assertThat(write(set, 1)).isEqualTo(write(set, 3));
    }
  }

  @Test
  void anotherSeedMakesOtherFilesButTheSameTimeBase() {
    for (int i = 0; i < shots(1).files(); i++) {
      boolean same = Arrays.equals(shots(1).file(i).bytes(), shots(2).file(i).bytes());
      assertThat(same).isEqualTo(shots(1).channel(i) == Channel.TIME_FLOAT64);
    }
  }

  @Test
  void shotsAreDifferentFilesOfOneLengthAndOneTimeBase() throws Exception {
    Map<String, Hash> files = write(shots(5), 2);
    assertThat(files).hasSize(3 * 8);
    assertThat(files.keySet()).contains("190000/mirnov.i16", "190002/time.f64");
    assertThat(new HashSet<>(files.values())).hasSize(3 * 7 + 1);
    assertThat(shots(5).file(0).bytes()).hasSize(FILE_BYTES);
    assertThat(Shots.full(1).files()).isEqualTo(512);
    assertThat(Shots.full(1).file(511).size()).isEqualTo(4 << 20);
  }

  @Test
  void signalsHoldNoRepeatedBlocks() {
    for (int i = 0; i < 7; i++) {
      byte[] bytes = shots(9).file(i).bytes();
      Set<Hash> blocks = new HashSet<>();
      for (int at = 0; at < bytes.length; at += 64) {
        blocks.add(Hash.of(bytes, at, 64));
      }
      assertThat(blocks).hasSize(bytes.length / 64);
    }
  }

  @Test
  void aPrefixOfAFileIsItsBeginning() {
    for (int i = 0; i < shots(3).files(); i++) {
      DataFile file = shots(3).file(i);
      assertThat(file.bytes()).startsWith(file.content().first(4096));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anEditAddsAShotAndChangesOnePercentOfAFewFiles(long seed) {
    EditedShots edit = new EditedShots(shots(seed));
    int edited = 0;
    assertThat(edit.files()).isEqualTo(shots(seed).files() + 8);
    for (int i = 0; i < shots(seed).files(); i++) {
      byte[] before = shots(seed).file(i).bytes();
      byte[] after = edit.file(i).bytes();
      assertThat(edit.file(i).path()).isEqualTo(shots(seed).file(i).path());
      assertThat(Arrays.equals(before, after)).isEqualTo(!edit.edited(i));
      edited += edit.edited(i) ? 1 : 0;
      assertThat(after.length - before.length).isBetween(0, FILE_BYTES / 100);
    }
    assertThat(edited).isEqualTo(1);
  }

  @Test
  void ofTheFullShotsFivePercentAreEdited() {
    EditedShots edit = new EditedShots(Shots.full(1));
    int edited = 0;
    for (int i = 0; i < edit.files(); i++) {
      edited += edit.edited(i) ? 1 : 0;
    }
    assertThat(edited).isEqualTo(26);
  }

  @Test
  void anEditInPlaceLeavesUneditedFilesUntouched() throws Exception {
    FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    new DataSetWriter(shots(1), directory).write(2);
    for (Path file : files(directory)) {
      Files.setLastModifiedTime(file, past);
    }
    EditedShots edit = new EditedShots(shots(1));
    Generate.requireRoom(edit, directory);
    DataSetWriter.Summary summary = new DataSetWriter(edit, directory).write(2);
    assertThat(summary.kept()).isEqualTo(23);
    assertThat(hashes(directory)).isEqualTo(write(edit, 1));
    for (int i = 0; i < edit.files(); i++) {
      FileTime time = Files.getLastModifiedTime(directory.resolve(edit.file(i).path()));
      assertThat(time.equals(past)).isEqualTo(i < 24 && !edit.edited(i));
    }
  }

  @Test
  void smallFilesAreDifferentAndOfOneToFourKibibytes() throws Exception {
    Map<String, Hash> files = write(small(1), 2);
    assertThat(files).hasSize(5 * 20);
    assertThat(new HashSet<>(files.values())).hasSize(5 * 20);
    for (int i = 0; i < small(1).files(); i++) {
      assertThat(small(1).file(i).bytes().length).isBetween(1024, 4096);
    }
    assertThat(SmallFiles.full(1).files()).isEqualTo(100_000);
  }

  @Test
  void aDirectoryWithOtherFilesIsRefused() throws Exception {
    Files.writeString(directory.resolve("other"), "mine");
    for (DataSet set : List.of(shots(1), new EditedShots(shots(1)), small(1))) {
      assertThatThrownBy(() -> Generate.requireRoom(set, directory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("holds other files");
    }
  }

  /** These bytes may change only if every figure ever measured on the data is measured again. */
  @Test
  void theBytesAreFixed() throws Exception {
    assertThat(digest(write(shots(1), 2))).isEqualTo("8835d0c257e80cb0");
    assertThat(digest(write(new EditedShots(shots(1)), 2))).isEqualTo("51f684b0931e352a");
    assertThat(digest(write(small(1), 2))).isEqualTo("ed27c0bef0b31337");
  }

  private static Shots shots(long seed) {
    return new Shots(seed, 3, FILE_BYTES);
  }

  private static SmallFiles small(long seed) {
    return new SmallFiles(seed, 5, 20);
  }

  private Map<String, Hash> write(DataSet set, int threads) throws Exception {
    Path into = Files.createTempDirectory(directory, "set-");
    DataSetWriter.Summary summary = new DataSetWriter(set, into).write(threads);
    assertThat(summary.files()).isEqualTo(set.files());
    return hashes(into);
  }

  private static Map<String, Hash> hashes(Path tree) throws IOException {
    Map<String, Hash> hashes = new TreeMap<>();
    for (Path file : files(tree)) {
      String path = tree.relativize(file).toString();
      if (!path.startsWith("set-")) {
        hashes.put(path, Hash.of(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  private static List<Path> files(Path tree) throws IOException {
    try (Stream<Path> walk = Files.walk(tree)) {
      return new ArrayList<>(walk.filter(Files::isRegularFile).toList());
    }
  }

  private static String digest(Map<String, Hash> hashes) {
    return Hash.of(hashes.toString().getBytes(StandardCharsets.UTF_8)).toString().substring(0, 16);
  }
}
