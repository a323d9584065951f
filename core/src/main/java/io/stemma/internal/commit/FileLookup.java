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

  private Optional<FileEntry> entry(byte[] key) {
    return cursor.seek(key) && Arrays.equals(cursor.key(), key)
        ? Optional.of(Values.decode(cursor.value(), source))
        : Optional.empty();
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
          byte[] end = directory.isRoot() ? null : directory.directoryEnd();
          boolean at = cursor.seek(directory.directoryKey(), end);
          while (at) {
            consumer.accept(cursor.key(), Values.whole(cursor.value(), source));
            at = cursor.next();
          }
          return null;
        });
  }
}
