package io.stemma.internal.datum;

import io.stemma.Attributes;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Files in the making, without an archive. */
final class MadeFiles {
  final MemoryChunks chunks = new MemoryChunks();
  private final StagedTree staged = new StagedTree(chunks, Tree.EMPTY_ROOT);

  static MadeFiles of(String... paths) {
    MadeFiles files = new MadeFiles();
    for (String path : paths) {
      files.file(path, "content of " + path);
    }
    return files;
  }

  MadeFiles file(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    ChunkRef chunk = new ChunkRef(Kind.DATA.id(bytes, 0, bytes.length), bytes.length);
    List<ChunkRef> chunks = bytes.length == 0 ? List.of() : List.of(chunk);
    staged.write(TreePath.of(path), FileEntry.file(bytes.length, chunks, 0));
    return this;
  }

  MadeFiles valid(String path, long from, long to) {
    return says(path, "validity", Map.of("from", from, "to", to));
  }

  MadeFiles says(String path, String attribute, Object value) {
    String json = CanonicalJson.write(new Attributes(Map.of(attribute, value)));
    staged.describe(TreePath.of(path), old -> json);
    return this;
  }

  MadeFiles saysNothing(String path) {
    staged.describe(TreePath.of(path), old -> "");
    return this;
  }

  MadeFiles delete(String path) {
    staged.delete(TreePath.of(path));
    return this;
  }

  /** The files as they are now. */
  FileTree tree() {
    return staged.files();
  }
}
