package io.stemma.benchmarks.bars;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DamageBarsTest {
  @Test
  void harmsEveryKindOfObject() throws Exception {
    Bar.Reached reached = DamageBars.damage(38);

    assertThat(reached.holds()).as(reached.text()).isTrue();
    assertThat(reached.text())
        .startsWith("152 places (8 CHUNK_LIST, ")
        .contains("8 COMMIT, ", "8 NODE of level 2, ", "8 index filters, ", "8 stemma.json)")
        .contains("trees of 3 levels: 0 not found, 0 returned as data or failed otherwise");
  }
}
