package io.stemma.internal.output;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of outputs for {@link java.nio.file.Files}. Not installed: an output is reached by
 * the paths that it gives, and by no URI.
 */
final class OutputFileSystemProvider extends FileSystemProvider {
  static final String SCHEME = "stemma-output";
  static final OutputFileSystemProvider PROVIDER = new OutputFileSystemProvider();

  private OutputFileSystemProvider() {}

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("the output of a datum is made by its job: " + uri);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new FileSystemNotFoundException("the output of a datum is found by no URI: " + uri);
  }

  @Override
  public Path getPath(URI uri) {
    throw new FileSystemNotFoundException("the output of a datum is found by no URI: " + uri);
  }

  private static void refuse(FileAttribute<?>... attributes) {
    if (attributes.length > 0) {
      throw new UnsupportedOperationException(
          "a new file cannot be given the attribute " + attributes[0].name());
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    OutputPath file = OutputPath.cast(path);
    OpenMode mode = OpenMode.of(options);
    refuse(attributes);
    return file.getFileSystem().files().open(file.inOutput(), mode);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    OutputPath file = OutputPath.cast(path);
    OpenMode mode = OpenMode.of(options);
    refuse(attributes);
    return new OutputFileChannel(file.getFileSystem().files().begin(file.inOutput(), mode));
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    OutputPath file = OutputPath.cast(path);
    Set<OpenOption> set = new HashSet<>(List.of(options));
    if (set.contains(StandardOpenOption.READ)) {
      throw new IllegalArgumentException("READ makes no sense for a stream that is written");
    }
    set.add(StandardOpenOption.WRITE);
    OpenMode mode = options.length == 0 ? OpenMode.OVERWRITE : OpenMode.of(set);
    return new OutputFileStream(file.getFileSystem().files().begin(file.inOutput(), mode));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    OutputPath directory = OutputPath.cast(path);
    return new OutputDirectoryStream(directory, directory.getFileSystem().names(directory), filter);
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    refuse(attributes);
    OutputPath directory = OutputPath.cast(path);
    directory.getFileSystem().createDirectory(directory);
  }

  @Override
  public void delete(Path path) throws IOException {
    OutputPath file = OutputPath.cast(path);
    file.getFileSystem().delete(file);
  }

  private static boolean replaces(CopyOption... options) {
    for (CopyOption option : options) {
      if (!(option instanceof StandardCopyOption || option instanceof LinkOption)) {
        throw new UnsupportedOperationException("unknown option: " + option);
      }
    }
    return Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    OutputPath from = OutputPath.cast(source);
    OutputPath to = OutputPath.cast(target);
    boolean replace = replaces(options);
    if (from.getFileSystem().equals(to.getFileSystem())) {
      to.getFileSystem().copy(from, to, replace);
      return;
    }
    if (replace) {
      Files.deleteIfExists(to);
    }
    if (from.getFileSystem().attributes(from).isDirectory()) {
      createDirectory(to);
    } else {
      try (var in = newInputStream(from)) {
        Files.copy(in, to);
      }
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    OutputPath from = OutputPath.cast(source);
    OutputPath to = OutputPath.cast(target);
    boolean replace =
        replaces(options) || Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE);
    if (!from.getFileSystem().equals(to.getFileSystem())) {
      throw new UnsupportedOperationException(
          "files cannot be moved from the output of one datum to that of another");
    }
    to.getFileSystem().move(from, to, replace);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    if (path.equals(other)) {
      return true;
    }
    OutputPath first = OutputPath.cast(path).toRealPath();
    return other instanceof OutputPath second && first.equals(second.toRealPath());
  }

  @Override
  public boolean isHidden(Path path) {
    OutputPath name = OutputPath.cast(path).getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("the output of a datum has no limit of its own");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    OutputPath file = OutputPath.cast(path);
    boolean directory = file.getFileSystem().attributes(file).isDirectory();
    if (Arrays.asList(modes).contains(AccessMode.EXECUTE) && !directory) {
      throw new AccessDeniedException(path.toString(), null, "the file is not executable");
    }
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    OutputPath file = OutputPath.cast(path);
    return type == BasicFileAttributeView.class ? type.cast(new OutputAttributes.View(file)) : null;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("no attributes of type " + type.getName());
    }
    return type.cast(new OutputAttributes.View(OutputPath.cast(path)).readAttributes());
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    OutputPath file = OutputPath.cast(path);
    return file.getFileSystem().attributes(file).named(names);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    checkAccess(path);
    if (!OutputAttributes.plain(name).endsWith("Time")) {
      throw new UnsupportedOperationException("cannot be set: " + name);
    }
  }

  @Override
  public Path readSymbolicLink(Path path) throws IOException {
    checkAccess(path);
    throw new NotLinkException(path.toString());
  }
}
