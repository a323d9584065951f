package io.stemma.internal.chunks;

import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FileEntry;
import java.util.List;

/**
 * What a file consists of, as its {@link FileEntry} has it.
 *
 * @param length bytes
 * @param parts chunks, or one chunk list
 * @param listLevel 0 for chunks, else 1 more than the level of the chunk list
 */
public record Content(long length, List<ChunkRef> parts, int listLevel) {
  /** No bytes. */
  public static final Content EMPTY = new Content(0, List.of(), 0);

  /** An entry of this content and nothing else. */
  public FileEntry entry() {
    return FileEntry.file(length, parts, listLevel);
  }

  /** The content of an entry. */
  public static Content of(FileEntry entry) {
    return new Content(entry.length(), entry.content(), entry.listLevel());
  }
}
