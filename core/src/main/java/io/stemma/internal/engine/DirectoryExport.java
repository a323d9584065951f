package io.stemma.internal.engine;

import io.stemma.Export;
import io.stemma.ExportOptions;
import io.stemma.ExportProgress;
import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Totals;
import io.stemma.internal.work.WorkPool;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes the files of a commit to a directory. The tree is walked twice: first to check all names
 * and all that is there already, then to write. One thread makes the directories as it walks, and
 * all others write files behind it; memory does not grow with the number of files or their lengths.
 *
 * <p>What is in the target before is not trusted: no link in it is followed. Whoever changes the
 * target's directories <em>during</em> an export can lead it astray; Java has no means against
 * that.
 */
final class DirectoryExport implements ExportWalk.Visitor<Path> {
  /** Files go to the threads in portions of at most so many files and bytes. */
  private static final int PORTION_FILES = 64;

  private static final long PORTION_BYTES = 4L << 20;

  private record Pending(Path file, FileEntry entry) {}

  private final ChunkSource source;
  private final FileTree tree;
  private final TreePath from;
  private final Path target;
  private final ExportOptions options;
  private final NewFile.Maker maker;
  private final WorkPool pool =
      new WorkPool(
          "stemma-export", "the thread was interrupted; the files that are there are whole");
  private final ConcurrentLinkedQueue<WholeFileWriter> writers = new ConcurrentLinkedQueue<>();
  private final FasterWay way = new FasterWay();
  private final Tally tally;
  private List<Pending> portion = new ArrayList<>();
  private long portionBytes;

  DirectoryExport(
      ChunkSource source, FileTree tree, TreePath from, Path target, ExportOptions options) {
    this(source, tree, from, target, options, NewFile::onDisk);
  }

  DirectoryExport(
      ChunkSource source,
      FileTree tree,
      TreePath from,
      Path target,
      ExportOptions options,
      NewFile.Maker maker) {
    if (!target.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException("not a path of the default file system: " + target);
    }
    this.source = source;
    this.tree = tree;
    this.from = from;
    this.target = target.toAbsolutePath().normalize();
    this.options = options;
    this.maker = maker;
    this.tally = new Tally(total(), options);
  }

  private Totals total() {
    Optional<FileEntry> file = tree.file(from);
    return file.isPresent() ? new Totals(1, file.get().length()) : tree.totals(from);
  }

  Export run() {
    TreePath base = tree.file(from).isPresent() ? from.parent() : from;
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new InvalidNameException(target + " is a file: an export needs a directory");
    }
    ExportCheck check = new ExportCheck(tree, options.existing(), TargetNames.of(existing(target)));
    new ExportWalk<>(tree, from, check).run(check.root(target, base));
    try {
      makeTarget(target);
    } catch (IOException e) {
      throw new StorageException("making the directory " + target + ": " + e.getMessage(), e);
    }
    try (WorkPool working = pool) {
      working.run(
          () -> {
            new ExportWalk<>(tree, from, this).run(target);
            flush();
          });
    }
    return tally.export();
  }

  private static Path existing(Path path) {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null ? path : existing(parent);
  }

  private void makeTarget(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (Files.isDirectory(directory)) {
      return;
    } else if (parent != null) {
      makeTarget(parent);
    }
    Files.createDirectory(directory);
    forceParent(directory);
  }

  private void forceParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (options.durable() && parent != null) {
      force(parent);
    }
  }

  /** Windows opens no directory as a file, and forces names with the files. */
  private static void force(Path directory) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(directory)) {
        channel.force(true);
      }
    }
  }

  @Override
  public Path enter(Path parent, String name, TreePath path) {
    pool.checkGoing();
    Path directory = parent.resolve(name);
    try {
      Files.createDirectory(directory);
      forceParent(directory);
    } catch (FileAlreadyExistsException e) {
      checkDirectory(directory);
    } catch (IOException e) {
      throw new StorageException("making the directory " + directory + ": " + e.getMessage(), e);
    }
    return directory;
  }

  private static void checkDirectory(Path directory) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isDirectory()) {
        throw ExportCheck.inTheWay(directory, found);
      }
    } catch (IOException e) {
      throw new StorageException("looking at " + directory + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void leave(Path directory) {
    // Its files may still be waiting.
  }

  @Override
  public void file(Path directory, String name, TreeItem item) {
    pool.checkGoing();
    FileEntry entry = item.entry().orElseThrow();
    portion.add(new Pending(directory.resolve(name), entry));
    portionBytes += entry.length();
    if (portion.size() >= PORTION_FILES || portionBytes >= PORTION_BYTES) {
      flush();
    }
  }

  private void flush() {
    List<Pending> full = portion;
    pool.add(() -> write(full));
    portion = new ArrayList<>();
    portionBytes = 0;
  }

  private void write(List<Pending> files) {
    WholeFileWriter pooled = writers.poll();
    WholeFileWriter writer =
        pooled == null
            ? new WholeFileWriter(source, maker, options, way, pool::checkGoing)
            : pooled;
    Set<Path> directories = new LinkedHashSet<>();
    for (Pending pending : files) {
      pool.checkGoing();
      boolean written = writer.write(pending.file(), pending.entry());
      tally.add(written, pending.entry().length());
      Path parent = pending.file().getParent();
      if (written && options.durable() && parent != null) {
        directories.add(parent);
      }
    }
    writers.add(writer);
    for (Path directory : directories) {
      try {
        force(directory);
      } catch (IOException e) {
        throw new StorageException("forcing " + directory + " to disk: " + e.getMessage(), e);
      }
    }
  }

  /** Counts what was written, and tells the listener, one call at a time. */
  private static final class Tally {
    private final Totals total;
    private final ExportOptions options;
    private long files;
    private long bytes;
    private long kept;
    private long keptBytes;

    Tally(Totals total, ExportOptions options) {
      this.total = total;
      this.options = options;
    }

    synchronized void add(boolean written, long length) {
      files += written ? 1 : 0;
      bytes += written ? length : 0;
      kept += written ? 0 : 1;
      keptBytes += written ? 0 : length;
      options
          .listener()
          .accept(
              new ExportProgress(files, bytes, total.count() - kept, total.bytes() - keptBytes));
    }

    synchronized Export export() {
      return new Export(files, bytes, kept);
    }
  }
}
