package io.stemma.internal.ingest;

import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names in a directory, sorted, and what they are called in a tree: the same in form C. */
final class DirectoryNames {
  private static final char UNDECODABLE = '\uFFFD';

  private final Path directory;
  private final String[] names;
  private final Map<String, Integer> renamed = new HashMap<>();

  private DirectoryNames(Path directory, String[] names) {
    this.directory = directory;
    this.names = names;
  }

  static DirectoryNames of(Path directory) {
    String[] names = directory.toFile().list();
    if (names == null) {
      throw new StorageException(
          "the directory " + directory + " cannot be listed; is it readable?",
          new IOException("cannot list " + directory));
    }
    Arrays.sort(names);
    DirectoryNames found = new DirectoryNames(directory, names);
    for (int i = 0; i < names.length; i++) {
      found.check(i);
    }
    return found;
  }

  private void check(int i) {
    String name = names[i];
    boolean twice = i > 0 && name.equals(names[i - 1]);
    if (twice || name.indexOf(UNDECODABLE) >= 0 && !exists(name)) {
      throw new InvalidNameException(
          "the name \""
              + name
              + "\" in "
              + directory
              + " is not text in "
              + System.getProperty("sun.jnu.encoding")
              + "; rename the file, or run Java in a UTF-8 locale (LC_ALL=C.UTF-8)");
    }
    if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
      Integer other = renamed.put(normal, i);
      int same = other != null ? other : Arrays.binarySearch(names, normal);
      if (same >= 0) {
        throw new InvalidNameException(
            directory + " holds two names that are the same in Unicode form C: \"" + name + "\"");
      }
    }
  }

  private boolean exists(String name) {
    try {
      return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  int size() {
    return names.length;
  }

  /** A name as it is on disk. */
  String get(int i) {
    return names[i];
  }

  /** The number of a name that is in form C; negative if it is not there. */
  int indexOf(String normal) {
    @Nullable Integer other = renamed.get(normal);
    return other != null ? other : Arrays.binarySearch(names, normal);
  }
}
