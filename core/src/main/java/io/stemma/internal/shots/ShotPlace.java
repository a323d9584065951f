package io.stemma.internal.shots;

import io.stemma.ImportOptions.Links;
import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import io.stemma.internal.ingest.FileStat;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A shot.
 *
 * @param directory where its files are
 * @param path where they go in the branch
 */
record ShotPlace(Path directory, String path) {

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Lists the shots of a directory.
   *
   * @param into where they go in the branch
   * @param refused is told of directories that can be no shots, and why
   * @return sorted by path
   * @throws StorageException if the directory cannot be listed
   */
  static List<ShotPlace> in(
      Path watched, TreePath into, Links links, BiConsumer<Path, String> refused) {
    TreeMap<String, ShotPlace> found = new TreeMap<>();
    Set<String> twice = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(watched)) {
      for (Path entry : entries) {
        if (isShot(entry, links, refused)) {
          try {
            ShotPlace shot = new ShotPlace(entry, pathOf(watched, entry, into));
            ShotPlace other = found.putIfAbsent(shot.path(), shot);
            if (other != null) {
              twice.add(shot.path());
              refused.accept(entry, "its name is that of another in Unicode form C; rename one");
            }
          } catch (InvalidNameException e) {
            refused.accept(entry, e.getMessage() + "; rename the directory");
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new StorageException(
          "the directory " + watched + " cannot be listed; is it there, mounted and readable?", e);
    }
    for (String path : twice) {
      @Nullable ShotPlace first = found.remove(path);
      if (first != null) {
        refused.accept(
            first.directory(), "its name is that of another in Unicode form C; rename one");
      }
    }
    return List.copyOf(found.values());
  }

  private static boolean isShot(Path entry, Links links, BiConsumer<Path, String> refused)
      throws IOException {
    if (String.valueOf(entry.getFileName()).startsWith(".")) {
      return false;
    }
    try {
      FileStat stat = FileStat.of(entry, LinkOption.NOFOLLOW_LINKS);
      if (!stat.isLink()) {
        return stat.isDirectory();
      } else if (links == Links.SKIP || !Files.isDirectory(entry)) {
        return false;
      } else if (links == Links.FOLLOW) {
        return true;
      }
      refused.accept(
          entry,
          "it is a symbolic link to a directory; say with ShotOptions.withImports to skip or follow"
              + " links");
      return false;
    } catch (NoSuchFileException e) {
      return false; // Gone since it was listed.
    }
  }

  private static String pathOf(Path watched, Path entry, TreePath into) {
    String name = String.valueOf(entry.getFileName());
    boolean text;
    try {
      text = watched.resolve(name).equals(entry);
    } catch (InvalidPathException e) {
      text = false;
    }
    if (!text) {
      throw new InvalidNameException(
          "the name \"" + name + "\" is not text in " + System.getProperty("sun.jnu.encoding"));
    }
    return "/" + TreePath.of(into.isRoot() ? name : into.text() + "/" + name).text();
  }
}
