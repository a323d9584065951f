package io.stemma.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.TreeNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roots that must never change: the test vectors of docs/FORMAT.md. */
class TreeGoldenTest {
  @Test
  void theEmptyTree() {
    assertThat(Tree.EMPTY_ROOT.toString())
        .isEqualTo("6cd7dbfe9541463dfeb0089f991c62df18e09792a728f6531314c048fef66904");
  }

  @ParameterizedTest
  @CsvSource({
    "100, bbbad0d54aa9191cb3f810557950f4f0b82e37093059c39bae6a5b3fce91b69b, 1, 0",
    "1000, 4f7bc9290b596278911dcd0c54e1394611940c2fdae1384b6cdccdf623b09bd3, 6, 1",
    "100000, 983c1d8545b7451824da24d12f29bbe63725c69488933551af4d4962b8a76527, 618, 2"
  })
  void treesOfNumberedPaths(int keys, String root, int nodes, int level) {
    MemoryNodes store = new MemoryNodes();
    Tree tree =
        Tree.empty(store, Measure.VALUES)
            .edit(IntStream.range(0, keys).mapToObj(TreeGoldenTest::put).iterator());
    assertThat(tree.root().toString()).isEqualTo(root);
    assertThat(store.nodes).hasSize(nodes);
    assertThat(TreeNode.decode(store.read(tree.root())).level()).isEqualTo(level);
  }

  private static TreeEdit put(int i) {
    byte[] key = Trees.ascii(String.format("/%05d/ch%03d.f64", i / 100, i % 100));
    return TreeEdit.put(key, Hash.of(Trees.ascii(Integer.toString(i))).toBytes());
  }
}
