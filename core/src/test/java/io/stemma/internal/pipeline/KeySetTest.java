package io.stemma.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set of keys is like any other. */
class KeySetTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatWasAdded(long seed) {
    Random random = new Random(seed);
    KeySet keys = new KeySet();
    Set<Hash> model = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      Hash key = key(random);
      assertThat(keys.contains(key)).isEqualTo(model.contains(key));
      if (random.nextBoolean()) {
        keys.add(key);
        model.add(key);
      }
      assertThat(keys.size()).isEqualTo(model.size());
    }
    assertThat(model).allMatch(keys::contains);
  }

  /** Few that differ in few bits, among them one of zeros. */
  private static Hash key(Random random) {
    byte[] bytes = new byte[Hash.BYTES];
    bytes[random.nextInt(7)] = (byte) random.nextInt(64);
    bytes[Hash.BYTES - 1 - random.nextInt(8)] = (byte) random.nextInt(8);
    return Hash.read(bytes, 0);
  }
}
