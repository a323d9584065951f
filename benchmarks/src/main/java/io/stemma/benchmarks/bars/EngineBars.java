package io.stemma.benchmarks.bars;

import java.util.ArrayList;
import java.util.List;

/** The bars of the engine: durability, correctness under faults and concurrency, memory, ingest. */
final class EngineBars {
  private EngineBars() {}

  static List<Bar> all() {
    List<Bar> bars = new ArrayList<>();
    bars.addAll(FaultBars.all());
    bars.addAll(DamageBars.all());
    bars.addAll(WriterBars.all());
    bars.addAll(ImportBars.all());
    return bars;
  }
}
