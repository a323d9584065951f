package io.stemma.internal.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class IdSetTest {
  private static Hash id(int i) {
    return Hash.of(ByteBuffer.allocate(4).putInt(i).array());
  }

  @Test
  void holdsWhatWasAddedAndNothingElse() {
    IdSet set = new IdSet();
    for (int i = 0; i < 100_000; i += 2) {
      assertThat(set.add(id(i))).isTrue();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.contains(id(i))).isEqualTo(i % 2 == 0);
    }
    assertThat(set.add(id(0))).isFalse();
  }

  @Test
  void holdsTheIdOfZeros() {
    IdSet set = new IdSet();
    Hash zeros = Hash.read(new byte[Hash.BYTES], 0);
    assertThat(set.contains(zeros)).isFalse();
    assertThat(set.add(zeros)).isTrue();
    assertThat(set.contains(zeros)).isTrue();
  }
}
