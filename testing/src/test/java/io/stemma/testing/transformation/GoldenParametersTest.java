package io.stemma.testing.transformation;

import static io.stemma.testing.transformation.TransformationAssert.assertTransformation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How golden archives are found, and who can be given them. */
@ExtendWith(StemmaExtension.class)
class GoldenParametersTest {
  private static final List<Archive> SEEN = Collections.synchronizedList(new ArrayList<>());
  private static final TestDatum DATUM = TestDatum.of("/1").file("in", "3.7");

  private static void reproduce(Commit golden) {
    assertTransformation(new Scaled(1.1)).on(DATUM).reproduces(golden).identically();
  }

  @Test
  void isAResourceOfTheTest(@Golden("scaled") Commit golden) {
    reproduce(golden);
  }

  @Test
  void isOpenedForReading(@Golden("scaled") Commit golden, @Golden("scaled") Archive archive) {
    assertTransformation(new Scaled(1.1)).reproduces(golden).identically();
    assertThat(archive.pipelines()).hasSize(1);
    assertThatExceptionOfType(ReadOnlyArchiveException.class)
        .isThrownBy(() -> archive.createRepository("more"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ExtendWith(StemmaExtension.class)
  static class Everywhere {
    private final Commit ofTheObject;
    private final List<Commit> before = new ArrayList<>();

    Everywhere(@Golden("scaled") Commit golden, @Golden("scaled") Archive archive) {
      SEEN.add(archive);
      ofTheObject = golden;
    }

    @BeforeEach
    void before(@Golden("scaled") Commit golden, @Golden("scaled") Archive archive) {
      SEEN.add(archive);
      before.add(golden);
    }

    @Test
    void isGivenToConstructorsAndMethodsBefore() {
      reproduce(ofTheObject);
      before.forEach(GoldenParametersTest::reproduce);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isGivenBehindOtherParameters(
        int number, @Golden("scaled") Commit golden, @Golden("scaled") Archive archive) {
      SEEN.add(archive);
      assertThat(number).isPositive();
      reproduce(golden);
    }

    @Nested
    class Inside {
      @Test
      void isGivenToNestedTests(@Golden("scaled") Commit golden) {
        reproduce(golden);
        reproduce(ofTheObject);
      }
    }
  }

  @Test
  void everyParameterIsClosedInTheEnd() {
    Map<String, String> concurrently =
        Map.of("junit.jupiter.execution.parallel.enabled", "true", "stemma.golden.write", "false");
    LaunchedTests run = LaunchedTests.run(Everywhere.class, concurrently);
    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).hasSize(4);
    assertThat(SEEN).hasSizeGreaterThan(8);
    assertThat(SEEN)
        .allSatisfy(
            archive -> assertThatThrownBy(archive::repositories).hasMessageContaining("closed"));
  }

  @ExtendWith(StemmaExtension.class)
  static class Wrong {
    @Test
    void type(@Golden("scaled") String golden) {
      throw new AssertionError(golden);
    }
  }

  @ExtendWith(StemmaExtension.class)
  static class WrongName {
    @Test
    void name(@Golden("../scaled") Commit golden) {
      throw new AssertionError(golden);
    }
  }

  @ExtendWith(StemmaExtension.class)
  static class NotYetThere {
    @Test
    void archive(@Golden("other") Archive golden) {
      throw new AssertionError(golden);
    }
  }

  @Test
  void whatCannotBeGivenIsNamed(@TempDir Path goldens) {
    assertThat(LaunchedTests.writing(NotYetThere.class, goldens).failure())
        .contains("there is no golden archive other")
        .endsWith("run mvn test -Dtest=GoldenParametersTest -Dstemma.golden.write=true");
    assertThat(LaunchedTests.run(Wrong.class, Map.of()).failure())
        .contains("a Commit or an Archive of io.stemma, not a java.lang.String");
    assertThat(LaunchedTests.run(WrongName.class, Map.of()).failure())
        .contains("as in te-2024A, not \"../scaled\"");
  }

  @Test
  void datumsAreNamedForGoldenCommitsOnly(Archive archive) {
    Commit other = archive.createRepository("in").main().commit("a", tx -> tx.write("/1", "3.7"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reproduce(other))
        .withMessageContaining("leave out on(..)");
  }

  @ExtendWith(StemmaExtension.class)
  static class Chosen {
    @Test
    void newest(@Golden("own") Commit golden) {
      assertTransformation(new Scaled(2)).reproduces(golden).identically();
    }

    @Test
    void byItsPipeline(@Golden(value = "own", pipeline = "b") Commit golden) {
      assertTransformation(new Scaled(2)).reproduces(golden).identically();
    }
  }

  private static void own(Path directory, List<String> pipelines) throws IOException {
    MemoryObjectStore store = new MemoryObjectStore();
    try (Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache())) {
      archive.createRepository("in").main().commit("a", tx -> tx.write("/1", "3.7"));
      for (String name : pipelines) {
        archive.definePipeline(name, new Scaled(2), Input.each("in", "/*")).run();
      }
    }
    GoldenFiles.of(store).create(directory.resolve("own"));
  }

  @Test
  void anArchiveWithSeveralPipelinesAsksWhich(@TempDir Path goldens) throws IOException {
    own(goldens, List.of("a", "b"));
    LaunchedTests run = LaunchedTests.reading(Chosen.class, goldens);
    assertThat(run.succeeded()).hasSize(1);
    assertThat(run.failure())
        .contains("has the pipelines [a, b]; say which: ")
        .contains("@Golden(value = \"own\", pipeline = \"a\")");
  }

  @Test
  void anArchiveWithoutPipelinesHasNoResults(@TempDir Path goldens) throws IOException {
    own(goldens, List.of());
    assertThat(LaunchedTests.reading(Chosen.class, goldens).failures())
        .hasSize(2)
        .allSatisfy(e -> assertThat(e).hasMessageContaining("it needs one"));
  }

  private static Path resource() throws IOException {
    return Path.of(GoldenFiles.root(GoldenParametersTest.class)).resolve("golden/scaled");
  }

  @ExtendWith(StemmaExtension.class)
  static class Reading {
    @Test
    void reads(@Golden("scaled") Commit golden) {
      reproduce(golden);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damageIsFoundInEveryFile(boolean cut, @TempDir Path goldens) throws IOException {
    GoldenFiles sound = GoldenFiles.read(resource());
    sound.create(goldens.resolve("scaled"));
    assertThat(LaunchedTests.reading(Reading.class, goldens).failures()).isEmpty();
    for (String key : sound.objects().keySet()) {
      Path file = goldens.resolve("scaled").resolve(key);
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = cut ? Arrays.copyOf(bytes, bytes.length / 2) : bytes.clone();
      damaged[damaged.length / 2] ^= 1;
      Files.write(file, damaged);
      assertThat(LaunchedTests.reading(Reading.class, goldens).failure())
          .as(key)
          .contains("the golden archive scaled in " + goldens.resolve("scaled") + " cannot be used")
          .contains(key)
          .contains("version control");
      Files.write(file, bytes);
    }
  }

  @Test
  void isReadFromAJar(@TempDir Path temp) throws IOException {
    GoldenFiles files = GoldenFiles.read(resource());
    Path jar = temp.resolve("tests.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String key : files.objects().keySet()) {
        entries.putNextEntry(new ZipEntry("golden/scaled/" + key));
        entries.write(Objects.requireNonNull(files.objects().get(key)));
      }
      entries.putNextEntry(new ZipEntry("golden/scaled2/stemma.json"));
    }
    URL first = URI.create("jar:" + jar.toUri() + "!/golden/scaled/stemma.json").toURL();
    GoldenFiles read = GoldenFiles.read(first);
    assertThat(read.objects()).usingRecursiveComparison().isEqualTo(files.objects());
    assertThat(read.place()).isEqualTo("golden/scaled/ in " + jar);
  }

  @Test
  void isWrittenToTheResourcesOfTheProject() throws IOException {
    GoldenPlace place =
        new GoldenPlace("x", GoldenParametersTest.class, true, Optional.empty(), "");
    assertThat(place.target())
        .isEqualTo(Path.of("src/test/resources/golden/x").toAbsolutePath().normalize());
  }
}
