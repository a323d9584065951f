package io.stemma.internal.datum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsWhatALoopFinds(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<Intervals.Entry<Integer>> entries = new ArrayList<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        long from = random.nextLong(40) - 20;
        long to = from + random.nextInt(random.nextInt(5) == 0 ? 40 : 4);
        entries.add(new Intervals.Entry<>(new Interval(from, to), i));
      }
      Intervals<Integer> intervals = new Intervals<>(entries);
      for (long number = -25; number < 65; number++) {
        long at = number;
        assertThat(intervals.containing(number))
            .isEqualTo(
                entries.stream()
                    .filter(e -> e.interval().from() <= at && at <= e.interval().to())
                    .sorted(
                        Comparator.comparingLong(
                                (Intervals.Entry<Integer> e) -> e.interval().from())
                            .thenComparingLong(e -> e.interval().to()))
                    .toList());
      }
    }
  }
}
