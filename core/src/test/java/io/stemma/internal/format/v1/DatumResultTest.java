package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.internal.base.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatumResultTest {
  private static DatumResult random(Random random) {
    List<DatumResult.InputPaths> inputs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<String> paths = new ArrayList<>();
      List<String> opened = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        String path = random.nextInt(8) == 0 ? "" : "shot " + random.nextInt(100) + "/" + j;
        paths.add(path);
        if (random.nextBoolean()) {
          opened.add(path.isEmpty() ? "te" : random.nextBoolean() ? path : path + "/te");
        }
      }
      inputs.add(new DatumResult.InputPaths("in" + i, random.nextInt(10), paths, opened));
    }
    List<DatumResult.OutputFile> outputs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      outputs.add(
          new DatumResult.OutputFile(
              "out " + i,
              random.nextBoolean() ? ObjectSamples.smallFile() : ObjectSamples.fullFile()));
    }
    return new DatumResult(
        Hash.of(("" + random.nextInt()).getBytes(UTF_8)),
        "/datum " + random.nextInt(),
        inputs,
        outputs,
        random.nextInt(10),
        random.nextLong(1L << 40),
        random.nextLong(1L << 40));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void resultsSurvive(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      DatumResult result = random(random);
      byte[] bytes = result.encode();
      assertThat(DatumResult.decode(bytes)).isEqualTo(result);
      assertThat(DatumResult.key(bytes, 0, bytes.length)).isEqualTo(result.key());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatIsDamagedIsRefusedOrNotFoundByItsKey(int seed) {
    Random random = new Random(seed);
    DatumResult result = random(random);
    byte[] bytes = result.encode();
    for (byte[] bad : Mutations.flips(bytes)) {
      assertThat(Mutations.decoded(() -> DatumResult.decode(bad))).isEmpty();
    }
    for (byte[] bad : Mutations.lengths(bytes)) {
      assertThat(Mutations.decoded(() -> DatumResult.decode(bad))).isEmpty();
    }
    String tag = Kind.DATUM_RESULT.tag();
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = Mutations.randomPayload(tag, bytes, random);
      Mutations.decoded(() -> DatumResult.key(bad, 0, bad.length))
          .filter(result.key()::equals)
          .ifPresent(key -> assertThat(bad).isEqualTo(bytes));
    }
  }

  @Test
  void whereVeryManyFilesWereOpenedTheInputStandsForThem() {
    List<String> many =
        IntStream.rangeClosed(0, DatumResult.MAX_OPENED).mapToObj(i -> "shots/" + i).toList();
    assertThat(new DatumResult.InputPaths("all", 0, List.of("shots"), many).opened())
        .containsExactly("shots");
    assertThat(new DatumResult.InputPaths("group", 0, many, many).opened()).isEqualTo(many);
  }

  @Test
  void whatIsOpenedIsAnInput() {
    DatumResult result =
        new DatumResult(
            Hash.of(new byte[0]),
            "/1",
            List.of(new DatumResult.InputPaths("in", 0, List.of("1"), List.of("10/te"))),
            List.of(),
            1,
            1,
            1);
    assertThatIllegalArgumentException()
        .isThrownBy(result::encode)
        .withMessage("10/te was opened, and is no input");
  }
}
