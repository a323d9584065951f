package io.stemma.benchmarks.bars;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DamageBarsTest {
  @Test
  void harmsEveryKindOfObject() throws Exception {
    Bar.Reached reached = DamageBars.damage(19);

    assertThat(reached.holds()).as(reached.text()).isTrue();
    assertThat(reached.text())
        .startsWith("76 places (4 CHUNK_LIST, ")
        .contains("4 COMMIT, ", "4 NODE of level 2, ", "4 index filters, ", "4 stemma.json)")
        .contains("trees of 3 levels: 0 not found, 0 returned as data or failed otherwise");
  }
}
