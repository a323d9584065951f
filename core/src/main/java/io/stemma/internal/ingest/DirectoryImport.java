package io.stemma.internal.ingest;

import io.stemma.AlreadyExistsException;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.work.WorkPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of a directory into a transaction. Directories are listed and files read by as
 * many threads as there are processors; whoever finds no room in the queue does the work itself, so
 * memory is bounded. A file that is known to be unchanged is not read.
 *
 * <p>A file counts as unchanged if its length, times of modification and change, inode and mode are
 * those that it had when it was read, and the times were older than the current tick of its file
 * system's clock by then ({@link FileClock}). What it held is taken from the base where that holds
 * it at that path, else all its chunks must be stored.
 */
public final class DirectoryImport {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryImport.class);

  private final ImportTarget into;
  private final Path directory;
  private final TreePath target;
  private final ImportOptions options;
  private boolean changed;

  /** Prepares to take in a directory. */
  public DirectoryImport(
      ImportTarget into, Path directory, TreePath target, ImportOptions options) {
    this.into = into;
    this.directory = directory;
    this.target = target;
    this.options = options;
  }

  /** Whether anything was staged, even if the import failed then. */
  public boolean changedAnything() {
    return changed;
  }

  /** Takes the directory in. */
  public Import run() {
    Path real = checkDirectory();
    StagedTree.State begin = into.state();
    FileTree files = new FileTree(into.session(), begin.root());
    checkTarget(files);
    long newBefore = into.newBytes();
    Optional<Path> cache = cacheFor(real);
    String owner = into.archiveId() + " " + real;
    Optional<Path> file = cache.map(dir -> dir.resolve(nameFor(real)));
    try (KnownFiles known = file.map(f -> KnownFiles.open(f, owner)).orElseGet(KnownFiles::none);
        KnownFilesWriter next = new KnownFilesWriter(file, known)) {
      FileClock clock = FileClock.with(cache.map(dir -> dir.resolve("clock")));
      KnownBase wanted =
          new KnownBase(
              Optional.empty(), target.text(), options.keepModified(), options.keepExecutable());
      ImportRun run =
          new ImportRun(
              into,
              options,
              new LinkRule(real, options.links()),
              clock,
              files,
              Unmoved.since(known, wanted, files, target),
              known,
              next);
      try (WorkPool pool = new WorkPool("stemma-import")) {
        if (options.mirror() && files.file(target).isPresent()) {
          run.remove(List.of(target.fileKey()));
        }
        run.in(pool, target, List.of(real));
      } finally {
        changed = run.edits() > 0;
      }
      run.tally().tell();
      StagedTree.State end = into.state();
      // Others may have changed files that were passed over here: then the tree proves nothing.
      boolean alone = end.edits() == begin.edits() + run.edits();
      Optional<Hash> root = alone ? Optional.of(end.root()) : Optional.empty();
      next.save(owner, wanted.withRoot(root));
      return run.tally().result(into.newBytes() - newBefore);
    }
  }

  private Path checkDirectory() {
    if (directory.getFileSystem() != FileSystems.getDefault()) {
      throw new InvalidNameException(
          directory + " is not in the default file system; copy it there to import it");
    } else if (!Files.exists(directory)) {
      throw new NotFoundException("there is no directory " + directory + " to import");
    } else if (!Files.isDirectory(directory)) {
      throw new NotFoundException(
          directory + " is a file, not a directory; take it in with Transaction.write");
    }
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw LinkRule.failed(directory, e);
    }
  }

  private void checkTarget(FileTree files) {
    for (TreePath up = target; !up.isRoot(); up = up.parent()) {
      boolean replaced = options.mirror() && up.equals(target);
      if (!replaced && files.file(up).isPresent()) {
        throw new AlreadyExistsException(
            directory + " cannot be imported to " + target + ": " + up + " is a file");
      }
    }
  }

  private Optional<Path> cacheFor(Path real) {
    if (into.cache().isEmpty()) {
      return Optional.empty();
    }
    Path cache = into.cache().get();
    try {
      Files.createDirectories(cache);
      Path realCache = cache.toRealPath();
      // A cache within the directory would change while it is imported.
      return realCache.startsWith(real) ? Optional.empty() : Optional.of(realCache);
    } catch (IOException e) {
      LOG.debug("nothing is known of imported files: {}", e.toString());
      return Optional.empty();
    }
  }

  private static String nameFor(Path real) {
    return Hash.of(real.toString().getBytes(StandardCharsets.UTF_8)).toString().substring(0, 32);
  }
}
