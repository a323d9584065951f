package io.stemma.internal.nio;

import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of commits for {@link java.nio.file.Files}, and finds them by URI while their archive
 * is open. Whatever would write throws {@link ReadOnlyFileSystemException}.
 */
public final class StemmaFileSystemProvider extends FileSystemProvider {
  /** The JDK makes the provider that it finds as a service. */
  public StemmaFileSystemProvider() {}

  private static final class Installed {
    static final StemmaFileSystemProvider PROVIDER = find();

    private static StemmaFileSystemProvider find() {
      for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
        if (provider instanceof StemmaFileSystemProvider ours) {
          return ours;
        }
      }
      // The JDK looks in the system class loader only, and this class is in another one.
      return new StemmaFileSystemProvider();
    }
  }

  /** The one that the JDK found, so that all paths in commits have the same. */
  static StemmaFileSystemProvider installed() {
    return Installed.PROVIDER;
  }

  @Override
  public String getScheme() {
    return StemmaUris.SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    getFileSystem(uri);
    throw new FileSystemAlreadyExistsException(uri.toString());
  }

  @Override
  public StemmaFileSystem getFileSystem(URI uri) {
    return fileSystem(StemmaUris.parse(uri));
  }

  private static StemmaFileSystem fileSystem(StemmaUris.Parts parts) {
    FileSystemNotFoundException missing =
        new FileSystemNotFoundException(
            "commit "
                + parts.commit().abbreviated()
                + " is in no archive with id "
                + parts.archive()
                + " that is open in this process; open the archive first");
    for (OpenCommits source : OpenSources.find(parts.archive())) {
      try {
        Commit commit = source.commit(parts.commit());
        return new StemmaFileSystem(parts.archive(), commit, source::isOpen);
      } catch (NotFoundException e) {
        missing.addSuppressed(e); // Another copy of the archive may have it.
      }
    }
    throw missing;
  }

  @Override
  public StemmaPath getPath(URI uri) {
    StemmaUris.Parts parts = StemmaUris.parse(uri);
    return fileSystem(parts).getPath(parts.path());
  }

  private static StemmaPath file(Path path, Set<? extends OpenOption> options) throws IOException {
    for (OpenOption option : options) {
      if (option == StandardOpenOption.WRITE
          || option == StandardOpenOption.APPEND
          || option == StandardOpenOption.DELETE_ON_CLOSE) {
        throw new ReadOnlyFileSystemException();
      } else if (!(option instanceof StandardOpenOption || option instanceof LinkOption)) {
        throw new UnsupportedOperationException("unknown option: " + option);
      }
    }
    StemmaPath file = StemmaPath.cast(path);
    if (file.getFileSystem().entry(file).isDirectory()) {
      throw Failures.isDirectory(file);
    }
    return file;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new StemmaFileChannel(file(path, options));
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    return new StemmaInputStream(file(path, Set.of(options)));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    StemmaPath directory = StemmaPath.cast(path);
    StemmaFileSystem fileSystem = directory.getFileSystem();
    if (!fileSystem.entry(directory).isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    Iterator<Entry> entries = fileSystem.call(directory, StemmaDirectoryStream::children);
    return new StemmaDirectoryStream(directory, entries, filter);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    StemmaPath file = StemmaPath.cast(path);
    Entry entry = file.getFileSystem().entry(file);
    for (AccessMode mode : modes) {
      if (mode == AccessMode.WRITE) {
        throw new AccessDeniedException(path.toString(), null, "a commit cannot be changed");
      } else if (mode == AccessMode.EXECUTE && entry.isFile() && !entry.executable()) {
        throw new AccessDeniedException(path.toString(), null, "the file is not executable");
      }
    }
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    if (path.equals(other)) {
      return true;
    }
    StemmaPath first = StemmaPath.cast(path).toRealPath();
    return other instanceof StemmaPath second && first.equals(second.toRealPath());
  }

  @Override
  public boolean isHidden(Path path) {
    StemmaPath name = StemmaPath.cast(path).getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    checkAccess(path);
    return new StemmaFileStore(StemmaPath.cast(path).getFileSystem());
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    StemmaPath file = StemmaPath.cast(path);
    return type == BasicFileAttributeView.class ? type.cast(new StemmaAttributeView(file)) : null;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("no attributes of type " + type.getName());
    }
    return type.cast(new StemmaAttributeView(StemmaPath.cast(path)).readAttributes());
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    StemmaPath file = StemmaPath.cast(path);
    Entry entry = file.getFileSystem().entry(file);
    return file.getFileSystem()
        .call(file, (commit, text) -> StemmaAttributes.read(commit, entry, names));
  }

  @Override
  public Path readSymbolicLink(Path path) throws IOException {
    checkAccess(path);
    throw new NotLinkException(path.toString());
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void createLink(Path link, Path existing) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
