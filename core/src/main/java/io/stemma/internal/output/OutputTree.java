package io.stemma.internal.output;

import io.stemma.AlreadyExistsException;
import io.stemma.Attributes;
import io.stemma.NotFoundException;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The files and directories that a datum has written so far. What is said of a path stays, whatever
 * is written there. Safe for use by several threads; whoever does several things at once
 * synchronizes on it.
 */
final class OutputTree {
  private final TreePath datum;

  /** By text; what is below {@code a} lies between {@code a/} and {@code a0}. */
  private final NavigableMap<String, OutputFile> files = new TreeMap<>();

  /** Those that were made as such, and those that were copied with attributes. */
  private final NavigableMap<String, OutputFile> directories = new TreeMap<>();

  private final NavigableMap<String, Map<String, Object>> said = new TreeMap<>();

  /** Said of them is nothing any more, unless they come back. */
  private final Set<String> deleted = new HashSet<>();

  OutputTree(TreePath datum) {
    this.datum = datum;
  }

  synchronized Optional<FileEntry> file(TreePath path) {
    return Optional.ofNullable(files.get(path.text())).map(OutputFile::entry);
  }

  /** The directory of the datum is there from the beginning, unless a file takes its place. */
  synchronized boolean isDirectory(TreePath path) {
    return path.isRoot()
        || hasDirectory(path)
        || path.contains(datum) && !files.containsKey(path.text());
  }

  private boolean hasDirectory(TreePath path) {
    return directories.containsKey(path.text())
        || isBelow(files.navigableKeySet(), path.text())
        || isBelow(directories.navigableKeySet(), path.text());
  }

  private static boolean isBelow(NavigableSet<String> paths, String directory) {
    String next = paths.ceiling(directory + "/");
    return next != null && next.startsWith(directory + "/");
  }

  /** Whether a file or a directory was put there. */
  synchronized boolean isTaken(TreePath path) {
    return path.isRoot() || files.containsKey(path.text()) || hasDirectory(path);
  }

  /** Fails where there can be no file. */
  synchronized void checkFile(TreePath path) {
    if (path.isRoot()) {
      throw new AlreadyExistsException("the path / is a directory and cannot be a file");
    } else if (hasDirectory(path)) {
      throw new AlreadyExistsException(path + " is a directory and cannot be a file");
    }
    checkAbove(path);
  }

  private void checkAbove(TreePath path) {
    String text = path.text();
    for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
      if (files.containsKey(text.substring(0, slash))) {
        throw new AlreadyExistsException(
            "/" + text.substring(0, slash) + " is a file: nothing can lie below it, as " + path);
      }
    }
  }

  /** Writes a file; the attributes that it has stay. */
  synchronized void write(TreePath path, Content content) {
    String attributes = file(path).map(FileEntry::attributes).orElse("");
    put(path, content.entry().withAttributes(attributes));
  }

  /** Puts a file there, with the attributes that it brings. */
  synchronized void put(TreePath path, FileEntry entry) {
    checkFile(path);
    files.put(path.text(), new OutputFile(path, entry));
    deleted.remove(path.text());
  }

  /** Puts a directory there, with the attributes that it brings. */
  synchronized void putDirectory(TreePath path, FileEntry entry) {
    if (files.containsKey(path.text())) {
      throw new AlreadyExistsException(path + " is a file and cannot be a directory");
    }
    checkAbove(path);
    directories.put(path.text(), new OutputFile(path, entry));
    deleted.remove(path.text());
  }

  /** Says something of a path, which need not exist. */
  synchronized void describe(TreePath path, String name, Object value) {
    if (path.isRoot()) {
      throw new NotFoundException("the root directory carries no attributes");
    }
    Map<String, Object> values = new HashMap<>(said.getOrDefault(path.text(), Map.of()));
    values.put(name, value);
    Attributes checked = new Attributes(values);
    CanonicalJson.write(checked);
    said.put(path.text(), checked.values());
    deleted.remove(path.text());
  }

  /** Takes away a file, or a directory below which there is nothing; its parent stays. */
  synchronized void remove(TreePath path) {
    files.remove(path.text());
    directories.remove(path.text());
    deleted.add(path.text());
    keepParent(path);
  }

  private void keepParent(TreePath path) {
    TreePath parent = path.parent();
    if (!parent.contains(datum) && !directories.containsKey(parent.text())) {
      directories.put(parent.text(), new OutputFile(parent, FileEntry.DIRECTORY_ENTRY));
    }
  }

  /** Moves a file or directory, and what is said of it, to where there is nothing. */
  synchronized void move(TreePath from, TreePath to) {
    checkAbove(to);
    for (NavigableMap<String, OutputFile> map : List.of(files, directories)) {
      move(map, from, to, (path, file) -> map.put(path.text(), new OutputFile(path, file.entry())));
    }
    move(said, from, to, (path, values) -> said.merge(path.text(), values, OutputTree::joined));
    keepParent(from);
  }

  private static Map<String, Object> joined(Map<String, Object> old, Map<String, Object> newer) {
    Map<String, Object> all = new HashMap<>(old);
    all.putAll(newer);
    return new Attributes(all).values();
  }

  private <V> void move(
      NavigableMap<String, V> map, TreePath from, TreePath to, BiConsumer<TreePath, V> target) {
    NavigableMap<String, V> moved =
        new TreeMap<>(map.subMap(from.text() + "/", true, from.text() + "0", false));
    V own = map.get(from.text());
    if (own != null) {
      moved.put(from.text(), own);
    }
    map.keySet().removeAll(moved.keySet());
    moved.forEach(
        (text, value) -> {
          TreePath path = TreePath.of(text).rebase(from, to);
          deleted.remove(path.text());
          target.accept(path, value);
        });
  }

  /** The names of what is directly in a directory. */
  synchronized List<String> names(TreePath directory) {
    String prefix = directory.isRoot() ? "" : directory.text() + "/";
    TreeSet<String> names = new TreeSet<>();
    addNames(files.navigableKeySet(), prefix, names);
    addNames(directories.navigableKeySet(), prefix, names);
    return new ArrayList<>(names);
  }

  private static void addNames(NavigableSet<String> paths, String prefix, Set<String> names) {
    @Nullable String at = paths.ceiling(prefix);
    while (at != null && at.startsWith(prefix)) {
      int slash = at.indexOf('/', prefix.length());
      String child = slash < 0 ? at : at.substring(0, slash);
      names.add(child.substring(prefix.length()));
      at = slash < 0 ? paths.higher(at) : paths.ceiling(child + "0");
    }
  }

  /** All files, and the directories of which something is said, in the order of their keys. */
  synchronized List<OutputFile> all() {
    NavigableMap<byte[], OutputFile> all = new TreeMap<>(Arrays::compareUnsigned);
    files.forEach((text, file) -> all.put(file.path().fileKey(), described(file)));
    NavigableMap<String, OutputFile> others = new TreeMap<>(directories);
    for (String text : said.keySet()) {
      if (!files.containsKey(text) && !deleted.contains(text)) {
        TreePath path = TreePath.of(text);
        checkAbove(path);
        others.putIfAbsent(text, new OutputFile(path, FileEntry.DIRECTORY_ENTRY));
      }
    }
    for (OutputFile other : others.values()) {
      OutputFile directory = described(other);
      if (!directory.entry().attributes().isEmpty()) {
        all.put(directory.path().directoryKey(), directory);
      }
    }
    return List.copyOf(all.values());
  }

  private OutputFile described(OutputFile file) {
    Map<String, Object> values = said.get(file.path().text());
    if (values == null) {
      return file;
    }
    Attributes own = CanonicalJson.readAttributes(file.entry().attributes());
    String all = CanonicalJson.write(new Attributes(joined(own.values(), values)));
    return new OutputFile(file.path(), file.entry().withAttributes(all));
  }
}
