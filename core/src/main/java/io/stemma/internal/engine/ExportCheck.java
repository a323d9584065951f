package io.stemma.internal.engine;

import io.stemma.AlreadyExistsException;
import io.stemma.ExportOptions.Existing;
import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for all that would make an export fail or go astray, before anything is written: names that
 * the file system does not take or takes for one, files that are there, and links and files that
 * are where a directory is to be.
 *
 * <p>To find names that are one, only 8 bytes of each name in the directories being walked are
 * kept: a hash. Where two are equal, the directory is read once more for the names.
 */
final class ExportCheck implements ExportWalk.Visitor<ExportCheck.Level> {
  /** On POSIX, including the NUL behind it. */
  private static final int PATH_MAX = 4096;

  private final FileTree tree;
  private final Existing existing;
  private final TargetNames names;

  ExportCheck(FileTree tree, Existing existing, TargetNames names) {
    this.tree = tree;
    this.existing = existing;
    this.names = names;
  }

  /** A directory that is to be. */
  static final class Level {
    private final Path directory;
    private final TreePath path;
    private final boolean there;
    private final int length;
    private long[] hashes = new long[16];
    private int count;

    Level(Path directory, TreePath path, boolean there, int length) {
      this.directory = directory;
      this.path = path;
      this.there = there;
      this.length = length;
    }

    void add(long hash) {
      if (count == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * count);
      }
      hashes[count++] = hash;
    }
  }

  Level root(Path target, TreePath from) {
    int length = names.length(target.toString());
    return new Level(target, from, Files.isDirectory(target), length);
  }

  @Override
  public Level enter(Level parent, String name, TreePath path) {
    int length = checkName(parent, name, path);
    Path directory = parent.directory.resolve(name);
    Optional<BasicFileAttributes> found = parent.there ? look(directory) : Optional.empty();
    if (found.isPresent() && !found.get().isDirectory()) {
      throw inTheWay(directory, found.get());
    }
    return new Level(directory, path, found.isPresent(), length);
  }

  /** The error for what is where a directory is to be. */
  static InvalidNameException inTheWay(Path directory, BasicFileAttributes found) {
    return new InvalidNameException(
        directory
            + (found.isSymbolicLink()
                ? " is a symbolic link, which an export does not follow"
                : " is a file, and the export has a directory there")
            + "; remove it, or export to another directory");
  }

  @Override
  public void file(Level parent, String name, TreeItem item) {
    checkName(parent, name, item.path());
    if (!parent.there) {
      return;
    }
    Path file = parent.directory.resolve(name);
    Optional<BasicFileAttributes> found = look(file);
    if (found.isEmpty()) {
      return;
    } else if (existing == Existing.FAIL) {
      throw alreadyThere(file);
    } else if (found.get().isDirectory()) {
      throw new InvalidNameException(
          file + " is a directory, and the export has a file there; nothing was written");
    }
  }

  /** The error for a file that is there. */
  static AlreadyExistsException alreadyThere(Path file) {
    return new AlreadyExistsException(
        file + " is there already; say with ExportOptions.withExisting what to do with such files");
  }

  private int checkName(Level parent, String name, TreePath path) {
    Optional<String> problem = names.problem(name);
    if (problem.isPresent()) {
      throw new InvalidNameException(
          path + " cannot be exported: \"" + name + "\" " + problem.get());
    }
    int length = parent.length + 1 + Math.max(names.length(name), WholeFileWriter.TEMPORARY_LENGTH);
    if (!names.windows() && length >= PATH_MAX) {
      throw new InvalidNameException(
          path + " cannot be exported: the path of the file would be longer than a path can be");
    }
    if (names.folds()) {
      parent.add(hash(names.folded(name)));
    }
    return parent.length + 1 + names.length(name);
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, over characters
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static Optional<BasicFileAttributes> look(Path path) {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("looking for " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void leave(Level level) {
    Arrays.sort(level.hashes, 0, level.count);
    for (int i = 1; i < level.count; i++) {
      if (level.hashes[i] == level.hashes[i - 1]) {
        checkClash(level, level.hashes[i]);
      }
    }
  }

  private void checkClash(Level level, long hash) {
    Map<String, String> seen = new HashMap<>();
    Iterator<TreeItem> children = tree.children(level.path);
    while (children.hasNext()) {
      String name = children.next().path().name();
      String folded = names.folded(name);
      String other = hash(folded) == hash ? seen.put(folded, name) : null;
      if (other != null) {
        throw new InvalidNameException(
            "\""
                + other
                + "\" and \""
                + name
                + "\" in "
                + level.path
                + " are one name to the file system of "
                + level.directory
                + ", which does not tell upper from lower case");
      }
    }
  }
}
