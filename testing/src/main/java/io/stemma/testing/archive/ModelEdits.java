package io.stemma.testing.archive;

import io.stemma.AlreadyExistsException;
import io.stemma.Commit;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.Transaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Random edits within a transaction, each also done to a model of its tree. */
final class ModelEdits {
  private final ModelRandom random;
  private final Path directory;
  private int imports;

  /**
   * Edits.
   *
   * @param directory for what is imported
   */
  ModelEdits(ModelRandom random, Path directory) {
    this.random = random;
    this.directory = directory;
  }

  /**
   * One edit.
   *
   * @param old any commit, to copy from, with its tree
   */
  void edit(Transaction tx, ModelTree tree, Commit old, ModelTree oldTree) {
    switch (random.below(20)) {
      case 0 -> delete(tx, tree, random.fileOf(tree));
      case 1 -> delete(tx, tree, random.oneIn(3) ? random.directoryOf(tree) : random.file());
      case 2 -> move(tx, tree, random.fileOf(tree), random.file());
      case 3 -> move(tx, tree, random.directoryOf(tree), random.directory());
      case 4 -> copy(tx, tree, old, oldTree, random.fileOf(oldTree), random.file());
      case 5 -> copy(tx, tree, old, oldTree, random.directoryOf(oldTree), random.directory());
      case 6, 7 -> attribute(tx, tree, random.fileOf(tree));
      case 8 -> attribute(tx, tree, random.directory());
      case 9, 10, 11 -> append(tx, tree, random.fileOf(tree));
      case 12 -> read(tx, tree, random.fileOf(tree));
      case 13 -> stream(tx, tree, random.fileOf(tree));
      case 14 -> write(tx, tree, random.file());
      default -> write(tx, tree, random.fileOf(tree));
    }
  }

  private void write(Transaction tx, ModelTree tree, String path) {
    byte[] content = random.content();
    tree.write(path, content);
    if (random.oneIn(3)) {
      tx.write(path, new ByteArrayInputStream(content));
    } else {
      tx.write(path, content);
    }
  }

  private void stream(Transaction tx, ModelTree tree, String path) {
    byte[] content = random.content();
    try (OutputStream out = tx.newOutputStream(path)) {
      int half = random.below(content.length + 1);
      out.write(content, 0, half);
      out.write(content, half, content.length - half);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tree.write(path, content);
  }

  private void append(Transaction tx, ModelTree tree, String path) {
    byte[] content = random.content();
    tx.append(path, content);
    tree.append(path, content);
  }

  private static void delete(Transaction tx, ModelTree tree, String path) {
    tx.delete(path);
    tree.delete(path);
  }

  private static void move(Transaction tx, ModelTree tree, String from, String to) {
    if (!tree.exists(from)) {
      return;
    } else if (tree.exists(to) || (to + "/").startsWith(from + "/")) {
      try {
        tx.move(from, to);
        throw new AssertionError(from + " was moved to " + to);
      } catch (AlreadyExistsException e) {
        return;
      }
    }
    tx.move(from, to);
    tree.move(from, to);
  }

  private static void copy(
      Transaction tx, ModelTree tree, Commit old, ModelTree oldTree, String from, String to) {
    if (oldTree.exists(from)) {
      tx.copy(old, from, to);
      tree.copy(oldTree, from, to);
    }
  }

  private void attribute(Transaction tx, ModelTree tree, String wanted) {
    boolean directory = wanted.substring(wanted.lastIndexOf('/')).startsWith("/d");
    String path = directory || tree.file(wanted).isPresent() ? wanted : random.directory();
    String name = "a" + random.below(3);
    if (random.oneIn(3)) {
      tx.removeAttribute(path, name);
      tree.attribute(path, name, Optional.empty());
    } else {
      Object value = random.oneIn(2) ? (Object) (long) random.below(9) : "v" + random.below(9);
      tx.attribute(path, name, value);
      tree.attribute(path, name, Optional.of(value));
    }
  }

  private static void read(Transaction tx, ModelTree tree, String path) {
    ModelCheck.require(tx.entry(path).isPresent() == tree.exists(path), path, "in a transaction");
    tree.file(path)
        .ifPresent(
            item -> ModelCheck.require(Arrays.equals(tx.read(path), item.content()), path, item));
  }

  /** Imports a directory made for this. */
  void importing(Transaction tx, ModelTree tree) throws IOException {
    String target = random.oneIn(8) ? "/" : random.directory();
    Path source = directory.resolve("import" + imports++);
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = random.below(12); i >= 0; i--) {
      String path = random.file();
      byte[] content = random.content();
      Path file = source.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      files.put(target.equals("/") ? path : target + path, content);
    }
    boolean mirror = random.oneIn(3);
    ImportOptions options = ImportOptions.DEFAULT;
    Import done = tx.importDirectory(source, target, mirror ? options.mirroring() : options);
    ModelCheck.require(done.files() == files.size(), done, "not", files.size(), "files");
    if (mirror) {
      tree.mirror(target, files.keySet());
    }
    files.forEach(tree::write);
    remove(source);
  }

  private static void remove(Path source) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
