package io.stemma.benchmarks.bars;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The areas that have bars, by the word that names them on the command line. */
final class Areas {
  private static final Map<String, Supplier<List<Bar>>> BY_WORD =
      new TreeMap<>(
          Map.of(
              "azure", AzureBars::all,
              "catalog", CatalogBars::all,
              "engine", EngineBars::all,
              "pipelines", PipelineBars::all,
              "provenance", ProvenanceBars::all,
              "speed", SpeedBars::all));

  private Areas() {}

  /** The bars of an area. */
  static List<Bar> bars(String area) {
    Supplier<List<Bar>> bars = BY_WORD.get(area);
    if (bars == null) {
      throw new IllegalArgumentException(
          "no area is called " + area + "; there are: " + String.join(", ", BY_WORD.keySet()));
    }
    return bars.get();
  }
}
