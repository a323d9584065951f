package io.stemma.internal.nio;

import io.stemma.Entry;
import io.stemma.internal.path.PathNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path in a commit. Behaves as a path of the JDK's Unix provider does; the working directory is
 * the root.
 */
final class StemmaPath implements Path {
  private final StemmaFileSystem fileSystem;
  private final PathNames names;

  /** What is there, if somebody looked before: a commit does not change. */
  private volatile @Nullable Entry entry;

  StemmaPath(StemmaFileSystem fileSystem, PathNames names) {
    this.fileSystem = fileSystem;
    this.names = names;
  }

  /** A path whose entry is known. */
  static StemmaPath of(StemmaPath directory, String name, Entry entry) {
    StemmaPath path = directory.with(directory.names.child(name));
    path.entry = entry;
    return path;
  }

  private StemmaPath with(PathNames others) {
    return new StemmaPath(fileSystem, others);
  }

  private @Nullable StemmaPath orNull(@Nullable PathNames others) {
    return others == null ? null : with(others);
  }

  /** The given path, if it is one of Stemma. */
  static StemmaPath cast(Path path) {
    Objects.requireNonNull(path);
    if (path instanceof StemmaPath ours) {
      return ours;
    }
    throw new ProviderMismatchException("no path in a commit: " + path);
  }

  /** What is known to be there; null if nobody looked. */
  @Nullable Entry knownEntry() {
    return entry;
  }

  void foundEntry(Entry found) {
    entry = found;
  }

  @Override
  public StemmaFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return names.isAbsolute();
  }

  @Override
  public @Nullable StemmaPath getRoot() {
    return orNull(names.root());
  }

  @Override
  public @Nullable StemmaPath getFileName() {
    return orNull(names.fileName());
  }

  @Override
  public @Nullable StemmaPath getParent() {
    return orNull(names.parent());
  }

  @Override
  public int getNameCount() {
    return names.count();
  }

  @Override
  public StemmaPath getName(int index) {
    return with(names.name(index));
  }

  @Override
  public StemmaPath subpath(int begin, int end) {
    return with(names.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    Objects.requireNonNull(other);
    return other instanceof StemmaPath that
        && that.fileSystem.equals(fileSystem)
        && names.startsWith(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    Objects.requireNonNull(other);
    return other instanceof StemmaPath that
        && that.fileSystem.equals(fileSystem)
        && names.endsWith(that.names);
  }

  @Override
  public StemmaPath normalize() {
    return with(names.normalize());
  }

  @Override
  public StemmaPath resolve(Path other) {
    StemmaPath that = cast(other);
    return that.isAbsolute() || names.isEmpty() ? that : with(names.resolve(that.names));
  }

  @Override
  public StemmaPath relativize(Path other) {
    return with(names.relativize(cast(other).names));
  }

  @Override
  public URI toUri() {
    return StemmaUris.of(this);
  }

  @Override
  public StemmaPath toAbsolutePath() {
    return isAbsolute() ? this : with(PathNames.ROOT.resolve(names));
  }

  /** The path as the API of commits wants it. */
  String inCommit() {
    return PathNames.ROOT.resolve(names).normalize().toString();
  }

  @Override
  public StemmaPath toRealPath(LinkOption... options) throws IOException {
    StemmaPath real = toAbsolutePath().normalize();
    real.foundEntry(fileSystem.entry(real));
    return real;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("a commit does not change: there is nothing to watch");
  }

  @Override
  public int compareTo(Path other) {
    return names.compareTo(((StemmaPath) other).names);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StemmaPath that
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
