package io.stemma.internal.engine;

import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names in a directory, sorted, and the paths that they become. */
final class DirectoryNames {
  private static final char UNDECODABLE = '\uFFFD';

  private DirectoryNames() {}

  /**
   * A name.
   *
   * @param renamed whether the path ends otherwise than the name on disk
   */
  record Name(String onDisk, TreePath path, boolean renamed) {}

  static List<Name> of(Path directory, TreePath path) {
    String[] names = directory.toFile().list();
    if (names == null) {
      throw new StorageException(
          "the directory " + directory + " cannot be listed; is it readable?",
          new IOException("cannot list " + directory));
    }
    Arrays.sort(names);
    List<Name> found = new ArrayList<>(names.length);
    Set<String> renamed = new HashSet<>();
    for (String name : names) {
      checkDecodable(directory, name);
      TreePath at = path.resolve(TreePath.of(name));
      boolean other = !at.name().equals(name);
      if (other && (Arrays.binarySearch(names, at.name()) >= 0 || !renamed.add(at.name()))) {
        throw new InvalidNameException(
            directory + " holds two names that are the same in Unicode form C: \"" + name + "\"");
      }
      found.add(new Name(name, at, other));
    }
    return found;
  }

  private static void checkDecodable(Path directory, String name) {
    if (name.indexOf(UNDECODABLE) >= 0
        && !Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      throw new InvalidNameException(
          "the name \""
              + name
              + "\" in "
              + directory
              + " is not text in "
              + System.getProperty("sun.jnu.encoding")
              + "; rename the file, or run Java in a UTF-8 locale (LC_ALL=C.UTF-8)");
    }
  }
}
