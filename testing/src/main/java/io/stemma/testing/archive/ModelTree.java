package io.stemma.testing.archive;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of one commit, as a sorted map. The key of a file is its path, that of a directory
 * which carries attributes ends in a slash; names in tests do not contain characters below the
 * slash that would matter.
 */
final class ModelTree {
  private final TreeMap<String, ModelItem> items;

  /** Directories that were deleted as a whole since this was copied from another tree. */
  private final TreeSet<String> cleared = new TreeSet<>();

  ModelTree() {
    items = new TreeMap<>();
  }

  ModelTree(ModelTree from) {
    items = new TreeMap<>(from.items);
  }

  NavigableMap<String, ModelItem> items() {
    return items;
  }

  Optional<ModelItem> file(String path) {
    return Optional.ofNullable(items.get(path));
  }

  private static String key(String directory) {
    return directory.equals("/") ? "/" : directory + "/";
  }

  /** All below a directory and what it carries itself. */
  SortedMap<String, ModelItem> below(String directory) {
    String from = key(directory);
    return items.subMap(from, from.substring(0, from.length() - 1) + "0");
  }

  boolean exists(String path) {
    return path.equals("/") || items.containsKey(path) || !below(path).isEmpty();
  }

  void write(String path, byte[] content) {
    ModelItem old = items.get(path);
    items.put(path, old == null ? ModelItem.file(content) : old.withContent(content));
  }

  void append(String path, byte[] more) {
    ModelItem old = items.get(path);
    byte[] before = old == null ? new byte[0] : old.content();
    byte[] all = java.util.Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, all, before.length, more.length);
    write(path, all);
  }

  void delete(String path) {
    if (items.remove(path) == null) {
      below(path).clear();
      cleared.add(path);
    }
  }

  /** Copies a file, or a directory with all that it carries, over what is there. */
  void copy(ModelTree from, String source, String target) {
    Map<String, ModelItem> copied = new TreeMap<>();
    ModelItem file = from.items.get(source);
    if (file != null) {
      copied.put(target, file);
    } else {
      from.below(source)
          .forEach((path, item) -> copied.put(target + path.substring(source.length()), item));
    }
    items.putAll(copied);
  }

  /** Deletes the files below a directory that are not given, and the directories without any. */
  void mirror(String directory, Set<String> files) {
    below(directory)
        .keySet()
        .removeIf(
            key ->
                key.endsWith("/")
                    ? !key.equals(key(directory))
                        && files.stream().noneMatch(file -> file.startsWith(key))
                    : !files.contains(key));
    cleared.add(directory);
  }

  void move(String source, String target) {
    copy(new ModelTree(this), source, target);
    delete(source);
  }

  void attribute(String path, String name, Optional<Object> value) {
    String key = items.containsKey(path) ? path : key(path);
    ModelItem old = items.getOrDefault(key, ModelItem.directory());
    ModelItem changed = old.withAttribute(name, value);
    if (changed.isFile() || !changed.attributes().isEmpty()) {
      items.put(key, changed);
    } else {
      items.remove(key);
    }
  }

  long files(String directory) {
    return below(directory).values().stream().filter(ModelItem::isFile).count();
  }

  long bytes(String directory) {
    return below(directory).values().stream().mapToLong(ModelItem::length).sum();
  }

  /** The names directly in a directory. */
  TreeSet<String> names(String directory) {
    String from = key(directory);
    TreeSet<String> names = new TreeSet<>();
    for (String path : below(directory).keySet()) {
      String rest = path.substring(from.length());
      if (!rest.isEmpty()) {
        names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
      }
    }
    return names;
  }

  /** Whether a path is in a directory that was deleted as a whole. */
  boolean isCleared(String path) {
    return cleared.stream().anyMatch(d -> path.equals(d) || path.startsWith(key(d)));
  }

  /** The paths in which two trees differ, with what another tree has there. */
  static TreeSet<String> changed(ModelTree from, ModelTree to) {
    TreeSet<String> changed = new TreeSet<>(from.items.keySet());
    changed.addAll(to.items.keySet());
    changed.removeIf(path -> Objects.equals(from.items.get(path), to.items.get(path)));
    return changed;
  }

  /** Takes over from another tree what is at a key, also if that is nothing. */
  void take(String key, ModelTree from) {
    ModelItem item = from.items.get(key);
    if (item == null) {
      items.remove(key);
    } else {
      items.put(key, item);
    }
  }
}
