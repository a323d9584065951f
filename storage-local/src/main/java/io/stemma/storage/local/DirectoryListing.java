package io.stemma.storage.local;

import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the directories of a store in the order of keys, opening a directory only when its turn has
 * come, and looking only at files whose turn has come.
 *
 * <p>A directory {@code a} sorts as {@code a/}: behind {@code a-b} and {@code a.b}, which a file
 * {@code a} comes before. Names of a directory are therefore sorted without knowing what they are,
 * and only those that are followed by such a name are looked at first.
 */
final class DirectoryListing implements Iterator<ObjectInfo> {
  private record Level(Path directory, String key, Iterator<String> names) {}

  private final String prefix;
  private final String after;
  private final LinkingWriter.Guard guard;
  private final Deque<Level> levels = new ArrayDeque<>();
  private @Nullable ObjectInfo next;
  private int directoriesRead;

  DirectoryListing(Path root, String prefix, String after, LinkingWriter.Guard guard)
      throws IOException {
    this.prefix = prefix;
    this.after = after;
    this.guard = guard;
    String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    enter(root.resolve(start), start);
    if (levels.isEmpty() && !Files.isDirectory(root)) {
      throw new NoSuchFileException(root.toString(), null, "the directory of the store is gone");
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !levels.isEmpty()) {
        guard.checkOpen();
        advance(levels.element());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return next != null;
  }

  @Override
  public ObjectInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ObjectInfo info = Objects.requireNonNull(next);
    next = null;
    return info;
  }

  /** How many directories were opened so far. */
  int directoriesRead() {
    return directoriesRead;
  }

  private void advance(Level level) throws IOException {
    if (!level.names.hasNext()) {
      levels.pop();
      return;
    }
    String entry = level.names.next();
    String name = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
    String key = level.key + name;
    Path path = level.directory.resolve(name);
    BasicFileAttributes attributes = attributes(path);
    if (attributes == null) {
      return;
    }
    if (attributes.isDirectory()) {
      if (mayContain(key + "/")) {
        enter(path, key + "/");
      }
    } else if (attributes.isRegularFile() && key.startsWith(prefix) && key.compareTo(after) > 0) {
      next = new ObjectInfo(key, attributes.size());
    }
  }

  /** Begins a directory, unless it has vanished. */
  private void enter(Path directory, String key) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        String name = path.getFileName().toString();
        String full = key + name;
        if ((mayBeListed(full) || mayContain(full + "/")) && ObjectKeys.isKey(full)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    directoriesRead++;
    sort(directory, names);
    levels.push(new Level(directory, key, names.iterator()));
  }

  private boolean mayBeListed(String key) {
    return key.startsWith(prefix) && key.compareTo(after) > 0;
  }

  /** Whether keys that begin like this can be asked for. */
  private boolean mayContain(String beginning) {
    return (beginning.startsWith(prefix) || prefix.startsWith(beginning))
        && (beginning.compareTo(after) > 0 || after.startsWith(beginning));
  }

  private static void sort(Path directory, List<String> names) throws IOException {
    Collections.sort(names);
    boolean moved = false;
    for (int i = 0; i + 1 < names.size(); i++) {
      String name = names.get(i);
      String follower = names.get(i + 1);
      if (follower.startsWith(name) && follower.charAt(name.length()) < '/') {
        BasicFileAttributes attributes = attributes(directory.resolve(name));
        if (attributes != null && attributes.isDirectory()) {
          names.set(i, name + "/");
          moved = true;
        }
      }
    }
    if (moved) {
      Collections.sort(names);
    }
  }

  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
