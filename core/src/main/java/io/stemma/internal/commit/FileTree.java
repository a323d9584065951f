package io.stemma.internal.commit;

import com.google.common.collect.AbstractIterator;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Totals;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeChange;
import io.stemma.internal.tree.TreeCursor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files and directories of a tree. Immutable; reads nodes as they are needed. */
public final class FileTree {
  private final ChunkSource source;
  private final Tree tree;

  /** The tree of a root. */
  public FileTree(ChunkSource source, Hash root) {
    this(source, TreeNodes.readable(source, root));
  }

  FileTree(ChunkSource source, Tree tree) {
    this.source = source;
    this.tree = tree;
  }

  /** The id that stands for all files. */
  public Hash root() {
    return tree.root();
  }

  /** The entry of a file. */
  public Optional<FileEntry> file(TreePath path) {
    return path.isRoot() ? Optional.empty() : entry(path.fileKey());
  }

  /** Looks up many files. */
  public FileLookup lookup() {
    return new FileLookup(this, source, tree.cursor());
  }

  /** Another tree of the same source. */
  public FileTree at(Hash root) {
    return new FileTree(source, root);
  }

  /** What a directory carries itself. */
  public Optional<FileEntry> directory(TreePath path) {
    return path.isRoot() ? Optional.empty() : entry(path.directoryKey());
  }

  private Optional<FileEntry> entry(byte[] key) {
    return guarded(
        () -> {
          byte[] value = tree.get(key);
          return value == null ? Optional.empty() : Optional.of(Values.decode(value, source));
        });
  }

  /** Names the tree where what it reads does not follow the format. */
  <T> T guarded(Supplier<T> read) {
    try {
      return read.get();
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged("tree " + root(), e);
    }
  }

  private <T> Iterator<T> guarded(Iterator<T> items) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return guarded(items::hasNext);
      }

      @Override
      public T next() {
        return guarded(items::next);
      }
    };
  }

  /** The file or directory at a path; the root is always a directory. */
  public Optional<TreeItem> item(TreePath path) {
    Optional<FileEntry> file = file(path);
    if (file.isPresent()) {
      return Optional.of(new TreeItem(path, false, file));
    }
    return isDirectory(path)
        ? Optional.of(new TreeItem(path, true, directory(path)))
        : Optional.empty();
  }

  /** Whether there is something below a path, or it carries attributes as a directory. */
  public boolean isDirectory(TreePath path) {
    return path.isRoot()
        || guarded(() -> tree.cursor().seek(path.directoryKey(), path.directoryEnd()));
  }

  /** Files and bytes below a directory, without walking them. */
  public Totals totals(TreePath directory) {
    return guarded(
        () ->
            directory.isRoot()
                ? tree.totals()
                : tree.totals(directory.directoryKey(), directory.directoryEnd()));
  }

  /** What is directly in a directory, in the order of the keys. */
  public Iterator<TreeItem> children(TreePath directory) {
    byte[] from = directory.directoryKey();
    TreeCursor cursor = tree.cursor();
    boolean found = guarded(() -> cursor.seek(from, end(directory)));
    return guarded(
        new AbstractIterator<TreeItem>() {
          private boolean at = found;

          @Override
          protected @Nullable TreeItem computeNext() {
            if (at && Arrays.equals(cursor.key(), from)) {
              at = cursor.next();
            }
            if (!at) {
              return endOfData();
            }
            byte[] key = cursor.key();
            int slash = slash(key, from.length);
            if (slash == key.length) {
              TreeItem file = item(key, cursor.value());
              at = cursor.next();
              return file;
            }
            TreePath path = TreePath.ofKey(Arrays.copyOf(key, slash));
            boolean own = slash == key.length - 1;
            Optional<FileEntry> entry =
                own ? Optional.of(Values.decode(cursor.value(), source)) : Optional.empty();
            at = cursor.seek(path.directoryEnd(), end(directory));
            return new TreeItem(path, true, entry);
          }
        });
  }

  /** Takes the names of what is directly in a directory. */
  @FunctionalInterface
  public interface NameConsumer {
    /** The next name, in the order of the keys. */
    void accept(String name, boolean directory);
  }

  /** Tells only the names of what is directly in a directory: a fraction of the work. */
  public void names(TreePath directory, NameConsumer names) {
    byte[] from = directory.directoryKey();
    TreeCursor cursor = tree.cursor();
    guarded(
        () -> {
          boolean at = cursor.seek(from, end(directory));
          while (at) {
            byte[] key = cursor.key();
            int slash = slash(key, from.length);
            boolean below = slash < key.length;
            if (key.length > from.length) {
              byte[] name = Arrays.copyOfRange(key, from.length, slash);
              names.accept(TreePath.ofKey(name).text(), below);
            }
            at = below ? cursor.seek(behind(key, slash), end(directory)) : cursor.next();
          }
          return null;
        });
  }

  /** Tells only the keys of all that is below a directory, and its own if it has one. */
  public void keys(TreePath directory, Consumer<byte[]> keys) {
    TreeCursor cursor = tree.cursor();
    guarded(
        () -> {
          boolean at = cursor.seek(directory.directoryKey(), end(directory));
          while (at) {
            keys.accept(cursor.key());
            at = cursor.next();
          }
          return null;
        });
  }

  /** Where the first slash at or behind a position is; the key's length if there is none. */
  private static int slash(byte[] key, int from) {
    int at = from;
    while (at < key.length && key[at] != '/') {
      at++;
    }
    return at;
  }

  /** The upper end, exclusive, of all keys below the directory whose slash is at a position. */
  private static byte[] behind(byte[] key, int slash) {
    byte[] end = Arrays.copyOf(key, slash + 1);
    end[slash]++;
    return end;
  }

  private static byte @Nullable [] end(TreePath directory) {
    return directory.isRoot() ? null : directory.directoryEnd();
  }

  /**
   * All files below a directory, or the file itself, in the order of the keys; directories that
   * carry attributes, too, if asked for.
   */
  public Iterator<TreeItem> walk(TreePath path, boolean directories) {
    Optional<FileEntry> file = file(path);
    if (file.isPresent()) {
      return java.util.List.of(new TreeItem(path, false, file)).iterator();
    }
    TreeCursor cursor = tree.cursor();
    boolean found = guarded(() -> cursor.seek(path.directoryKey(), end(path)));
    return guarded(
        new AbstractIterator<TreeItem>() {
          private boolean at = found;

          @Override
          protected @Nullable TreeItem computeNext() {
            while (at) {
              TreeItem item = item(cursor.key(), cursor.value());
              at = cursor.next();
              if (directories || !item.directory()) {
                return item;
              }
            }
            return endOfData();
          }
        });
  }

  private TreeItem item(byte[] key, byte[] value) {
    boolean directory = key[key.length - 1] == '/';
    return new TreeItem(TreePath.ofKey(key), directory, Optional.of(Values.decode(value, source)));
  }

  /** What changed to a newer tree at and below a path, in the order of the keys. */
  public Iterator<PathChange> diff(FileTree newer, TreePath under) {
    return guarded(guarded(() -> changes(newer, under)));
  }

  private Iterator<PathChange> changes(FileTree newer, TreePath under) {
    Iterator<TreeChange> below =
        under.isRoot()
            ? tree.diff(newer.tree)
            : tree.diff(newer.tree, under.directoryKey(), under.directoryEnd());
    Iterator<TreeChange> self =
        under.isRoot()
            ? java.util.Collections.emptyIterator()
            : tree.diff(
                newer.tree,
                under.fileKey(),
                Arrays.copyOf(under.fileKey(), under.fileKey().length + 1));
    return com.google.common.collect.Iterators.transform(
        com.google.common.collect.Iterators.concat(self, below),
        change -> PathChange.of(change, source, newer.source));
  }
}
