package io.stemma.internal.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.index.Tiers;
import io.stemma.internal.log.StateDraft;
import org.junit.jupiter.api.Test;

class CompactorTest {
  /** A state with index objects of some lengths, oldest first. */
  private static ArchiveState state(long... lengths) {
    StateDraft draft = new StateDraft(ArchiveState.EMPTY);
    for (long length : lengths) {
      draft.indexes().add(new IndexRef(PackId.random().toString(), length, 100));
    }
    return draft.toState();
  }

  private static long[] lengths(int count, long length) {
    long[] lengths = new long[count];
    java.util.Arrays.fill(lengths, length);
    return lengths;
  }

  @Test
  void isDueOnceATierIsFull() {
    assertThat(Compactor.isDue(ArchiveState.EMPTY)).isFalse();
    assertThat(Compactor.isDue(state(lengths(Tiers.WIDTH - 1, 5_000)))).isFalse();
    assertThat(Compactor.isDue(state(lengths(Tiers.WIDTH, 5_000)))).isTrue();
  }

  @Test
  void isNotDueWhileTiersDiffer() {
    assertThat(Compactor.isDue(state(100 << 20, 10 << 20, 1 << 20, 100 << 10, 10 << 10))).isFalse();
  }
}
