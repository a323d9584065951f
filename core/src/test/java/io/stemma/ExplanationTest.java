package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a result is not what it was. */
class ExplanationTest {
  private static final String SCALE =
      """
      public record Scale(int factor) implements Transformation {
        public void apply(Datum in, Output out) throws java.io.IOException {
          int raw = Integer.parseInt(Files.readString(in.path("shot").resolve("te")));
          int gain = Integer.parseInt(Files.readString(in.path("cal")));
          out.write("te", "" + Sum.of(raw * factor, gain));
        }
      }
      """;
  private static final String SUM =
      """
      class Sum {
        static int of(int a, int b) { return a + b; }
        static int other(int a) { return 7 * a; }
      }
      """;

  @TempDir Path directory;

  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(), ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());
  private Branch shots;
  private Branch cals;

  @BeforeEach
  void inputs() {
    shots = archive.createRepository("shots").main();
    cals = archive.createRepository("calibrations").main();
    shots.commit("one shot", tx -> tx.write("/1/te", "10").write("/1/ne", "1"));
    cals.commit("2024A", tx -> tx.write("/te", "2"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Commit run(int factor, String sum) throws IOException {
    Transformation scale = CompiledCode.of(directory, SCALE, sum).make("Scale", factor);
    return archive
        .definePipeline(
            "te",
            scale,
            Input.cross(
                Input.each("shots", "/{shot}").as("shot"),
                Input.each("calibrations", "/te").as("cal")))
        .run()
        .commit();
  }

  private static Derivation file(Commit commit) {
    try (var files = commit.walk("/")) {
      return commit.derivation(files.findFirst().orElseThrow().path());
    }
  }

  @Test
  void everythingThatWasDifferentIsNamedAndWhatMattersIsFound() throws IOException {
    Commit before = run(3, SUM);
    shots.commit("later", tx -> tx.write("/1/ne", "5"));
    cals.commit("2024B", tx -> tx.write("/te", "3"));
    Commit after = run(4, SUM.replace("7 * a", "8 * a"));

    Explanation explanation = file(after).explain(file(before));
    assertThat(explanation.factors())
        .hasToString(
            """
            what differs
            input shot: shots:/1/ne has changed, and was not read
            input cal: calibrations:/te has changed
            parameters: {"factor":4} against {"factor":3}
            code: lab.Sum has changed in ~int other(int)""");
    assertThat(explanation.effects(Trust.RECORDED_CODE))
        .extracting(Object::toString)
        .containsExactly(
            "input shot alone changes nothing",
            "input cal alone: 1 of 2 bytes, from 1",
            "parameters alone: 1 of 2 bytes, from 0",
            "code alone changes nothing");
    assertThat(explanation).asString().contains(":/1/te/te against ").contains("\n  code: lab.Sum");
  }

  @Test
  void codeThatDoesNotTakeTheOlderParametersIsNamed() throws IOException {
    Commit before = run(3, SUM);
    Transformation other =
        CompiledCode.of(
                directory,
                SCALE
                    .replace("int factor", "java.util.List<Integer> factor")
                    .replace("* factor", "* factor.get(0)"),
                SUM)
            .make("Scale", List.of(3));
    Commit after =
        archive
            .definePipeline("te", other, archive.pipeline("te").definition().input())
            .run()
            .commit();
    assertThat(file(after).explain(file(before)).effects(Trust.RECORDED_CODE))
        .extracting(Explanation.Effect::how)
        .hasSize(2)
        .allMatch(how -> how.startsWith("cannot be run: "));
  }

  @Test
  void whatWasComputedAlikeHasNoFactors() throws IOException {
    Commit before = run(3, SUM);
    shots.commit("later", tx -> tx.write("/2/te", "5"));
    Commit after = run(3, SUM);
    assertThat(file(after).explain(file(before)).factors()).isEmpty();
    assertThat(file(after).explain(file(before))).asString().endsWith("computed alike");
  }

  @Test
  void whatNobodyComputedIsNotExplained() throws IOException {
    Commit after = run(3, SUM);
    Derivation raw = shots.head().derivation("/1/te");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raw.explain(raw))
        .withMessageContaining("was computed by no job");
    assertThatIllegalArgumentException().isThrownBy(() -> file(after).explain(raw));
  }

  @Test
  void theCodeOfAJobCanBeReadAndCompared() throws IOException {
    Commit before = run(3, SUM);
    Commit after = run(3, SUM.replace("a + b", "a - b"));
    RecordedCode code = after.code().orElseThrow();
    assertThat(code.classes()).containsExactly("lab.Scale", "lab.Sum");
    assertThat(code.transformation()).isEqualTo("lab.Scale");
    assertThat(code.files().read("/lab/Sum.class")).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
    assertThat(code.changesSince(before.code().orElseThrow()))
        .extracting(Object::toString)
        .containsExactly("lab.Sum  ~int of(int, int)");
    assertThat(shots.head().code()).isEmpty();
  }
}
