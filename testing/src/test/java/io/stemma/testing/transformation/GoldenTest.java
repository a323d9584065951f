package io.stemma.testing.transformation;

import static io.stemma.testing.transformation.TransformationAssert.assertTransformation;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Golden archives: made, compared with, and written anew. */
class GoldenTest {
  private static final String RUN = "mvn test -Dtest=GoldenTest -Dstemma.golden.write=true";

  /** What the tests that are launched do. */
  private static double factor;

  private static String number = "";
  private static boolean failsInTheEnd;

  @TempDir private Path goldens;

  @BeforeEach
  void asAtFirst() {
    factor = 1.1;
    number = "3.7";
    failsInTheEnd = false;
  }

  @ExtendWith(StemmaExtension.class)
  static class Reproducing {
    @Test
    void reproduces(@Golden("fresh") Commit golden) {
      TestDatum datum = TestDatum.of("/1").file("in", number);
      assertTransformation(new Scaled(factor)).on(datum).reproduces(golden).withinUlps(1);
      assertThat(failsInTheEnd).isFalse();
    }
  }

  @ExtendWith(StemmaExtension.class)
  static class OnRecordedInputs {
    @Test
    void reproduces(@Golden("fresh") Commit golden) {
      assertTransformation(new Scaled(factor)).reproduces(golden).withinUlps(1);
    }
  }

  private LaunchedTests read(Class<?> test) {
    return LaunchedTests.reading(test, goldens);
  }

  private LaunchedTests write(Class<?> test) {
    return LaunchedTests.writing(test, goldens);
  }

  private SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (var all = Files.walk(goldens)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            goldens.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void whereThereIsNoneTheCommandThatMakesItIsNamed() throws IOException {
    assertThat(read(Reproducing.class).failure())
        .contains("there is no golden archive fresh: nothing is in " + goldens.resolve("fresh"))
        .endsWith(RUN);
    assertThat(
            LaunchedTests.run(Reproducing.class, Map.of("stemma.golden.write", "false")).failure())
        .contains("nothing is in golden/fresh on the class path");
    assertThat(write(OnRecordedInputs.class).failure())
        .contains("there is no golden archive fresh, and nothing to make it of");
    assertThat(files()).isEmpty();
  }

  @Test
  void isMadeOnceAndThenCompared() throws IOException {
    LaunchedTests made = write(Reproducing.class);
    assertThat(made.failures()).isEmpty();
    assertThat(made.printed())
        .startsWith("golden archive fresh: created in " + goldens.resolve("fresh") + " with ")
        .contains("Scaled[factor=1.1]");
    assertThat(files()).containsKey("fresh/stemma.json").containsKey("fresh/.gitattributes");
    SortedMap<String, String> before = files();
    assertThat(read(Reproducing.class).failures()).isEmpty();
    assertThat(read(OnRecordedInputs.class).failures()).isEmpty();
    factor = Math.nextUp(factor);
    assertThat(read(Reproducing.class).failures()).isEmpty();
    factor = 1.2;
    assertThat(read(Reproducing.class).failure())
        .startsWith("Scaled[factor=1.2] does not reproduce: ")
        .contains("/1/signal  2 of 2 samples differ")
        .endsWith("if that is meant, run " + RUN);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatIsWrittenAnewKeepsWhatWas() throws IOException {
    write(Reproducing.class);
    SortedMap<String, String> before = files();
    factor = 1.2;
    LaunchedTests written = write(OnRecordedInputs.class);
    assertThat(written.failures()).isEmpty();
    assertThat(written.printed())
        .startsWith("golden archive fresh: changed in ")
        .contains("M /1/signal\n", "/1/signal          2   2          0.370000  0.0833333");
    assertThat(files()).containsAllEntriesOf(before);
    assertThat(read(Reproducing.class).failures()).isEmpty();
    try (Archive archive =
        Archive.open(
            GoldenFiles.read(goldens.resolve("fresh")).store(),
            ArchiveOptions.DEFAULT.withoutCache())) {
      assertThat(archive.pipeline("fresh").output().head().parents()).hasSize(1);
    }
  }

  @Test
  void whatIsAsItWasIsNotWritten() throws IOException {
    write(Reproducing.class);
    SortedMap<String, String> before = files();
    assertThat(write(Reproducing.class).printed()).isEqualTo("golden archive fresh: as it was\n");
    assertThat(write(OnRecordedInputs.class).failures()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aTestThatFailsWritesNothing() throws IOException {
    failsInTheEnd = true;
    assertThat(write(Reproducing.class).failures()).hasSize(1);
    assertThat(files()).isEmpty();
    failsInTheEnd = false;
    write(Reproducing.class);
    SortedMap<String, String> before = files();
    number = "many";
    assertThat(write(Reproducing.class).failure())
        .startsWith("Scaled[factor=1.1] fails, so the golden archive fresh stays as it was: ")
        .contains("many");
    number = "3.8";
    failsInTheEnd = true;
    assertThat(write(Reproducing.class).failures()).hasSize(1);
    assertThat(files()).isEqualTo(before);
  }

  @ExtendWith(StemmaExtension.class)
  static class OfTheClass {
    private static Optional<Commit> golden = Optional.empty();

    @BeforeAll
    static void before(@Golden("fresh") Commit commit) {
      golden = Optional.of(commit);
    }

    @Test
    void reproduces() {
      TestDatum datum = TestDatum.of("/1").file("in", number);
      assertTransformation(new Scaled(factor)).on(datum).reproduces(golden.get()).identically();
      assertThat(failsInTheEnd).isFalse();
    }
  }

  @Test
  void aClassWithATestThatFailsWritesNothing() throws IOException {
    failsInTheEnd = true;
    assertThat(write(OfTheClass.class).failures()).hasSize(1);
    assertThat(files()).isEmpty();
    failsInTheEnd = false;
    assertThat(write(OfTheClass.class).failures()).isEmpty();
    assertThat(read(OfTheClass.class).failures()).isEmpty();
  }

  @ExtendWith(StemmaExtension.class)
  static class WhileAnotherWrites {
    private static Path goldens = Path.of("");

    @Test
    void reproduces(@Golden("fresh") Commit golden) throws IOException {
      TestDatum datum = TestDatum.of("/1").file("in", number);
      assertTransformation(new Scaled(factor)).on(datum).reproduces(golden).identically();
      Path theirs = goldens.resolve("fresh/log/003ffffffffff");
      try (var entries = Files.list(theirs)) {
        String newest = entries.map(file -> file.getFileName() + "").sorted().toList().get(0);
        long next = Long.parseLong(newest, 16) - 1;
        Files.writeString(theirs.resolve(String.format(Locale.ROOT, "%013x", next)), "theirs");
      }
    }
  }

  @Test
  void ofTwoProcessesOneWrites() throws IOException {
    write(Reproducing.class);
    int files = files().size();
    factor = 1.2;
    WhileAnotherWrites.goldens = goldens;
    assertThat(write(WhileAnotherWrites.class).failures())
        .singleElement(InstanceOfAssertFactories.THROWABLE)
        .hasStackTraceContaining("another process has written the golden archive fresh");
    assertThat(files()).hasSize(files + 1).containsValue("theirs");
  }

  @Test
  void otherInputsAreNoOtherResults() {
    write(Reproducing.class);
    number = "3.8";
    assertThat(read(Reproducing.class).failure())
        .startsWith("the results in golden archive fresh are of other inputs: [/1 in in]")
        .endsWith(RUN);
    assertThat(write(Reproducing.class).failures()).isEmpty();
    assertThat(read(Reproducing.class).failures()).isEmpty();
    assertThat(read(OnRecordedInputs.class).failures()).isEmpty();
  }

  @ExtendWith(StemmaExtension.class)
  static class Several {
    @Test
    void reproduces(@Golden("several") Commit golden) {
      TestDatum first =
          TestDatum.of("/2024/1").file("in", "1").capture("shot", "1").attribute("in", "gas", "D2");
      TestDatum second = TestDatum.of("/2024/2").file("in", "2").capture("shot", "2");
      assertTransformation(new Scaled(factor)).on(first, second).reproduces(golden).identically();
      assertThat(failsInTheEnd).isFalse();
    }
  }

  @Test
  void severalDatumsHaveTheirCapturesAndAttributes() throws IOException {
    assertThat(write(Several.class).failures()).isEmpty();
    assertThat(read(Several.class).failures()).isEmpty();
    try (Archive archive =
        Archive.open(
            GoldenFiles.read(goldens.resolve("several")).store(),
            ArchiveOptions.DEFAULT.withoutCache())) {
      Commit head = archive.pipeline("several").output().head();
      assertThat(head.readString("/2024/1/captures")).isEqualTo("{shot=1}{gas=D2}");
      assertThat(head.readString("/2024/2/captures")).isEqualTo("{shot=2}{}");
    }
  }

  @ExtendWith(StemmaExtension.class)
  static class TwoTests {
    @Test
    void one(@Golden("fresh") Commit golden) {
      reproduces(golden, 1.1);
    }

    @Test
    void two(@Golden("fresh") Commit golden) {
      reproduces(golden, factor);
      reproduces(golden, factor);
    }

    private static void reproduces(Commit golden, double factor) {
      TestDatum datum = TestDatum.of("/1").file("in", number);
      assertTransformation(new Scaled(factor)).on(datum).reproduces(golden).identically();
    }
  }

  @Test
  void whatOneTestHasWrittenOthersAreComparedWith() {
    assertThat(write(TwoTests.class).failures()).isEmpty();
    factor = 1.2;
    assertThat(write(TwoTests.class).failure())
        .contains("does not reproduce: ", "written in this run, by another test");
  }

  @Test
  void testsThatRunSideBySideWriteOnce() throws IOException {
    Map<String, String> concurrently =
        Map.of(
            "stemma.golden.directory", goldens.toString(),
            "stemma.golden.write", "true",
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent");
    LaunchedTests run = LaunchedTests.run(TwoTests.class, concurrently);
    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).hasSize(2);
    assertThat(files().keySet().stream().filter(name -> name.endsWith("stemma.json"))).hasSize(1);
    assertThat(read(TwoTests.class).failures()).isEmpty();
  }
}
