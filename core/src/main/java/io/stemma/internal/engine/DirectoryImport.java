package io.stemma.internal.engine;

import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.ImportProgress;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.StorageException;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentWriter;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the files of a directory into a transaction. Directories are listed and files read by as
 * many threads as there are processors; whoever finds no room in the queue does the work itself, so
 * memory is bounded.
 */
final class DirectoryImport {
  /** Files go to the threads in portions of at most so many files and bytes. */
  private static final int PORTION_FILES = 64;

  private static final long PORTION_BYTES = 4L << 20;

  /** How often a file that changes while it is read is tried. */
  private static final int READ_ATTEMPTS = 3;

  private record Found(Path file, TreePath path, FileStat stat) {}

  private final BranchTransaction transaction;
  private final Path directory;
  private final TreePath target;
  private final ImportOptions options;
  private final ConcurrentLinkedQueue<ContentWriter> writers = new ConcurrentLinkedQueue<>();
  private final AtomicLong filesFound = new AtomicLong();
  private final AtomicLong bytesFound = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final ImportTally tally = new ImportTally();
  private final WorkPool pool = new WorkPool("stemma-import");

  DirectoryImport(
      BranchTransaction transaction, Path directory, TreePath target, ImportOptions options) {
    this.transaction = transaction;
    this.directory = directory;
    this.target = target;
    this.options = options;
  }

  Import run() {
    if (!Files.isDirectory(directory)) {
      throw new NotFoundException("there is no directory " + directory + " to import");
    }
    long newBefore = transaction.session().newBytes();
    try (WorkPool working = pool) {
      working.run(() -> directory(directory, target, List.of(real(directory))));
    }
    if (options.mirror()) {
      new MirrorDeletion(transaction.staged(), directory, target, tally.renamed()).run();
      transaction.clears(target);
    }
    return new Import(
        tally.files(),
        tally.bytes(),
        tally.unchanged(),
        bytesRead.get(),
        transaction.session().newBytes() - newBefore);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new StorageException("importing " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Lists a directory; {@code chain} are the real directories that led here, for loops of links.
   */
  private void directory(Path dir, TreePath path, List<Path> chain) {
    List<Found> portion = new ArrayList<>();
    long bytes = 0;
    for (DirectoryNames.Name name : DirectoryNames.of(dir, path)) {
      Path file = dir.resolve(name.onDisk());
      if (name.renamed()) {
        tally.renamed(name.path());
      }
      Optional<FileStat> stat = stat(file);
      if (stat.isEmpty()) {
        continue;
      } else if (stat.get().isDirectory()) {
        List<Path> longer = chainWith(chain, file);
        pool.add(() -> directory(file, name.path(), longer));
        continue;
      }
      filesFound.incrementAndGet();
      bytesFound.addAndGet(stat.get().size());
      portion.add(new Found(file, name.path(), stat.get()));
      bytes += stat.get().size();
      if (portion.size() >= PORTION_FILES || bytes >= PORTION_BYTES) {
        List<Found> full = portion;
        pool.add(() -> files(full));
        portion = new ArrayList<>();
        bytes = 0;
      }
    }
    files(portion);
  }

  private List<Path> chainWith(List<Path> chain, Path dir) {
    if (options.links() == ImportOptions.Links.REFUSE
        || options.links() == ImportOptions.Links.SKIP) {
      return chain;
    }
    Path real = real(dir);
    if (chain.contains(real)) {
      throw new InvalidNameException(
          "the link " + dir + " leads to " + real + ", which holds it: it would never end");
    }
    List<Path> longer = new ArrayList<>(chain);
    longer.add(real);
    return longer;
  }

  /** What is at a path, links followed as asked; empty if it is to be left out. */
  private Optional<FileStat> stat(Path file) {
    try {
      FileStat stat = FileStat.of(file, LinkOption.NOFOLLOW_LINKS);
      if (stat.isLink()) {
        if (options.links() == ImportOptions.Links.SKIP) {
          return Optional.empty();
        } else if (options.links() == ImportOptions.Links.REFUSE) {
          throw new InvalidNameException(
              file + " is a symbolic link; say with ImportOptions.withLinks what to do with links");
        } else if (options.links() == ImportOptions.Links.FOLLOW_INSIDE) {
          checkInside(file);
        }
        stat = FileStat.of(file);
      }
      if (!stat.isFile() && !stat.isDirectory()) {
        throw new InvalidNameException(file + " is neither a file nor a directory");
      }
      return Optional.of(stat);
    } catch (IOException e) {
      throw new StorageException("importing " + file + ": " + e.getMessage(), e);
    }
  }

  private void checkInside(Path link) throws IOException {
    Path to = link.toRealPath();
    if (!to.startsWith(real(directory))) {
      throw new InvalidNameException(
          "the link " + link + " leads out of " + directory + ", to " + to);
    }
  }

  private void files(List<Found> portion) {
    ContentWriter pooled = writers.poll();
    ContentWriter writer = pooled == null ? new ContentWriter(transaction.session()) : pooled;
    for (Found found : portion) {
      pool.checkGoing();
      file(writer, found);
      tally.add(found.stat().size());
      options.listener().accept(tally.progress(filesFound.get(), bytesFound.get()));
    }
    writers.add(writer);
  }

  private void file(ContentWriter writer, Found found) {
    FileStat stat = found.stat();
    for (int attempt = 1; attempt <= READ_ATTEMPTS; attempt++) {
      try (InputStream in = new FileInputStream(found.file().toFile())) {
        Content content = writer.write(in);
        bytesRead.addAndGet(content.length());
        FileStat after = FileStat.of(found.file());
        if (after.equals(stat) && content.length() == stat.size()) {
          transaction.staged().write(found.path(), entry(content, stat));
          return;
        }
        stat = after;
      } catch (IOException e) {
        throw new StorageException("importing " + found.file() + ": " + e.getMessage(), e);
      }
    }
    throw new StorageException(
        found.file() + " changes while it is read; import it when it is complete",
        new IOException("the file changed"));
  }

  private FileEntry entry(Content content, FileStat stat) {
    return new FileEntry(
        false,
        content.length(),
        content.parts(),
        content.listLevel(),
        options.keepModified() ? Optional.of(stat.modified()) : Optional.empty(),
        options.keepExecutable() && stat.executable(),
        0,
        "");
  }

  /** Counts what was taken in, for the result and for the listener. */
  private static final class ImportTally {
    private long files;
    private long bytes;
    private long unchanged;
    private final java.util.Set<TreePath> renamed = new java.util.HashSet<>();

    synchronized void add(long size) {
      files++;
      bytes += size;
    }

    synchronized void renamed(TreePath path) {
      renamed.add(path);
    }

    synchronized java.util.Set<TreePath> renamed() {
      return java.util.Set.copyOf(renamed);
    }

    synchronized long files() {
      return files;
    }

    synchronized long bytes() {
      return bytes;
    }

    synchronized long unchanged() {
      return unchanged;
    }

    synchronized ImportProgress progress(long found, long foundBytes) {
      return new ImportProgress(files, bytes, found, foundBytes);
    }
  }
}
