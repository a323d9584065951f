package io.stemma.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreThoseOfTheNearestRank() {
    Latencies latencies = new Latencies();
    for (int i = 2000; i >= 1; i--) {
      latencies.add(i);
    }
    assertThat(latencies.percentile(50)).isEqualTo(1000);
    assertThat(latencies.percentile(99)).isEqualTo(1980);
    assertThat(latencies.percentile(99.95)).isEqualTo(1999);
    assertThat(latencies.percentile(100)).isEqualTo(2000);
    assertThat(latencies.percentile(0.001)).isEqualTo(1);
    latencies.add(0);
    assertThat(latencies.percentile(0.001)).isZero();
  }

  @Test
  void aSingleDurationIsEveryPercentile() {
    Latencies latencies = new Latencies();
    latencies.add(2_500_000);
    assertThat(latencies.percentile(50)).isEqualTo(latencies.percentile(99));
    assertThat(latencies).hasToString("1: p50 2.50 ms, p99 2.50 ms, max 2.50 ms");
  }

  @Test
  void nothingHasNoPercentile() {
    Latencies latencies = new Latencies();
    assertThat(latencies).hasToString("none");
    assertThatThrownBy(() -> latencies.percentile(50)).isInstanceOf(IllegalStateException.class);
    latencies.add(1);
    assertThatThrownBy(() -> latencies.percentile(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
