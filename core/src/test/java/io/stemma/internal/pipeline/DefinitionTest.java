package io.stemma.internal.pipeline;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.Attributes;
import io.stemma.Condition;
import io.stemma.Input;
import io.stemma.PipelineOptions;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.condition.RandomConditions;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions of pipelines whose inputs have conditions, as they are stored. */
class DefinitionTest {
  private static final Condition ASKED = where("gas").is("D2").and("peak_current_kA").above(200);

  private static IntStream seeds() {
    return IntStream.rangeClosed(1, 20);
  }

  private static Definition of(Input input) {
    return new Definition(1, "a.B", "{}", input, PipelineOptions.DEFAULT, false, new TreeMap<>());
  }

  private static byte[] stored(Definition definition) {
    return new CommitObject(
            "te",
            Tree.EMPTY_ROOT,
            List.<Hash>of(),
            "ada",
            Instant.EPOCH,
            "define",
            definition.encode(),
            "0123456789abcdef0123456789abcdef")
        .encode();
  }

  private static Definition read(byte[] commit) {
    return Definition.decode(CommitObject.decode(commit).attributes());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void conditionsComeBackAsTheyWere(int seed) {
    RandomConditions random = new RandomConditions(seed);
    for (int i = 0; i < 40; i++) {
      Input each = Input.each("shots", "/{shot}", random.condition()).as("shot");
      Definition definition = of(Input.join(each.on("{shot}"), Input.all("cal").on("x").outer()));
      assertThat(read(stored(definition))).isEqualTo(definition);
    }
  }

  @Test
  void theDeepestConditionOfTheDeepestInputComesBack() {
    Condition deep = where("a").in(Instant.EPOCH);
    for (int level = 1; level < 20; level++) {
      deep = level % 2 == 0 ? where("b").is(1).or(deep) : where("b").is(1).and(deep);
    }
    Input input = Input.each("shots", "/{shot}", deep);
    for (int level = 1; level <= Input.MAX_DEPTH; level++) {
      input = Input.cross(Input.all("r" + level), input);
    }
    Definition definition = of(input);
    assertThat(read(stored(definition))).isEqualTo(definition);
  }

  @Test
  void isStoredAsTheDocumentShows() throws IOException {
    Definition definition = of(Input.each("shots", "/{shot}", ASKED));
    String commit = new String(stored(definition), StandardCharsets.UTF_8);
    String json = commit.split("\"input\":", 2)[1].split(",\"options\"", 2)[0];
    assertThat(json).contains("condition");
    assertThat(Files.readAllLines(Path.of("../docs/FORMAT.md"))).contains(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "where",
        "{\"not\":1}",
        "{\"path\":\"/*\",\"all\":[]}",
        "{\"attribute\":\"a\",\"operator\":\"nearly\",\"operands\":[1]}",
        "{\"attribute\":\"a\",\"operator\":\"above\",\"operands\":[\"x\"]}"
      })
  void damagedConditionsAreRefused(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Definition.decode(with(text)));
  }

  @Test
  void aConditionThatIsNoTextIsRefused() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Definition.decode(with(17L)))
        .withMessage("a pipeline whose condition is 17");
  }

  private static Attributes with(Object condition) {
    TreeMap<String, Object> values = new TreeMap<>(of(Input.each("r", "/*")).encode().values());
    TreeMap<String, Object> input = new TreeMap<>();
    Map<?, ?> whole = (Map<?, ?>) Objects.requireNonNull(values.get("input"));
    whole.forEach((name, value) -> input.put(String.valueOf(name), value));
    input.put("condition", condition);
    values.put("input", input);
    return new Attributes(values);
  }
}
