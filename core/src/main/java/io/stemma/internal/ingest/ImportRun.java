package io.stemma.internal.ingest;

import io.stemma.ImportOptions;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.work.WorkPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What the parts of one running import share. */
final class ImportRun {
  final ImportTarget into;
  final ImportOptions options;
  final LinkRule links;
  final FileClock clock;
  final FileTree files;
  final Unmoved unmoved;
  final KnownFiles known;
  final KnownFilesWriter next;
  private final ImportTally tally;
  private final AtomicLong edits = new AtomicLong();

  ImportRun(
      ImportTarget into,
      ImportOptions options,
      LinkRule links,
      FileClock clock,
      FileTree files,
      Unmoved unmoved,
      KnownFiles known,
      KnownFilesWriter next) {
    this.into = into;
    this.options = options;
    this.links = links;
    this.clock = clock;
    this.files = files;
    this.unmoved = unmoved;
    this.known = known;
    this.next = next;
    this.tally = new ImportTally(options.listener());
  }

  /** Takes in a directory and all below it. */
  void in(WorkPool pool, TreePath target, List<Path> root) {
    SourceDirectory first = new SourceDirectory(root.get(0), "", target, root);
    FileReading reading = new FileReading(this, pool);
    pool.run(() -> new DirectoryVisit(this, reading, pool, first).run());
  }

  ImportTally tally() {
    return tally;
  }

  /** How many edits were staged. */
  long edits() {
    return edits.get();
  }

  /** Puts files into the staged tree. */
  void stage(List<TreePath> paths, List<FileEntry> entries) {
    edits.addAndGet(into.write(paths, entries));
  }

  /** Removes keys from the staged tree. */
  void remove(List<byte[]> keys) {
    edits.addAndGet(into.remove(keys));
  }

  /** The entry of a file, without attributes. */
  FileEntry entry(Content content, FileStat stat) {
    return new FileEntry(
        false,
        content.length(),
        content.parts(),
        content.listLevel(),
        options.keepModified() ? Optional.of(stat.modified().toInstant()) : Optional.empty(),
        options.keepExecutable() && stat.executable(),
        0,
        "");
  }
}
