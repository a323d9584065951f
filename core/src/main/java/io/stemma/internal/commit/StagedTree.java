package io.stemma.internal.commit;

import io.stemma.AlreadyExistsException;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeCursor;
import io.stemma.internal.tree.TreeEdit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files in the making. Edits wait in a sorted map and go into the tree in batches, so
 * that memory does not grow with the change. Safe for use by several threads.
 */
public final class StagedTree {
  /** So many edits wait at most. */
  private static final int BATCH = 50_000;

  private final ChunkSink sink;
  private final TreeMap<byte[], TreeEdit> waiting = new TreeMap<>(Arrays::compareUnsigned);
  private Tree tree;
  private long edits;
  private long flushes;

  /**
   * What was staged so far.
   *
   * @param root of the tree
   * @param edits how many edits led to it
   */
  public record State(Hash root, long edits) {}

  /** Begins with the files of a root. */
  public StagedTree(ChunkSink sink, Hash base) {
    this.sink = sink;
    this.tree = TreeNodes.writable(sink, base);
  }

  /** All files as they are now. */
  public synchronized FileTree files() {
    flush();
    return new FileTree(sink, tree);
  }

  /** Puts the waiting edits into the tree and says where it stands. */
  public synchronized State state() {
    return new State(flush(), edits);
  }

  /** Puts the waiting edits into the tree and gives its root. */
  public synchronized Hash flush() {
    if (!waiting.isEmpty()) {
      tree = tree.edit(waiting.values().iterator());
      flushes++;
      waiting.clear();
    }
    return tree.root();
  }

  /** The entry of a file. */
  public synchronized Optional<FileEntry> file(TreePath path) {
    return path.isRoot() ? Optional.empty() : get(path.fileKey());
  }

  private Optional<FileEntry> get(byte[] key) {
    byte[] value = value(key, tree.cursor());
    return value == null ? Optional.empty() : Optional.of(Values.decode(value, sink));
  }

  private byte @Nullable [] value(byte[] key, TreeCursor cursor) {
    TreeEdit edit = waiting.get(key);
    if (edit != null) {
      return edit.value();
    }
    return cursor.seek(key) && Arrays.equals(cursor.key(), key) ? cursor.value() : null;
  }

  private void put(byte[] key, FileEntry entry) {
    put(key, Values.encode(entry, sink));
  }

  private void put(byte[] key, byte[] value) {
    edits++;
    waiting.put(key, TreeEdit.put(key, value));
    if (waiting.size() >= BATCH) {
      flush();
    }
  }

  private void remove(byte[] key) {
    edits++;
    waiting.put(key, TreeEdit.delete(key));
    if (waiting.size() >= BATCH) {
      flush();
    }
  }

  /**
   * Writes files; the attributes that they have stay. Cheaper than one by one where their paths are
   * sorted.
   *
   * @param entries without attributes
   * @return how many edits that made: what is as it was makes none
   */
  public synchronized int writeAll(List<TreePath> paths, List<FileEntry> entries) {
    long before = edits;
    long flushed = flushes;
    TreeCursor cursor = tree.cursor();
    for (int i = 0; i < paths.size(); i++) {
      if (flushes != flushed) {
        flushed = flushes;
        cursor = tree.cursor();
      }
      byte[] key = paths.get(i).fileKey();
      byte[] old = value(key, cursor);
      FileEntry entry = entries.get(i);
      entry =
          entry.withAttributes(
              old != null
                  ? Values.decode(old, sink).attributes()
                  : takeOver(paths.get(i), cursor).orElse(""));
      byte[] value = Values.encode(entry, sink);
      if (!Arrays.equals(value, old)) {
        put(key, value);
      }
    }
    return (int) (edits - before);
  }

  /** Puts a file, or what a directory carries itself, as it is: with these attributes only. */
  public synchronized void replace(TreePath path, FileEntry entry) {
    if (path.isRoot()) {
      throw new AlreadyExistsException("the path / is a directory and cannot be a file");
    }
    put(entry.directory() ? path.directoryKey() : path.fileKey(), entry);
  }

  /** Removes keys of files and of directories themselves; says how many edits that made. */
  public synchronized int removeAll(List<byte[]> keys) {
    keys.forEach(this::remove);
    return keys.size();
  }

  /**
   * Removes a directory that holds nothing but what it says of itself, which the file that is
   * written in its place takes over.
   */
  private Optional<String> takeOver(TreePath path, TreeCursor cursor) {
    byte[] key = path.directoryKey();
    byte[] value = value(key, cursor);
    if (value == null) {
      return Optional.empty();
    }
    flush();
    TreeCursor below = tree.cursor();
    if (!below.seek(key, path.directoryEnd()) || below.next()) {
      return Optional.empty();
    }
    remove(key);
    return Optional.of(Values.decode(value, sink).attributes());
  }

  /**
   * Writes a file; the attributes that it has, or a directory without content in its place, stay.
   */
  public synchronized void write(TreePath path, FileEntry entry) {
    if (path.isRoot()) {
      throw new AlreadyExistsException("the path / is a directory and cannot be a file");
    }
    byte[] key = path.fileKey();
    Optional<FileEntry> old = get(key);
    String attributes =
        old.map(FileEntry::attributes).or(() -> takeOver(path, tree.cursor())).orElse("");
    put(key, entry.attributes().isEmpty() ? entry.withAttributes(attributes) : entry);
  }

  /** Changes what a file or directory says of itself; a directory need not exist. */
  public synchronized void describe(TreePath path, UnaryOperator<String> attributes) {
    if (path.isRoot()) {
      throw new NotFoundException(
          "the root directory carries no attributes; say it of the commit instead");
    }
    Optional<FileEntry> file = get(path.fileKey());
    byte[] key = file.isPresent() ? path.fileKey() : path.directoryKey();
    FileEntry entry = file.or(() -> get(key)).orElse(FileEntry.DIRECTORY_ENTRY);
    FileEntry changed = entry.withAttributes(attributes.apply(entry.attributes()));
    if (changed.directory() && changed.attributes().isEmpty()) {
      remove(key);
    } else {
      put(key, changed);
    }
  }

  /** Deletes a file, or a directory with all below it; whether a directory was meant. */
  public synchronized boolean delete(TreePath path) {
    if (!path.isRoot() && get(path.fileKey()).isPresent()) {
      remove(path.fileKey());
      return false;
    }
    flush();
    edits++;
    byte[] end = path.isRoot() ? null : path.directoryEnd();
    tree = tree.edit(List.of(TreeEdit.deleteRange(path.directoryKey(), end)).iterator());
    return true;
  }

  /** Copies a file, or a directory with all below it and what it carries, from any tree. */
  public synchronized void copy(FileTree from, TreePath source, TreePath target) {
    Iterator<TreeItem> items = from.walk(source, true);
    while (items.hasNext()) {
      TreeItem item = items.next();
      TreePath path = item.path().rebase(source, target);
      if (path.isRoot() && !item.directory()) {
        throw new AlreadyExistsException("the path / is a directory and cannot be a file");
      }
      if (!path.isRoot()) {
        put(item.directory() ? path.directoryKey() : path.fileKey(), item.entry().orElseThrow());
      }
    }
  }
}
