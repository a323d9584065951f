package io.stemma.internal.commit;

import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.TreeCursor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks up one file after the other; cheap where they are neighbours, as nodes stay at hand. Used
 * by one thread at a time.
 */
public final class FileLookup {
  private final FileTree files;
  private final ChunkSource source;
  private final TreeCursor cursor;

  FileLookup(FileTree files, ChunkSource source, TreeCursor cursor) {
    this.files = files;
    this.source = source;
    this.cursor = cursor;
  }

  /** The entry of a file. */
  public Optional<FileEntry> file(TreePath path) {
    return path.isRoot() ? Optional.empty() : files.guarded(() -> entry(path.fileKey()));
  }

  /** What a directory carries itself. */
  public Optional<FileEntry> directory(TreePath path) {
    return path.isRoot() ? Optional.empty() : files.guarded(() -> entry(path.directoryKey()));
  }

  private Optional<FileEntry> entry(byte[] key) {
    return cursor.seek(key) && Arrays.equals(cursor.key(), key)
        ? Optional.of(Values.decode(cursor.value(), source))
        : Optional.empty();
  }

  /** The file or directory at a path; the root is always a directory. */
  Optional<TreeItem> item(TreePath path) {
    if (path.isRoot()) {
      return Optional.of(new TreeItem(path, true, Optional.empty()));
    }
    return files.guarded(
        () -> {
          Optional<FileEntry> file = entry(path.fileKey());
          return file.isPresent()
              ? Optional.of(new TreeItem(path, false, file))
              : directory(path, path.directoryKey());
        });
  }

  private Optional<TreeItem> directory(TreePath path, byte[] key) {
    if (!cursor.seek(key) || !beginsWith(cursor.key(), key)) {
      return Optional.empty();
    }
    boolean own = cursor.key().length == key.length;
    return Optional.of(
        new TreeItem(
            path,
            true,
            own ? Optional.of(Values.decode(cursor.value(), source)) : Optional.empty()));
  }

  private static boolean beginsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Takes keys with their entries as {@link FileEntry#encode} gives them. */
  @FunctionalInterface
  public interface EncodedConsumer {
    /** The next one, in the order of the keys. The arrays belong to who takes them. */
    void accept(byte[] key, byte[] entry);
  }

  /** The entry of a file as {@link FileEntry#encode} gives it. */
  public Optional<byte[]> encoded(TreePath path) {
    byte[] key = path.fileKey();
    return files.guarded(
        () ->
            !path.isRoot() && cursor.seek(key) && Arrays.equals(cursor.key(), key)
                ? Optional.of(Values.whole(cursor.value(), source))
                : Optional.empty());
  }

  /** Tells the entries of all files below a directory, and of directories that carry attributes. */
  public void encodedBelow(TreePath directory, EncodedConsumer consumer) {
    files.guarded(
        () -> {
          byte[] from = directory.directoryKey();
          boolean at = cursor.seek(from); // Without an end, so that the node stays at hand.
          while (at) {
            byte[] key = cursor.key();
            if (!beginsWith(key, from)) {
              break;
            }
            consumer.accept(key, Values.whole(cursor.value(), source));
            at = cursor.next();
          }
          return null;
        });
  }
}
