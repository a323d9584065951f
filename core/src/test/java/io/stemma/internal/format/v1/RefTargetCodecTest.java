package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefTargetCodecTest {
  private static Optional<Hash> id(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Hash.of(("" + random.nextInt()).getBytes(UTF_8)));
  }

  private static RefTarget random(Random random) {
    RefTarget target =
        new RefTarget(
            id(random),
            Optional.empty(),
            id(random),
            Optional.empty(),
            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            CommitObjectTest.text(random));
    return random.nextBoolean()
        ? target
        : target.movedBy(String.format("%032x", random.nextInt() & 0xffff_ffffL));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void targetsSurvive(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      RefTarget target = random(random);
      assertThat(RefTargetCodec.decode(RefTargetCodec.encode(target))).isEqualTo(target);
    }
  }

  /** One target, one encoding: what is read has the bytes that it was read from. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void damagedTargetsAreRefusedOrOthers(int seed) {
    Random random = new Random(seed);
    byte[] bytes = RefTargetCodec.encode(random(random));
    Mutations.flips(bytes).forEach(RefTargetCodecTest::assertOneMeaning);
    Mutations.lengths(bytes).forEach(RefTargetCodecTest::assertOneMeaning);
    for (int i = 0; i < 2_000; i++) {
      assertOneMeaning(Mutations.random(bytes, random));
    }
  }

  private static void assertOneMeaning(byte[] bytes) {
    Mutations.decoded(() -> RefTargetCodec.decode(bytes))
        .ifPresent(target -> assertThat(RefTargetCodec.encode(target)).isEqualTo(bytes));
  }
}
