package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files that take the place of others in a tree, and give it back. */
final class Overlay {
  private final Path tree;
  private final Path changed;
  private final Path replaced;
  private final List<Path> applied = new ArrayList<>();
  private final List<Path> made = new ArrayList<>();

  /**
   * An overlay.
   *
   * @param tree whose files are replaced
   * @param changed what they are replaced by, while this is not applied
   * @param replaced where they are while it is
   */
  Overlay(Path tree, Path changed, Path replaced) {
    this.tree = tree;
    this.changed = changed;
    this.replaced = replaced;
  }

  /** Where the changed files are to be put before this is first applied. */
  Path changed() {
    return changed;
  }

  /** Puts the changed files in; they are as new as if they had been written now. */
  void apply() throws IOException {
    FileTime now = FileTime.from(Instant.now());
    for (Path file : Directories.files(changed)) {
      Files.setLastModifiedTime(changed.resolve(file), now);
      if (Files.exists(tree.resolve(file))) {
        move(tree, replaced, file);
      } else if (!Files.exists(tree.resolve(file).getParent())) {
        Files.createDirectories(tree.resolve(file).getParent());
        made.add(tree.resolve(file).getParent());
      }
      move(changed, tree, file);
      applied.add(file);
    }
  }

  /** Puts the files back that were there before. */
  void revert() throws IOException {
    for (Path file : applied) {
      move(tree, changed, file);
      if (Files.exists(replaced.resolve(file))) {
        move(replaced, tree, file);
      }
    }
    for (Path directory : made) {
      Files.delete(directory);
    }
    applied.clear();
    made.clear();
  }

  private static void move(Path from, Path to, Path file) throws IOException {
    Files.createDirectories(to.resolve(file).getParent());
    Files.move(from.resolve(file), to.resolve(file));
  }
}
