package io.stemma.internal.nio;

import io.stemma.ArchiveId;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.internal.path.JdkPathMatcher;
import io.stemma.internal.path.PathNames;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A commit as a read-only file system: equal to another if archive and commit are. Open as long as
 * its archive is; closing it does nothing.
 */
public final class StemmaFileSystem extends FileSystem {
  private final ArchiveId archive;
  private final Commit commit;
  private final BooleanSupplier open;

  /**
   * The file system of a commit.
   *
   * @param open whether the archive is open
   */
  public StemmaFileSystem(ArchiveId archive, Commit commit, BooleanSupplier open) {
    this.archive = archive;
    this.commit = commit;
    this.open = open;
  }

  ArchiveId archive() {
    return archive;
  }

  Commit commit() {
    return commit;
  }

  void checkOpen() {
    if (!open.getAsBoolean()) {
      throw new ClosedFileSystemException();
    }
  }

  /** Something that is done with a commit at a path. */
  interface Call<T> {
    T run(Commit commit, String path);
  }

  /** Does something with the commit, and gives its errors the names that readers of paths know. */
  <T> T call(StemmaPath path, Call<T> call) throws IOException {
    checkOpen();
    try {
      return call.run(commit, path.inCommit());
    } catch (RuntimeException e) {
      throw Failures.of(path, e);
    }
  }

  /**
   * What is at a path.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing
   */
  Entry entry(StemmaPath path) throws IOException {
    Entry known = path.knownEntry();
    if (known != null) {
      checkOpen();
      return known;
    }
    Entry found = call(path, Commit::entry);
    path.foundEntry(found);
    return found;
  }

  @Override
  public StemmaFileSystemProvider provider() {
    return StemmaFileSystemProvider.installed();
  }

  @Override
  public void close() {
    // A commit is open as long as its archive: there is nothing to close.
  }

  @Override
  public boolean isOpen() {
    return open.getAsBoolean();
  }

  @Override
  public boolean isReadOnly() {
    return true;
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
    return List.of(new StemmaFileStore(this));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return StemmaAttributes.VIEWS;
  }

  @Override
  public StemmaPath getPath(String first, String... more) {
    return new StemmaPath(this, PathNames.of(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return JdkPathMatcher.of(syntaxAndPattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("files of a commit have no owners");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("a commit does not change: there is nothing to watch");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StemmaFileSystem that
        && commit.id().equals(that.commit.id())
        && archive.equals(that.archive);
  }

  @Override
  public int hashCode() {
    return Objects.hash(archive, commit.id());
  }

  /** The URI of its root. */
  @Override
  public String toString() {
    return getPath("/").toUri().toString();
  }
}
