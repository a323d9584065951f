package io.stemma.internal.datum;

import io.stemma.Input;
import io.stemma.internal.commit.FileTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** A few repositories as sorted maps: from keys, with a slash behind directories, to files. */
final class ModelFiles {
  static final List<String> REPOSITORIES = List.of("a", "b", "c");
  private static final List<String> NAMES = List.of("1", "2", "3", "x", "y.z", "12");

  /**
   * A file, or what a directory says of itself.
   *
   * @param content of a file
   * @param from of its validity
   * @param to of its validity
   * @param said 0 for no validity, 1 for an interval, 2 for nonsense
   */
  record Stored(String content, long from, long to, int said) {
    boolean isValid(long number) {
      return said == 1 && from <= number && number <= to;
    }
  }

  final Map<String, TreeMap<String, Stored>> repositories = new HashMap<>();

  static ModelFiles random(Random random, int size) {
    ModelFiles files = new ModelFiles();
    for (String repository : REPOSITORIES) {
      files.repositories.put(repository, new TreeMap<>());
      for (int i = random.nextInt(size + 1); i > 0; i--) {
        files.put(random, repository);
      }
    }
    return files;
  }

  ModelFiles edited(Random random, int edits) {
    ModelFiles copy = new ModelFiles();
    repositories.forEach((name, files) -> copy.repositories.put(name, new TreeMap<>(files)));
    for (int i = 0; i < edits; i++) {
      String repository = REPOSITORIES.get(random.nextInt(REPOSITORIES.size()));
      TreeMap<String, Stored> files = copy.files(repository);
      if (files.isEmpty() || random.nextBoolean()) {
        copy.put(random, repository);
        continue;
      }
      String key = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
      if (random.nextBoolean() || key.endsWith("/")) {
        files.remove(key);
      } else {
        files.put(key, stored(random));
      }
    }
    return copy;
  }

  TreeMap<String, Stored> files(String repository) {
    return Objects.requireNonNull(repositories.get(repository));
  }

  private void put(Random random, String repository) {
    TreeMap<String, Stored> files = files(repository);
    StringBuilder path = new StringBuilder();
    for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
      if (files.containsKey(path.toString())) {
        return; // A file is no directory.
      }
    }
    boolean directory = random.nextInt(8) == 0;
    if (directory) {
      files.put(path + "/", new Stored("", 0, 0, 0));
    } else if (files.ceilingKey(path + "/") == null
        || !files.ceilingKey(path + "/").startsWith(path + "/")) {
      files.put(path.toString(), stored(random));
    }
  }

  private static Stored stored(Random random) {
    long from = random.nextInt(14);
    int said = random.nextInt(40) == 0 ? 2 : random.nextInt(3) == 0 ? 0 : 1;
    return new Stored("v" + random.nextInt(5), from, from + random.nextInt(3), said);
  }

  /** All files and directories, in the order of their keys; directories end with a slash. */
  List<String> keys(String repository) {
    TreeMap<String, Boolean> keys = new TreeMap<>();
    for (String key : files(repository).keySet()) {
      keys.put(key, true);
      for (int slash = key.indexOf('/', 1); slash > 0; slash = key.indexOf('/', slash + 1)) {
        keys.put(key.substring(0, slash + 1), true);
      }
    }
    return List.copyOf(keys.keySet());
  }

  /** The same as trees. */
  Sources sources() {
    Map<String, FileTree> trees = new HashMap<>();
    repositories.forEach((name, files) -> trees.put(name, tree(files)));
    return (Input.Selection selection) -> Objects.requireNonNull(trees.get(selection.repository()));
  }

  private static FileTree tree(Map<String, Stored> files) {
    MadeFiles made = new MadeFiles();
    files.forEach(
        (key, file) -> {
          if (key.endsWith("/")) {
            made.says(key, "note", "a directory");
            return;
          }
          made.file(key, file.content());
          if (file.said() == 1) {
            made.valid(key, file.from(), file.to());
          } else if (file.said() == 2) {
            made.says(key, "validity", List.of(file.from()));
          }
        });
    return made.tree();
  }
}
