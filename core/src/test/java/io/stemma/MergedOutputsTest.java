package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that several datums give, and the transformation merges. */
class MergedOutputsTest {
  private static final Queue<String> MERGED = new ConcurrentLinkedQueue<>();

  private final Archive archive = Archive.inMemory();
  private Branch shots;

  private static void checkName(Path part, String name) {
    assertThat(part.getFileName()).isEqualTo(part.getFileSystem().getPath(name));
  }

  /** Counts the words of a shot; sums of all shots are by word. */
  record CountWords(String trouble) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      TreeMap<String, Integer> counts = new TreeMap<>();
      Stream.of(Files.readString(in.path()).split(" "))
          .filter(word -> !word.isEmpty())
          .forEach(word -> counts.merge(word, 1, Integer::sum));
      counts.forEach(
          (word, count) ->
              out.write("/counts/" + word + ".txt", "" + count)
                  .attribute("/counts/" + word + ".txt", "word", word)
                  .attribute("/counts/" + word + ".txt", "shot", in.capture("shot")));
      out.write("words", "" + counts.size());
    }

    @Override
    public boolean merges(String path) {
      return path.startsWith("/counts/");
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      MERGED.add(path);
      if (trouble.equals("throws") || trouble.equals("throws of many") && parts.size() > 5) {
        throw new IOException("no sums today");
      } else if (trouble.equals("writes nothing")) {
        return;
      } else if (trouble.equals("writes more")) {
        Files.writeString(merged.resolveSibling("more"), "x");
      } else if (trouble.equals("leaves it open")) {
        Files.newOutputStream(merged).write(1);
        return;
      }
      int sum = 0;
      for (Path part : parts) {
        checkName(part, name(path));
        sum += Integer.parseInt(Files.readString(part));
      }
      Files.writeString(merged, "" + sum);
    }

    private static String name(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  @BeforeEach
  void threeShots() {
    MERGED.clear();
    shots = archive.createRepository("shots").main();
    shots.commit(
        "three",
        tx -> tx.write("/1", "gas gas coil").write("/2", "gas laser").write("/3", "coil gas"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Pipeline define(String trouble) {
    return archive.definePipeline("words", new CountWords(trouble), Input.each("shots", "/{shot}"));
  }

  private List<String> merged() {
    List<String> paths = MERGED.stream().sorted().toList();
    MERGED.clear();
    return paths;
  }

  @Test
  void addsUpWhatAllShotsGive() {
    Commit sums = define("").run().commit();
    assertThat(sums.readString("/counts/gas.txt")).isEqualTo("4");
    assertThat(sums.readString("/counts/coil.txt")).isEqualTo("2");
    assertThat(sums.readString("/counts/laser.txt")).isEqualTo("1");
    assertThat(sums.readString("/1/words")).isEqualTo("2");
    assertThat(merged())
        .as("one part alone is not merged")
        .containsExactly("/counts/coil.txt", "/counts/gas.txt");
    assertThat(sums.entry("/counts/gas.txt").attributes().text("word")).hasValue("gas");
    assertThat(sums.entry("/counts/gas.txt").attributes().text("shot"))
        .as("what not all parts say")
        .isEmpty();
    assertThat(sums.entry("/counts/laser.txt").attributes().text("shot")).hasValue("2");
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).damages()).isEmpty();
  }

  @Test
  void mergesOnlyWhatAChangeAffects() {
    Pipeline words = define("");
    Commit before = words.run().commit();
    merged();
    shots.commit("corrected", tx -> tx.write("/3", "coil coil"));
    Commit after = words.run().commit();
    assertThat(merged()).containsExactly("/counts/coil.txt", "/counts/gas.txt");
    assertThat(after.readString("/counts/gas.txt")).isEqualTo("3");
    assertThat(after.readString("/counts/coil.txt")).isEqualTo("3");
    shots.commit("more", tx -> tx.write("/4", "laser"));
    assertThat(words.run().commit().readString("/counts/laser.txt")).isEqualTo("2");
    assertThat(merged()).containsExactly("/counts/laser.txt");
    shots.commit("as it was", tx -> tx.write("/3", "coil gas").delete("/4"));
    Commit again = words.run().commit();
    assertThat(merged()).as("all was merged before").isEmpty();
    assertThat(again.changesSince(before).summary()).hasToString("no changes");
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void aFileThatOneDatumIsLeftOfIsItsOwn() {
    Pipeline words = define("");
    words.run();
    merged();
    shots.commit("two go", tx -> tx.delete("/1").delete("/3"));
    Commit left = words.run().commit();
    assertThat(merged()).isEmpty();
    assertThat(left.readString("/counts/gas.txt")).isEqualTo("1");
    assertThat(left.entry("/counts/gas.txt").attributes().text("shot")).hasValue("2");
    assertThat(left.exists("/counts/coil.txt")).isFalse();
    shots.commit("all go", tx -> tx.delete("/2"));
    assertThat(words.run().commit().files()).isZero();
  }

  @Test
  void aMergeThatFailsFailsTheJobAndKeepsTheDatums() {
    for (String trouble : List.of("throws", "writes nothing", "writes more", "leaves it open")) {
      Pipeline words = define(trouble);
      assertThatExceptionOfType(JobFailedException.class)
          .as(trouble)
          .isThrownBy(words::run)
          .withMessageContaining("merging /counts/coil.txt of datums /1, /3 failed: ");
      assertThat(words.plan().run()).as("datums are kept").isEmpty();
      assertThat(words.output().head().files()).isZero();
    }
    assertThat(define("").run().commit().readString("/counts/gas.txt")).isEqualTo("4");
  }

  /** Writes one file, as all do. */
  record Same() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("/same", in.name());
    }
  }

  /** Says that it merges, and not how. */
  record Mute() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("/same", in.name());
    }

    @Override
    public boolean merges(String path) {
      return true;
    }
  }

  @Test
  void withoutAMergeBothDatumsAreNamed() {
    Input each = Input.each("shots", "/{shot}");
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(archive.definePipeline("same", new Same(), each)::run)
        .withMessageContaining(
            "datums /1 and /2 both give /same; let them write to different files, such as ones"
                + " below themselves, or let the transformation merge them");
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(archive.definePipeline("mute", new Mute(), each)::run)
        .withMessageContaining("says that /same may be merged, and does not say how");
  }

  @Test
  void aTrialMergesToo() {
    Trial trial = archive.trial(new CountWords(""), Input.each("shots", "/{shot}"), 2);
    assertThat(trial.commit().readString("/counts/gas.txt")).isEqualTo("3");
    assertThat(archive.repositories()).hasSize(1);
  }

  @Test
  void manyDatumsAreCounted() {
    shots.commit(
        "more",
        tx -> {
          for (int i = 4; i < 10; i++) {
            tx.write("/" + i, "gas");
          }
        });
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(define("throws of many")::run)
        .withMessageContaining(
            "merging /counts/gas.txt of datums /1, /2, /3, /4, /5 and 4 more failed: ");
  }
}
