package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

class FasterWayTest {
  private static final long BYTES = 4L << 20;

  private final FasterWay way = new FasterWay();
  private int number;

  /** Writes files; how many of them went past the cache. */
  private int write(int files, LongBinaryOperator nanosOfFile) {
    int uncached = 0;
    for (int i = 0; i < files; i++) {
      boolean past = way.isUncached();
      uncached += past ? 1 : 0;
      way.took(past, BYTES, nanosOfFile.applyAsLong(past ? 1 : 0, number++));
    }
    return uncached;
  }

  @Test
  void triesBothThenTakesTheFasterAndTriesTheOtherNowAndThen() {
    assertThat(write(FasterWay.TRIALS, (past, i) -> past == 1 ? 100 : 200)).isEqualTo(4);
    assertThat(write(320, (past, i) -> past == 1 ? 100 : 200)).isEqualTo(310);
  }

  @Test
  void followsWhatBecomesFaster() {
    write(100, (past, i) -> past == 1 ? 100 : 200);
    int after = write(320, (past, i) -> past == 1 ? 400 : 200);
    assertThat(after).isLessThan(30);
    assertThat(write(320, (past, i) -> past == 1 ? 100 : 200)).isGreaterThan(240);
  }

  @Test
  void oneStallDecidesNothing() {
    write(100, (past, i) -> past == 1 ? 100 : 200);
    assertThat(write(32, (past, i) -> past == 1 && i % 16 == 0 ? 1_000_000 : past == 1 ? 100 : 200))
        .isGreaterThan(28);
  }
}
