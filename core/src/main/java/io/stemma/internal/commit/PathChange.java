package io.stemma.internal.commit;

import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.TreeChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path that two trees differ in.
 *
 * @param path where
 * @param directory whether it is a directory's own entry
 * @param before the older entry
 * @param after the newer entry
 */
public record PathChange(
    TreePath path, boolean directory, Optional<FileEntry> before, Optional<FileEntry> after) {

  static PathChange of(TreeChange change, ChunkSource older, ChunkSource newer) {
    byte[] key = change.key();
    return new PathChange(
        TreePath.ofKey(key),
        key[key.length - 1] == '/',
        decode(change.oldValue(), older),
        decode(change.newValue(), newer));
  }

  private static Optional<FileEntry> decode(byte @Nullable [] value, ChunkSource source) {
    return value == null ? Optional.empty() : Optional.of(Values.decode(value, source));
  }
}
