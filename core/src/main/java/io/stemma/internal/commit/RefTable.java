package io.stemma.internal.commit;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.format.v1.RefTargetCodec;
import io.stemma.internal.format.v1.TreeRef;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeCursor;
import io.stemma.internal.tree.TreeEdit;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The refs of a state: a few that the entry carries itself, on top of a tree of all others. Once
 * the few are many they are put into the tree. Immutable.
 */
public final class RefTable {
  private final ChunkSource source;
  private final ArchiveState state;

  /** The refs of a state. */
  public RefTable(ChunkSource source, ArchiveState state) {
    this.source = source;
    this.state = state;
  }

  /** What a ref stands for. */
  public Optional<RefTarget> get(String ref) {
    RefTarget own = state.refs().get(ref);
    if (own != null || state.removedRefs().contains(ref)) {
      return Optional.ofNullable(own);
    }
    return state.refsTree().flatMap(tree -> find(source, tree, ref));
  }

  /** What a ref of a tree stands for. */
  public static Optional<RefTarget> find(ChunkSource source, TreeRef tree, String ref) {
    byte[] value = TreeNodes.readableTable(source, tree.root()).get(key(ref));
    return Optional.ofNullable(value).map(RefTargetCodec::decode);
  }

  /** All refs whose names begin with a text. */
  public SortedMap<String, RefTarget> startingWith(String prefix) {
    TreeMap<String, RefTarget> found = new TreeMap<>();
    if (state.refsTree().isPresent()) {
      TreeCursor cursor = TreeNodes.readableTable(source, state.refsTree().get().root()).cursor();
      boolean at = prefix.isEmpty() ? cursor.next() : cursor.seek(key(prefix));
      while (at) {
        String ref = new String(cursor.key(), StandardCharsets.US_ASCII);
        if (!ref.startsWith(prefix)) {
          break;
        }
        found.put(ref, RefTargetCodec.decode(cursor.value()));
        at = cursor.next();
      }
      state.removedRefs().forEach(found::remove);
    }
    state.refs().tailMap(prefix).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(prefix))
        .forEach(e -> found.put(e.getKey(), e.getValue()));
    return found;
  }

  /** Puts all refs that a state carries itself into its tree, and gives the tree's root. */
  public static Hash fold(ChunkSink sink, ArchiveState state) {
    TreeMap<String, TreeEdit> edits = new TreeMap<>();
    state.removedRefs().forEach(ref -> edits.put(ref, TreeEdit.delete(key(ref))));
    state
        .refs()
        .forEach((ref, to) -> edits.put(ref, TreeEdit.put(key(ref), RefTargetCodec.encode(to))));
    Hash root = state.refsTree().map(TreeRef::root).orElse(Tree.EMPTY_ROOT);
    return TreeNodes.table(sink, root).edit(edits.values().iterator()).root();
  }

  private static byte[] key(String ref) {
    return ref.getBytes(StandardCharsets.US_ASCII);
  }
}
