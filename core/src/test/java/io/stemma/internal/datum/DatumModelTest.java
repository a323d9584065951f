package io.stemma.internal.datum;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random inputs over random files against loops over lists. */
class DatumModelTest {
  private static final int INPUTS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 206})
  void anyInputGivesTheDatumsOfTheModel(long seed) {
    Random random = new Random(seed);
    int tried = 0;
    for (int accepted = 0; accepted < INPUTS; tried++) {
      ModelInput model = new RandomInputs(random).any(4, "");
      ModelFiles files = ModelFiles.random(random, 9);
      if (agree(model, files)) {
        accepted++;
      }
    }
    assertThat(tried).as("inputs that had to be made for %s", INPUTS).isLessThan(100 * INPUTS);
  }

  private static boolean agree(ModelInput model, ModelFiles files) {
    Input input = model.typed();
    DatumInputs inputs;
    List<ModelDatum> expected;
    try {
      inputs = DatumInputs.of(input);
      expected = withNamesakes(model.datums(files));
    } catch (IllegalArgumentException | ModelInput.TooMany e) {
      return false;
    }
    List<ModelDatum> found = new ArrayList<>();
    Sources sources = files.sources();
    inputs.at(sources).all().forEachRemaining(spec -> found.add(ModelDatum.of(spec)));
    assertThat(found).as("%s over %s", input, files.repositories).isEqualTo(expected);
    return true;
  }

  private static List<ModelDatum> withNamesakes(List<ModelDatum> datums) {
    Set<String> names = new HashSet<>();
    List<ModelDatum> all = new ArrayList<>();
    for (ModelDatum datum : datums) {
      ModelDatum copy = ModelDatum.copy(datum);
      if (copy.problems().isEmpty() && copy.name().contains("/../")) {
        copy.problems().add("no path");
      }
      if (!names.add(copy.name())) {
        copy.problems().add("namesake");
      }
      all.add(copy);
    }
    return all;
  }
}
