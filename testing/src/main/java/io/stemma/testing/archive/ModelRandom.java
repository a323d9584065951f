package io.stemma.testing.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Random paths, contents and choices of a model run. */
final class ModelRandom {
  private static final String[] SUFFIXES = {"", ".b", "!", "-1", " x", "\u00fc"};

  private final SplittableRandom random;

  ModelRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T of(Collection<T> all) {
    int n = below(all.size());
    return all instanceof List<T> list ? list.get(n) : new ArrayList<>(all).get(n);
  }

  private String name(String kind) {
    return kind + below(5) + SUFFIXES[oneIn(3) ? below(SUFFIXES.length) : 0];
  }

  /** A directory, up to three levels down; never the root. */
  String directory() {
    StringBuilder path = new StringBuilder();
    for (int level = below(3); level >= 0; level--) {
      path.append('/').append(name("d"));
    }
    return path.toString();
  }

  String file() {
    return (oneIn(6) ? "" : directory()) + "/" + name("f");
  }

  /** A file of a tree if it has any, else any path of a file. */
  String fileOf(ModelTree tree) {
    if (tree.items().isEmpty()) {
      return file();
    }
    String key = tree.items().ceilingKey(file());
    key = key == null ? tree.items().firstKey() : key;
    return key.endsWith("/") ? file() : key;
  }

  /** A directory of a tree, or any path. */
  String directoryOf(ModelTree tree) {
    String file = fileOf(tree);
    int slash = file.lastIndexOf('/', oneIn(2) ? file.length() : file.indexOf('/', 1));
    return slash <= 0 ? directory() : file.substring(0, slash);
  }

  byte[] content() {
    int length = oneIn(150) ? 200_000 + below(900_000) : oneIn(8) ? below(9000) : below(60);
    return content(length);
  }

  byte[] content(int length) {
    byte[] bytes = new byte[length];
    if (oneIn(3)) {
      java.util.Arrays.fill(bytes, (byte) below(4));
    } else {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  /** Some of a set, in its order. */
  TreeSet<String> some(TreeSet<String> all, int most) {
    TreeSet<String> some = new TreeSet<>();
    while (!all.isEmpty() && some.size() < Math.min(most, all.size())) {
      some.add(of(all));
    }
    return some;
  }
}
