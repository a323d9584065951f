package io.stemma.storage.local;

import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.ReadOnlyStoreException;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A directory as an object store, on a local disk or a shared file system: each object is a file,
 * the parts of its key are directories. Several processes, on several machines where the file
 * system is shared, may use it at once.
 *
 * <p><b>Creating.</b> An object is written to a temporary file in {@code .tmp}; the file is made
 * durable (fsync); it gets its name by a hard link, which the file system makes at most once; the
 * name is made durable (fsync of the directory); the temporary name is removed. New directories are
 * made durable in their parents before anything is put into them. Temporary files that a process
 * left when it was killed are harmless; those older than a day are removed when the store is next
 * opened for writing.
 *
 * <p><b>After an error of fsync</b> nothing is tried again on that file, as a later success proves
 * nothing. If it was the object's bytes, the object is not created. If it was the directory, the
 * outcome is unknown ({@link io.stemma.storage.OutcomeUnknownException#durabilityInDoubt()}), and
 * nothing more is created or synced in that directory until the store is opened anew.
 *
 * <p><b>Network file systems.</b> The answer to a hard link can get lost although the link was
 * made, and the request sent again then fails. So after every failed link the inodes of the
 * temporary file and of the object are compared, and an own object is recognised. In the same way a
 * repeated delete can report that there was nothing to delete. How soon other machines see a new
 * object is up to the file system: mount NFS with {@code lookupcache=positive} or {@code none}, or
 * a listing may be some seconds old.
 *
 * <p>The file system must have hard links; this is tried when the store is opened for writing.
 * Files whose path is no key are ignored.
 */
public final class DirectoryObjectStore implements ObjectStore {
  private final Path root;
  private final FileCalls calls;
  private final DurableDirectories directories;
  private final LinkingWriter.@Nullable Context writing;
  private volatile boolean closed;

  private DirectoryObjectStore(Path root, FileCalls calls, StoreAccess access) throws IOException {
    this.root = root;
    this.calls = calls;
    this.directories = new DurableDirectories(calls, root);
    this.writing =
        access == StoreAccess.READ
            ? null
            : new LinkingWriter.Context(
                calls, new TemporaryFiles(calls, root), directories, this::checkOpen);
  }

  /**
   * Opens a store.
   *
   * @param directory where the objects are
   * @param access what it is opened for; {@link StoreAccess#CREATE} makes missing directories
   * @return the store
   * @throws NoSuchStoreException if there is no directory and none is to be made
   * @throws IOException if it cannot be opened, or not for writing: no permission, no hard links
   */
  public static DirectoryObjectStore open(Path directory, StoreAccess access) throws IOException {
    return open(directory, access, new SystemFileCalls());
  }

  static DirectoryObjectStore open(Path directory, StoreAccess access, FileCalls calls)
      throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    if (root.getFileSystem() != FileSystems.getDefault()) {
      throw new IOException(root + " is not in the default file system, so it cannot hold a store");
    } else if (!Files.isDirectory(root)) {
      if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(root + " is not a directory, so it cannot hold a store");
      } else if (access != StoreAccess.CREATE) {
        throw new NoSuchStoreException("there is no directory " + root);
      }
      new DurableDirectories(calls, root).ensure(root);
    }
    return new DirectoryObjectStore(root.toRealPath(), calls, access);
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    return new LinkingWriter(checkWritable("create " + key), key, root.resolve(key));
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    checkOpen();
    try {
      ObjectRange range = new ObjectFile(root.resolve(key), offset, length).read();
      if (!range.bytes().hasRemaining() && !isObject(key)) {
        throw new NoSuchObjectException(key);
      }
      return range;
    } catch (NoSuchObjectException e) {
      throw e;
    } catch (NoSuchFileException e) {
      checkRoot();
      throw new NoSuchObjectException(key);
    } catch (IOException e) {
      if (!isObject(key)) {
        throw new NoSuchObjectException(key);
      }
      throw e;
    }
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    checkOpen();
    int ordered = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    DirectoryListing objects = new DirectoryListing(root, prefix, after, this::checkOpen);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(objects, ordered), false)
        .limit(limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    checkWritable("delete " + key);
    if (!isObject(key)) {
      return false;
    }
    try {
      calls.delete(root.resolve(key));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    if (!isObject(key)) {
      throw new NoSuchObjectException(key);
    }
    directories.sync(Objects.requireNonNull(root.resolve(key).getParent()));
  }

  /** Writers that are open can only be closed afterwards, which removes their temporary files. */
  @Override
  public void close() {
    closed = true;
  }

  /**
   * Where the store is.
   *
   * @return for example {@code directory /data/injector}
   */
  @Override
  public String toString() {
    return "directory "
        + root
        + (writing == null ? ", reading only" : "")
        + (closed ? ", closed" : "");
  }

  private boolean isObject(String key) throws IOException {
    Path file = root.resolve(key);
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
    } catch (NoSuchFileException e) {
      checkRoot();
      return false;
    } catch (FileSystemException e) {
      for (Path up = file.getParent(); up != null && up.startsWith(root); up = up.getParent()) {
        if (Files.isRegularFile(up)) {
          return false; // an object is where this key needs a directory
        }
      }
      throw e;
    }
  }

  /** A store that was unmounted must not pass for an empty one. */
  private void checkRoot() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NoSuchFileException(root.toString(), null, "the directory of the store is gone");
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the store in directory " + root + " is closed");
    }
  }

  private LinkingWriter.Context checkWritable(String operation) throws IOException {
    if (writing == null) {
      throw new ReadOnlyStoreException(
          "cannot " + operation + ": the store in directory " + root + " was opened for reading");
    }
    return writing;
  }
}
