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
  private final ChunkSource source;
  private final TreeCursor cursor;

  FileLookup(ChunkSource source, TreeCursor cursor) {
    this.source = source;
    this.cursor = cursor;
  }

  /** The entry of a file. */
  public Optional<FileEntry> file(TreePath path) {
    byte[] key = path.fileKey();
    return !path.isRoot() && cursor.seek(key) && Arrays.equals(cursor.key(), key)
        ? Optional.of(Values.decode(cursor.value(), source))
        : Optional.empty();
  }
}
