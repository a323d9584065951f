package io.stemma.testing.archive;

import io.stemma.Change;
import io.stemma.Commit;
import io.stemma.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares commits with what the model says of them. */
final class ModelCheck {
  private final ModelRandom random;

  ModelCheck(ModelRandom random) {
    this.random = random;
  }

  static void require(boolean good, Object... what) {
    if (!good) {
      StringBuilder text = new StringBuilder();
      for (Object part : what) {
        text.append(part).append(' ');
      }
      throw new AssertionError(text.toString().strip());
    }
  }

  /** Every file with its attributes and content, and the counts. */
  void whole(Commit commit, ModelTree tree) {
    counts(commit, tree, "/");
    Iterator<String> expected =
        tree.items().entrySet().stream()
            .filter(e -> e.getValue().isFile())
            .map(e -> e.getKey())
            .iterator();
    TreeMap<String, Entry> found = new TreeMap<>();
    try (Stream<Entry> walk = commit.walk("/")) {
      walk.forEach(e -> found.put(e.path(), e));
    }
    for (Entry entry : found.values()) {
      require(expected.hasNext(), "too many files, such as", entry);
      String path = expected.next();
      require(path.equals(entry.path()), "expected", path, "found", entry.path());
      file(commit, path, tree.items().get(path));
    }
    require(!expected.hasNext(), "files are missing");
    for (var item : tree.items().entrySet()) {
      if (!item.getValue().isFile()) {
        String path = item.getKey().substring(0, item.getKey().length() - 1);
        Entry entry = commit.entry(path);
        require(entry.isDirectory(), path, "is", entry);
        require(entry.attributes().values().equals(item.getValue().attributes()), path, entry);
      }
    }
  }

  private void file(Commit commit, String path, ModelItem item) {
    Entry entry = commit.entry(path);
    require(entry.isFile() && entry.length() == item.length(), path, entry, "not", item);
    require(entry.attributes().values().equals(item.attributes()), path, entry, "not", item);
    require(Arrays.equals(commit.read(path), item.content()), path, "has other bytes than", item);
  }

  private void counts(Commit commit, ModelTree tree, String directory) {
    Entry entry = commit.entry(directory);
    require(entry.isDirectory(), directory, "is", entry);
    require(
        entry.files() == tree.files(directory) && entry.length() == tree.bytes(directory),
        directory,
        entry,
        "not",
        tree.files(directory),
        "files,",
        tree.bytes(directory),
        "bytes");
  }

  /** A few places of a commit: a directory, a file, a part of a file. */
  void samples(Commit commit, ModelTree tree) {
    require(commit.files() == tree.files("/"), commit.files(), "files, not", tree.files("/"));
    require(commit.bytes() == tree.bytes("/"), commit.bytes(), "bytes, not", tree.bytes("/"));
    String directory = random.oneIn(4) ? "/" : random.directoryOf(tree);
    require(commit.exists(directory) == tree.exists(directory), directory, "exists, or does not");
    if (tree.exists(directory) && tree.file(directory).isEmpty()) {
      counts(commit, tree, directory);
      TreeSet<String> names = new TreeSet<>();
      commit.list(directory).forEach(e -> names.add(e.name()));
      require(names.equals(tree.names(directory)), directory, names, tree.names(directory));
    }
    String path = random.fileOf(tree);
    Optional<ModelItem> item = tree.file(path);
    require(commit.exists(path) == tree.exists(path), path, "exists, or does not");
    if (item.isPresent()) {
      file(commit, path, item.get());
      part(commit, path, item.get().content());
    }
  }

  private void part(Commit commit, String path, byte[] content) {
    int from = random.below(content.length + 1);
    int to = from + random.below(content.length - from + 1);
    ByteBuffer read = ByteBuffer.allocate(to - from);
    try (SeekableByteChannel channel = commit.newByteChannel(path).position(from)) {
      while (read.hasRemaining() && channel.read(read) >= 0) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    require(
        Arrays.equals(read.array(), Arrays.copyOfRange(content, from, to)),
        path,
        from,
        to,
        "has other bytes");
  }

  /** The difference of two commits, path by path. */
  void difference(Commit older, ModelTree before, Commit newer, ModelTree after) {
    TreeSet<String> expected = ModelTree.changed(before, after);
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Change> changes = newer.changesSince(older).stream()) {
      changes.forEach(
          change -> {
            boolean directory =
                change.before().or(change::after).map(Entry::isDirectory).orElseThrow();
            String key = change.path() + (directory ? "/" : "");
            require(found.add(key), key, "is there twice");
            require(change.before().isPresent() == before.items().containsKey(key), change);
            require(change.after().isPresent() == after.items().containsKey(key), change);
          });
    }
    require(found.equals(expected), "the difference is", found, "not", expected);
    require(newer.changesSince(older).isEmpty() == expected.isEmpty(), "isEmpty of", expected);
  }
}
