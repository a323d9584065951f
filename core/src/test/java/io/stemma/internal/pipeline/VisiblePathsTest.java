package io.stemma.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisiblePathsTest {
  private static TreePath random(Random random, int depth) {
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(depth + 1); i > 0; i--) {
      path.append("ab.0-".charAt(random.nextInt(5))).append("x".repeat(random.nextInt(2)));
      path.append(i > 1 ? "/" : "");
    }
    String text = path.toString();
    return text.contains("/./") || text.endsWith("/.") ? TreePath.ROOT : TreePath.of(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void agreesWithLookingAtEachItem(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<TreePath> items = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        items.add(random(random, 4));
      }
      VisiblePaths visible = new VisiblePaths(items);
      for (int i = 0; i < 50; i++) {
        TreePath path = random(random, 5);
        assertThat(visible.contains(path))
            .as("%s in %s", path, items)
            .isEqualTo(items.stream().anyMatch(item -> item.contains(path)));
        assertThat(visible.leadsTo(path))
            .as("%s to %s", path, items)
            .isEqualTo(items.stream().anyMatch(path::contains));
        if (!visible.contains(path)) {
          assertThat(new TreeSet<>(texts(visible.children(path)))).isEqualTo(children(path, items));
        }
      }
    }
  }

  private static List<String> texts(List<TreePath> paths) {
    return paths.stream().map(TreePath::text).toList();
  }

  private static TreeSet<String> children(TreePath path, List<TreePath> items) {
    TreeSet<String> children = new TreeSet<>();
    for (TreePath item : items) {
      if (path.contains(item)) {
        TreePath up = item;
        while (!up.parent().equals(path)) {
          up = up.parent();
        }
        children.add(up.text());
      }
    }
    return children;
  }

  @Test
  void namesTheFirstOfMany() {
    List<TreePath> items = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      items.add(TreePath.of("/" + i));
    }
    assertThat(new VisiblePaths(items)).hasToString("[/0, /1, /2, /3, /4] and 3 more");
  }
}
