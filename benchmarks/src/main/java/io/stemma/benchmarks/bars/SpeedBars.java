package io.stemma.benchmarks.bars;

import java.util.ArrayList;
import java.util.List;

/**
 * The bars of speed, size and scale, beside other tools where there are some. Run with a heap of
 * 256 MiB. Those that leave very many files come last: file systems are slow after them.
 */
final class SpeedBars {
  private SpeedBars() {}

  static List<Bar> all() {
    PeerBars peers = new PeerBars();
    List<Bar> bars = new ArrayList<>(peers.all());
    bars.addAll(new ReadBars(peers.shots()).all());
    bars.addAll(new ScaleBars().all());
    bars.addAll(IndexBars.all());
    bars.addAll(HeapBars.all());
    bars.addAll(LogBars.all());
    return bars;
  }
}
