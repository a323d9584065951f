package io.stemma.internal.ingest;

import io.stemma.MissingObjectException;
import io.stemma.internal.chunks.ChunkCursor;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.commit.FileLookup;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.work.WorkPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists one directory, looks at all files in it, and sends those to be read that may be new. */
final class DirectoryVisit {
  /** Files are read in portions of at most so many files and bytes. */
  private static final int PORTION_FILES = 64;

  private static final long PORTION_BYTES = 4L << 20;

  private final ImportRun run;
  private final FileReading reading;
  private final WorkPool pool;
  private final SourceDirectory directory;
  private final KnownDirectory known;
  private final FileLookup base;
  private final List<TreePath> paths = new ArrayList<>();
  private final List<FileEntry> entries = new ArrayList<>();
  private List<FileReading.Found> portion = new ArrayList<>();
  private long portionBytes;
  private long unchanged;
  private long unchangedBytes;

  DirectoryVisit(ImportRun run, FileReading reading, WorkPool pool, SourceDirectory directory) {
    this.run = run;
    this.reading = reading;
    this.pool = pool;
    this.directory = directory;
    this.known = new KnownDirectory(run.known, directory.relative());
    this.base = run.files.lookup();
  }

  void run() {
    DirectoryNames names = DirectoryNames.of(directory.place());
    MirrorDeletion mirror = new MirrorDeletion(run, directory.target(), names);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<LinkRule.Seen> seen = run.links.look(directory.file(name));
      if (seen.isEmpty()) {
        continue;
      } else if (seen.get().stat().isDirectory()) {
        mirror.directory(i);
        SourceDirectory child =
            directory.child(name, run.links.chain(directory.chain(), directory.file(name)));
        pool.add(() -> new DirectoryVisit(run, reading, pool, child).run());
      } else {
        mirror.file(i);
        file(name, seen.get());
      }
      if ((i & 63) == 63) {
        pool.checkGoing();
        told();
      }
    }
    told();
    run.stage(paths, entries);
    known.keep(run.next, directory.relative());
    if (run.options.mirror()) {
      mirror.run();
    }
    reading.read(directory, portion);
  }

  private void told() {
    if (unchanged > 0) {
      run.tally().unchanged(unchanged, unchangedBytes);
      unchanged = 0;
      unchangedBytes = 0;
    }
  }

  private void file(String name, LinkRule.Seen seen) {
    FileStat stat = seen.stat();
    run.tally().found(1, stat.size());
    KnownFile file = known.find(name);
    if (file != null && file.matches(stat) && take(name, file.content(), stat)) {
      known.unchanged();
      unchanged++;
      unchangedBytes += stat.size();
      return;
    }
    run.clock.saw(directory.file(name), stat);
    portion.add(new FileReading.Found(name, seen));
    portionBytes += stat.size();
    if (portion.size() >= PORTION_FILES || portionBytes >= PORTION_BYTES) {
      List<FileReading.Found> full = portion;
      pool.add(() -> reading.read(directory, full));
      portion = new ArrayList<>();
      portionBytes = 0;
    }
  }

  /** Takes in a file of known content, if that is stored. */
  private boolean take(String name, Content content, FileStat stat) {
    if (run.unmoved.contains(directory, name)) {
      return true;
    }
    TreePath path = directory.path(name);
    FileEntry entry = run.entry(content, stat);
    Optional<FileEntry> old = base.file(path);
    if (old.isPresent() && entry.withAttributes(old.get().attributes()).equals(old.get())) {
      return true;
    } else if (old.isEmpty() || !entry.sameContent(old.get())) {
      if (!isStored(content)) {
        return false;
      }
    }
    paths.add(path);
    entries.add(entry);
    if (paths.size() >= PORTION_FILES) {
      run.stage(paths, entries);
      paths.clear();
      entries.clear();
    }
    return true;
  }

  private boolean isStored(Content content) {
    try {
      ChunkCursor chunks = new ChunkCursor(run.into.stored(), content);
      while (chunks.next()) {
        if (run.into.stored().locate(Kind.DATA, chunks.chunk().id()).isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (MissingObjectException e) {
      return false; // A chunk list is gone.
    }
  }
}
