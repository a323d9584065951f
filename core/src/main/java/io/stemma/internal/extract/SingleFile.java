package io.stemma.internal.extract;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunks.ChunkKey;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree with one file, whose nodes are here and whose content is elsewhere: what an extractor may
 * see. Nothing but the path and the content is in it, as what is said must not depend on more.
 */
final class SingleFile implements ChunkSink {
  private final ChunkSource content;
  private final Map<ChunkKey, byte[]> nodes = new HashMap<>();
  private final Hash root;

  SingleFile(ChunkSource content, TreePath path, FileEntry entry) {
    this.content = content;
    StagedTree tree = new StagedTree(this, Tree.EMPTY_ROOT);
    tree.replace(path, Content.of(entry).entry());
    this.root = tree.flush();
  }

  /** The root of the tree. */
  Hash root() {
    return root;
  }

  @Override
  public Hash write(
      Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
    throw new IllegalStateException("an extractor writes nothing");
  }

  @Override
  public Hash write(Kind kind, byte[] bytes) {
    Hash id = kind.id(bytes, 0, bytes.length);
    nodes.put(new ChunkKey(kind, id), bytes);
    return id;
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    byte[] node = nodes.get(new ChunkKey(kind, id));
    return node != null ? node : content.read(kind, id);
  }

  @Override
  public void readInto(Kind kind, Hash id, byte[] target, int offset, int length) {
    content.readInto(kind, id, target, offset, length);
  }

  @Override
  public int worthReadingAhead() {
    return content.worthReadingAhead();
  }

  @Override
  public int readAhead(List<ChunkRef> chunks) {
    return content.readAhead(chunks);
  }
}
