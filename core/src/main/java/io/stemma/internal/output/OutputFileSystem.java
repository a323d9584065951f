package io.stemma.internal.output;

import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.JdkPathMatcher;
import io.stemma.internal.path.PathNames;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The output of a datum as a file system: what was written so far, and whatever will be. Open until
 * the datum ends; closing it does nothing. Directories come into being by being written into; those
 * that were made and stay empty leave nothing.
 */
final class OutputFileSystem extends FileSystem {
  private final DatumFiles files;
  private final PathNames directory;

  OutputFileSystem(DatumFiles files, TreePath datum) {
    this.files = files;
    this.directory = PathNames.of(datum.toString());
  }

  DatumFiles files() {
    return files;
  }

  /** That of the datum. */
  PathNames directory() {
    return directory;
  }

  /**
   * What is at a path.
   *
   * @throws NoSuchFileException if there is nothing
   */
  OutputAttributes attributes(OutputPath path) throws IOException {
    files.life().check();
    TreePath at = path.inOutput();
    Optional<FileEntry> file = files.tree().file(at);
    if (file.isEmpty() && !files.tree().isDirectory(at)) {
      throw new NoSuchFileException(path.toString());
    }
    return new OutputAttributes(
        at.toString(), file.isEmpty(), file.map(FileEntry::length).orElse(0L));
  }

  /** The names of what is directly in a directory. */
  List<String> names(OutputPath path) throws IOException {
    if (!attributes(path).isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    return files.tree().names(path.inOutput());
  }

  /** Changes the tree at a path, with nobody else in between. */
  private interface Change {
    void run(OutputTree tree, TreePath at) throws IOException;
  }

  private void change(OutputPath path, Change change) throws IOException {
    TreePath at = path.inOutput();
    files
        .life()
        .during(
            () -> {
              synchronized (files.tree()) {
                change.run(files.tree(), at);
              }
              return true;
            });
  }

  void createDirectory(OutputPath path) throws IOException {
    change(
        path,
        (tree, at) -> {
          if (tree.file(at).isPresent() || tree.isDirectory(at)) {
            throw new FileAlreadyExistsException(path.toString());
          }
          put(() -> tree.putDirectory(at, FileEntry.DIRECTORY_ENTRY), at);
        });
  }

  /** What cannot be put there is an error of the file system. */
  private static void put(Runnable put, TreePath at) throws FileSystemException {
    try {
      put.run();
    } catch (io.stemma.AlreadyExistsException e) {
      throw OutputFailures.of(at, e);
    }
  }

  void delete(OutputPath path) throws IOException {
    attributes(path);
    change(path, (tree, at) -> remove(tree, at, path));
  }

  private static void remove(OutputTree tree, TreePath at, OutputPath path) throws IOException {
    if (tree.file(at).isEmpty()) {
      if (!tree.isDirectory(at)) {
        throw new NoSuchFileException(path.toString());
      } else if (!tree.names(at).isEmpty()) {
        throw new DirectoryNotEmptyException(path.toString());
      } else if (!tree.isTaken(at) || at.isRoot()) {
        throw new FileSystemException(path.toString(), null, "is there as long as the datum is");
      }
    }
    tree.remove(at);
  }

  /** Copies a file by reference, or makes a directory like another. */
  void copy(OutputPath source, OutputPath target, boolean replace) throws IOException {
    TreePath to = target.inOutput();
    change(
        source,
        (tree, from) -> {
          Optional<FileEntry> file = tree.file(from);
          if (!clear(tree, from, source, to, target, replace)) {
            return;
          }
          put(
              () ->
                  file.ifPresentOrElse(
                      entry -> tree.put(to, entry),
                      () -> tree.putDirectory(to, FileEntry.DIRECTORY_ENTRY)),
              to);
        });
  }

  /** Moves a file, or a directory with all that is below it. */
  void move(OutputPath source, OutputPath target, boolean replace) throws IOException {
    TreePath to = target.inOutput();
    change(
        source,
        (tree, from) -> {
          if (from.contains(to) && !from.equals(to)) {
            throw new FileSystemException(
                source.toString(), target.toString(), "cannot be moved below itself");
          }
          if (!clear(tree, from, source, to, target, replace)) {
            return;
          }
          if (!tree.isTaken(from)) {
            throw new FileSystemException(
                source.toString(), null, "is there as long as the datum is");
          }
          put(() -> tree.move(from, to), to);
        });
  }

  /** Makes room at the target; false if it is the source. */
  private static boolean clear(
      OutputTree tree,
      TreePath from,
      OutputPath source,
      TreePath to,
      OutputPath target,
      boolean replace)
      throws IOException {
    if (tree.file(from).isEmpty() && !tree.isDirectory(from)) {
      throw new NoSuchFileException(source.toString());
    } else if (from.equals(to)) {
      return false;
    }
    if (tree.isTaken(to)) {
      if (!replace) {
        throw new FileAlreadyExistsException(target.toString());
      }
      remove(tree, to, target);
    }
    return true;
  }

  @Override
  public OutputFileSystemProvider provider() {
    return OutputFileSystemProvider.PROVIDER;
  }

  @Override
  public void close() {
    // It is open as long as the datum is: there is nothing to close.
  }

  @Override
  public boolean isOpen() {
    return !files.life().isOver();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public OutputPath getPath(String first, String... more) {
    return new OutputPath(this, PathNames.of(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return JdkPathMatcher.of(syntaxAndPattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("files of an output have no owners");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("the output of a datum cannot be watched");
  }
}
