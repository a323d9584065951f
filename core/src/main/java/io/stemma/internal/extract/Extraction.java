package io.stemma.internal.extract;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the attributes that come from files up to what the files hold after a change. Walks the
 * difference that the change makes, directory by directory; a directory is done once the walk has
 * left it, so that what waits in memory is that of a path. Used once, by one thread.
 */
public final class Extraction {
  /** The attribute that says which attributes came from which files. */
  public static final String EXTRACTED = Claims.EXTRACTED;

  /** Gives files as paths. */
  @FunctionalInterface
  public interface Files {
    /**
     * A file of a tree.
     *
     * @param source has it
     */
    Path path(ChunkSource source, Hash root, TreePath file);
  }

  /**
   * What it comes to.
   *
   * @param root of the tree with the attributes
   * @param read files that were read although the change left them alone: attributes rely on them
   * @param unchanged files and directories whose attributes were looked at and are as before: they
   *     must not be others in what the change is put on top of
   */
  public record Result(Hash root, Set<TreePath> read, Set<TreePath> unchanged) {}

  private final FileTree before;
  private final FileTree after;
  private final Sides sides;
  private final StagedTree staged;
  private final Reading reading;
  private final Set<TreePath> read = new HashSet<>();
  private final Set<TreePath> unchanged = new HashSet<>();
  private final Deque<TouchedDirectory> open = new ArrayDeque<>();

  /**
   * Prepares to look at a change.
   *
   * @param sink has both trees, and takes what is written
   * @param before root of the tree that the change began with
   * @param after root of the tree that it made
   * @param other root of a tree whose attributes hold for its files, if it is merged in
   */
  public Extraction(
      List<ReadyExtractor> extractors,
      ChunkSink sink,
      Hash before,
      Hash after,
      Optional<Hash> other,
      Files files) {
    NoticingSource noticing = new NoticingSource(sink);
    this.before = new FileTree(sink, before);
    this.after = new FileTree(sink, after);
    this.staged = new StagedTree(sink, after);
    this.sides =
        new Sides(
            this.before.lookup(),
            this.after,
            this.after.lookup(),
            other.map(root -> new FileTree(sink, root).lookup()));
    this.reading = new Reading(extractors, noticing, files);
  }

  /** Looks at what the change has changed. */
  public Result ofChanges() {
    Iterator<PathChange> changes = before.diff(after, TreePath.ROOT);
    while (changes.hasNext()) {
      PathChange change = changes.next();
      leave(change.path());
      if (change.directory() ? mayClaim(change) : isTouched(change)) {
        visit(change, false);
      }
    }
    return end(false);
  }

  /** Looks at all files, of which none has changed. */
  public Result ofAll() {
    Iterator<TreeItem> items = after.walk(TreePath.ROOT, true);
    while (items.hasNext()) {
      TreeItem item = items.next();
      leave(item.path());
      FileEntry entry = item.entry().orElseThrow();
      boolean touched =
          Claims.mayBeIn(entry.attributes())
              || !item.directory() && !reading.of(item.path()).isEmpty();
      if (touched) {
        visit(new PathChange(item.path(), item.directory(), item.entry(), item.entry()), true);
      }
    }
    return end(true);
  }

  private static boolean mayClaim(PathChange change) {
    return Claims.mayBeIn(attributes(change.before()))
        || Claims.mayBeIn(attributes(change.after()));
  }

  private static String attributes(Optional<FileEntry> entry) {
    return entry.map(FileEntry::attributes).orElse("");
  }

  /**
   * Whether a file has other content, or somebody has changed what is said of whose words, or of
   * what failed.
   */
  private boolean isTouched(PathChange change) {
    boolean same =
        change.before().isPresent()
            && change.after().isPresent()
            && change.before().get().sameContent(change.after().get());
    if (same) {
      return !Claims.agree(attributes(change.before()), attributes(change.after()));
    }
    return mayClaim(change) || !reading.of(change.path()).isEmpty();
  }

  private void visit(PathChange change, boolean all) {
    TreePath directory = change.directory() ? change.path() : change.path().parent();
    if (directory.isRoot()) {
      finish(touched(directory, all).with(change)); // Says nothing of the root, so each is alone.
      return;
    }
    TouchedDirectory last = open.peekLast();
    if (last == null || !last.path().equals(directory)) {
      last = touched(directory, all);
      open.addLast(last);
    }
    last.with(change);
  }

  private TouchedDirectory touched(TreePath directory, boolean all) {
    return new TouchedDirectory(directory, sides, reading, all);
  }

  /** Finishes the directories that a path is not in. */
  private void leave(TreePath path) {
    while (!open.isEmpty() && !open.getLast().path().contains(path)) {
      finish(open.removeLast());
    }
  }

  private void finish(TouchedDirectory directory) {
    directory.update(staged);
    read.addAll(directory.read());
    unchanged.addAll(directory.unchanged());
  }

  private Result end(boolean all) {
    while (!open.isEmpty()) {
      finish(open.removeLast());
    }
    reading.end();
    return new Result(staged.flush(), Set.copyOf(read), all ? Set.of() : Set.copyOf(unchanged));
  }
}
