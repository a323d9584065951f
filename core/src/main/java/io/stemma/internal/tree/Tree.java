package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.TreeBoundary;
import io.stemma.internal.format.v1.TreeNode;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map from keys to values, as a prolly tree (a B-tree whose nodes end where the content
 * says so; from Noms and Dolt): equal content has an equal root. Immutable; a handle holds nothing
 * but a root, so it costs nothing to keep, and every operation reads the nodes that it needs.
 *
 * <p>Keys are 1 to 4,200 bytes and ascend as unsigned bytes; values are 0 to 256 bytes. A range
 * goes from its first key up to but without {@code to}; an empty {@code from} stands for the first
 * key of all, a null {@code to} for the end. Damaged nodes end every operation with {@link
 * io.stemma.internal.base.MalformedException}.
 */
public final class Tree {
  /** The root of a tree without keys: known, and neither read from a store nor written to one. */
  public static final Hash EMPTY_ROOT = NodeReader.EMPTY_ROOT;

  private final NodeReader reader;
  private final TreeBoundary rule;
  private final Hash root;

  /** The tree of a root. */
  public Tree(NodeStore store, Measure measure, Hash root) {
    this(new NodeReader(store, measure), TreeBoundary.V1, root);
  }

  Tree(NodeReader reader, TreeBoundary rule, Hash root) {
    this.reader = reader;
    this.rule = rule;
    this.root = root;
  }

  /** The tree without keys. */
  public static Tree empty(NodeStore store, Measure measure) {
    return new Tree(store, measure, EMPTY_ROOT);
  }

  /** The id that stands for the whole content. */
  public Hash root() {
    return root;
  }

  /** A copy of the value of a key, or null if the key is missing. */
  public byte @Nullable [] get(byte[] key) {
    TreeWalk walk = new TreeWalk(reader, root);
    walk.begin(key, null);
    walk.toLeaf();
    return walk.level() == 0 && walk.node().compareKey(walk.item(), key) == 0
        ? walk.node().value(walk.item())
        : null;
  }

  /** Whether a key is there. */
  public boolean contains(byte[] key) {
    return get(key) != null;
  }

  /** A cursor before the first key. */
  public TreeCursor cursor() {
    return new TreeCursor(new TreeWalk(reader, root));
  }

  /** All keys with their values, in the order of the keys, as something else; read as it goes. */
  public <T> Iterator<T> items(BiFunction<byte[], byte[], T> make) {
    TreeCursor cursor = cursor();
    return new Iterator<>() {
      private boolean at = cursor.next();

      @Override
      public boolean hasNext() {
        return at;
      }

      @Override
      public T next() {
        T item = make.apply(cursor.key(), cursor.value());
        at = cursor.next();
        return item;
      }
    };
  }

  /** The sums of all keys: reads the root only. */
  public Totals totals() {
    return reader.totals(reader.root(root));
  }

  /** The sums of the keys of a range: reads two nodes a level at most. */
  public Totals totals(byte[] from, byte @Nullable [] to) {
    Totals before = before(from);
    if (to == null) {
      return totals().minus(before);
    }
    Totals end = before(to);
    return end.count() < before.count() || end.bytes() < before.bytes()
        ? Totals.NONE
        : end.minus(before);
  }

  /** The sums of the keys before a key. */
  private Totals before(byte[] key) {
    if (key.length == 0) {
      return Totals.NONE;
    }
    TreeWalk walk = new TreeWalk(reader, root);
    Totals sum = Totals.NONE;
    for (walk.begin(key, null); walk.level() > 0; walk.descend()) {
      TreeNode node = walk.node();
      for (int i = 0; i < walk.item(); i++) {
        sum = sum.plus(new Totals(node.childCount(i), node.childBytes(i)));
      }
    }
    return walk.level() < 0 ? totals() : sum.plus(reader.leafTotals(walk.node(), 0, walk.item()));
  }

  /**
   * The tree with a batch of edits. Reads and writes O(log n) nodes for each edited place, and
   * holds a few nodes of each level, however long the batch is.
   *
   * @param edits ascending by key, one for each key; a {@linkplain TreeEdit#deleteRange range}
   *     counts by its first key and comes before an edit of that key; ranges do not overlap
   */
  public Tree edit(Iterator<TreeEdit> edits) {
    return at(new TreeEditor(reader, rule, edits).edit(root));
  }

  /** The changes from this tree to a newer one of the same store, in the order of the keys. */
  public Iterator<TreeChange> diff(Tree newer) {
    return diff(newer, new byte[0], null);
  }

  /** The changes from this tree to a newer one in a range of keys. */
  public Iterator<TreeChange> diff(Tree newer, byte[] from, byte @Nullable [] to) {
    return new TreeDiff(
        new TreeWalk(reader, root), new TreeWalk(newer.reader, newer.root), from, to);
  }

  /**
   * What became of this tree on two sides, in the order of the keys: what they changed, and where
   * they disagree. Steps on keys that only {@code ours} changed, or both alike, are left out.
   */
  public Iterator<MergeStep> merge(Tree ours, Tree theirs) {
    return new TreeMerge(diff(ours), diff(theirs));
  }

  private Tree at(Hash newRoot) {
    return newRoot.equals(root) ? this : new Tree(reader, rule, newRoot);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Tree t && root.equals(t.root);
  }

  @Override
  public int hashCode() {
    return Objects.hash(root);
  }

  @Override
  public String toString() {
    return "tree " + root;
  }
}
