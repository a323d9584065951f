package io.stemma.internal.output;

import io.stemma.InvalidNameException;
import io.stemma.internal.path.PathNames;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path in the output of a datum. Behaves as a path of the JDK's Unix provider does; the working
 * directory is that of the datum.
 */
final class OutputPath implements Path {
  private final OutputFileSystem fileSystem;
  private final PathNames names;

  OutputPath(OutputFileSystem fileSystem, PathNames names) {
    this.fileSystem = fileSystem;
    this.names = names;
  }

  private OutputPath with(PathNames others) {
    return new OutputPath(fileSystem, others);
  }

  private @Nullable OutputPath orNull(@Nullable PathNames others) {
    return others == null ? null : with(others);
  }

  /** The given path, if it is one of an output. */
  static OutputPath cast(Path path) {
    Objects.requireNonNull(path);
    if (path instanceof OutputPath ours) {
      return ours;
    }
    throw new ProviderMismatchException("no path in the output of a datum: " + path);
  }

  /** The path of something in this directory. */
  OutputPath child(String name) {
    return with(names.child(name));
  }

  /** Where in the output it leads. */
  TreePath inOutput() throws FileSystemException {
    String text = toAbsolutePath().names.normalize().toString();
    try {
      return TreePath.of(text);
    } catch (InvalidNameException e) {
      FileSystemException failure = new FileSystemException(text, null, e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  @Override
  public OutputFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return names.isAbsolute();
  }

  @Override
  public @Nullable OutputPath getRoot() {
    return orNull(names.root());
  }

  @Override
  public @Nullable OutputPath getFileName() {
    return orNull(names.fileName());
  }

  @Override
  public @Nullable OutputPath getParent() {
    return orNull(names.parent());
  }

  @Override
  public int getNameCount() {
    return names.count();
  }

  @Override
  public OutputPath getName(int index) {
    return with(names.name(index));
  }

  @Override
  public OutputPath subpath(int begin, int end) {
    return with(names.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    Objects.requireNonNull(other);
    return other instanceof OutputPath that
        && that.fileSystem.equals(fileSystem)
        && names.startsWith(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    Objects.requireNonNull(other);
    return other instanceof OutputPath that
        && that.fileSystem.equals(fileSystem)
        && names.endsWith(that.names);
  }

  @Override
  public OutputPath normalize() {
    return with(names.normalize());
  }

  @Override
  public OutputPath resolve(Path other) {
    OutputPath that = cast(other);
    return that.isAbsolute() || names.isEmpty() ? that : with(names.resolve(that.names));
  }

  @Override
  public OutputPath relativize(Path other) {
    return with(names.relativize(cast(other).names));
  }

  /** A name for people: no path can be found by it. */
  @Override
  public URI toUri() {
    try {
      String text = toAbsolutePath().names.toString();
      URI uri = new URI(OutputFileSystemProvider.SCHEME, null, text, null);
      return URI.create(uri.toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an absolute path is always a path of a URI", e);
    }
  }

  @Override
  public OutputPath toAbsolutePath() {
    return isAbsolute() ? this : with(fileSystem.directory().resolve(names));
  }

  @Override
  public OutputPath toRealPath(LinkOption... options) throws IOException {
    fileSystem.attributes(this);
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("the output of a datum cannot be watched");
  }

  @Override
  public int compareTo(Path other) {
    return names.compareTo(((OutputPath) other).names);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OutputPath that
        && names.equals(that.names)
        && fileSystem.equals(that.fileSystem);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
