package io.stemma.benchmarks.bars;

import java.util.ArrayList;
import java.util.List;

/**
 * The bars of archives in Azure Blob Storage, on its emulator. Run with a heap of 256 MiB. Those
 * that leave very many objects come last.
 */
final class AzureBars {
  private AzureBars() {}

  static List<Bar> all() {
    AzureRun run = new AzureRun();
    List<Bar> bars = new ArrayList<>();
    bars.addAll(new AzureTransferBars(run).all());
    bars.addAll(new AzureErrorBars(run).all());
    bars.addAll(new AzureWriterBars(run).all());
    bars.addAll(new AzureRequestBars(run).all());
    return bars;
  }
}
