package io.stemma.benchmarks.jmh;

import com.google.common.collect.Iterators;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.tree.Measure;
import io.stemma.internal.tree.NodeStore;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeEdit;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Changing and comparing trees whose nodes are in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TreeBenchmark {
  private static final int CHANGES = 10;
  private static final int VALUE = 60;

  /** How many keys the tree has. */
  @Param({"1000", "1000000"})
  public int keys;

  private final Map<Hash, byte[]> nodes = new HashMap<>();
  private Tree tree = Tree.empty(store(), Measure.VALUES);
  private Tree changed = tree;

  private NodeStore store() {
    return new NodeStore() {
      @Override
      public byte[] read(Hash id) {
        byte[] node = nodes.get(id);
        if (node == null) {
          throw new IllegalStateException("no node " + id);
        }
        return node;
      }

      @Override
      public Hash write(byte[] node) {
        Hash id = Kind.NODE.id(node, 0, node.length);
        nodes.put(id, node);
        return id;
      }
    };
  }

  private static TreeEdit put(int key, int version) {
    byte[] value = new byte[VALUE];
    new SplittableRandom(((long) version << 32) + key).nextBytes(value);
    String path = String.format(Locale.ROOT, "shot%06d/channel%03d", key / 100, key % 100);
    return TreeEdit.put(path.getBytes(StandardCharsets.UTF_8), value);
  }

  private List<TreeEdit> edits(int version) {
    return IntStream.range(0, CHANGES).mapToObj(i -> put(keys / CHANGES * i, version)).toList();
  }

  /** Builds the tree and a changed one. */
  @Setup
  public void build() {
    tree = tree.edit(IntStream.range(0, keys).mapToObj(i -> put(i, 0)).iterator());
    changed = tree.edit(edits(1).iterator());
  }

  /** Changes one value. */
  @Benchmark
  public Tree editOne() {
    return tree.edit(Iterators.singletonIterator(put(keys / 2, 1)));
  }

  /** Changes ten values far from each other. */
  @Benchmark
  public Tree editTen() {
    return tree.edit(edits(1).iterator());
  }

  /** Finds ten changes. */
  @Benchmark
  public int diffTen() {
    return Iterators.size(tree.diff(changed));
  }
}
