package io.stemma.signal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file system around the default one that counts bytes read and channels open, and reads a few
 * bytes at a time if told to.
 */
final class CountingFiles extends FileSystem {
  long bytesRead;
  long bytesWritten;
  int largestWrite;
  int opened;
  int open;
  int atOnce = Integer.MAX_VALUE;
  boolean readOnly;
  private final Provider provider = new Provider();

  /** The same file, through this file system. */
  Path path(Path real) {
    return (Path)
        Proxy.newProxyInstance(
            Real.class.getClassLoader(),
            new Class<?>[] {Path.class, Real.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getFileSystem" -> this;
                  case "real" -> real;
                  default -> invoke(method, real, arguments);
                });
  }

  private static @Nullable Object invoke(Method method, Path path, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(path, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** What leads from a path to the one that it stands for. */
  interface Real {
    Path real();
  }

  private final class CountingChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private boolean closed;

    private CountingChannel(SeekableByteChannel channel) {
      this.channel = channel;
      opened++;
      open++;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int limit = target.limit();
      target.limit(target.position() + Math.min(atOnce, target.remaining()));
      int count = channel.read(target);
      target.limit(limit);
      bytesRead += Math.max(0, count);
      return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int limit = source.limit();
      source.limit(source.position() + Math.min(atOnce, source.remaining()));
      int count = channel.write(source);
      source.limit(limit);
      bytesWritten += count;
      largestWrite = Math.max(largestWrite, count);
      return count;
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        open--;
      }
      channel.close();
    }
  }

  private final class Provider extends FileSystemProvider {
    private Path real(Path path) {
      return path instanceof Real real ? real.real() : path;
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return new CountingChannel(Files.newByteChannel(real(path), options, attributes));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      Path file = real(path);
      file.getFileSystem().provider().checkAccess(file, modes);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      return Files.isSameFile(real(path), real(other));
    }

    @Override
    public String getScheme() {
      return "counting";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path path, DirectoryStream.Filter<? super Path> filter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isHidden(Path path) {
      return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return Files.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      return Files.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of();
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
  public Path getPath(String first, String... more) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
