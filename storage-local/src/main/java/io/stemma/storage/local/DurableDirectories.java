package io.stemma.storage.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which directories of a store survive a crash, as far as this process knows.
 *
 * <p>A directory that can be seen may have been made by another process that has not yet made its
 * name durable. So a name counts as durable only after this process forced the parent itself, once.
 *
 * <p>An fsync that failed once proves nothing when it succeeds later: the kernel may have dropped
 * what it could not write. So after a failure the directory is not used again through this store.
 */
final class DurableDirectories {
  private final FileCalls calls;
  private final Path root;
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();
  private final Set<Path> failed = ConcurrentHashMap.newKeySet();

  DurableDirectories(FileCalls calls, Path root) {
    this.calls = calls;
    this.root = root;
  }

  /** Makes a directory with its parents, where missing, and makes their names durable. */
  void ensure(Path directory) throws IOException {
    checkNotFailed(directory);
    if (durable.contains(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null && !leadsOutOfReach(directory, parent)) {
      ensure(parent);
      create(directory);
      forceParent(directory, parent);
    }
    durable.add(directory);
  }

  /** Makes the names in a directory durable, and the directory itself. */
  void sync(Path directory) throws IOException {
    ensure(directory);
    force(directory);
  }

  /** Makes the names in a directory durable whose own name is known to be. */
  void force(Path directory) throws IOException {
    checkNotFailed(directory);
    try {
      calls.forceDirectory(directory);
    } catch (NotForcedException e) {
      throw e;
    } catch (IOException e) {
      failed.add(directory);
      throw e;
    }
  }

  private void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      calls.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new IOException("no object can be below " + directory + ", which is a file", e);
      }
    }
  }

  /** Above the root, another file system begins where nobody creates directories for a store. */
  private boolean leadsOutOfReach(Path directory, Path parent) throws IOException {
    return root.startsWith(directory)
        && Files.isDirectory(directory)
        && !Files.getFileStore(directory).equals(Files.getFileStore(parent));
  }

  private void forceParent(Path directory, Path parent) throws IOException {
    boolean aboveRoot = root.startsWith(directory);
    List<Path> beside = aboveRoot ? List.of() : children(parent);
    try {
      force(parent);
      durable.addAll(beside); // one fsync for all of packs/00 to packs/ff
    } catch (NotForcedException e) {
      // Above the root, what we may not read is not where somebody just made our root.
      if (!aboveRoot || !(e.getCause() instanceof AccessDeniedException)) {
        throw e;
      }
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  private void checkNotFailed(Path directory) throws IOException {
    if (failed.contains(directory)) {
      throw new IOException(
          "an earlier fsync of "
              + directory
              + " failed, so nothing can be made durable there any more: check the disk, then open"
              + " the store anew");
    }
  }
}
