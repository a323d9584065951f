package io.stemma.benchmarks.bars;

import java.util.List;

/** The bars of the engine: durability, correctness under faults and concurrency, memory, ingest. */
final class EngineBars {
  private EngineBars() {}

  static List<Bar> all() {
    return List.of();
  }
}
