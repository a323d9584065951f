package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuseFilterTest {

  private static long[] keys(int count) {
    return new Random(count).longs(count).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 10, 20, 50, 100, 300, 1000, 5000, 65_536})
  void hasAllItsKeysAndFewOthers(int count) {
    long[] keys = keys(count);
    FuseFilter filter = FuseFilter.of(keys.clone(), count);
    for (long key : keys) {
      assertThat(filter.mayContain(key)).isTrue();
    }
    Random random = new Random(-count);
    int wrong = 0;
    for (int i = 0; i < 100_000; i++) {
      wrong += filter.mayContain(random.nextLong()) ? 1 : 0;
    }
    assertThat(wrong).isLessThan(600);
  }

  @Test
  void everySmallSizeCanBeBuiltAndTakesLittle() {
    for (int count = 0; count < 1000; count++) {
      FuseFilter filter = FuseFilter.of(keys(count), count);
      assertThat(filter.fingerprints().length).isLessThanOrEqualTo(48 + 2 * count);
    }
  }

  @Test
  void tenBitsAKeyAreEnough() {
    int count = 65_536;
    FuseFilter filter = FuseFilter.of(keys(count), count);
    assertThat(filter.fingerprints().length * 8.0 / count).isLessThan(10);
  }

  @Test
  void keysMayRepeat() {
    long[] keys = keys(3000);
    Arrays.fill(keys, 1000, 2000, 42L);
    Arrays.fill(keys, 2000, 2003, 43L);
    FuseFilter filter = FuseFilter.of(keys.clone(), keys.length);
    for (long key : keys) {
      assertThat(filter.mayContain(key)).isTrue();
    }
  }

  @Test
  void theSameKeysMakeTheSameFilter() {
    FuseFilter one = FuseFilter.of(keys(777), 777);
    FuseFilter two = FuseFilter.of(keys(777), 777);
    assertThat(one.fingerprints()).isEqualTo(two.fingerprints());
    assertThat(one.seed()).isEqualTo(two.seed());
  }
}
