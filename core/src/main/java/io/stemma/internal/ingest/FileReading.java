package io.stemma.internal.ingest;

import io.stemma.StorageException;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentWriter;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.work.WorkPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads files and takes in what is in them. Used by several threads. */
final class FileReading {
  /** How often a file that changes while it is read is tried. */
  private static final int ATTEMPTS = 3;

  /** Bytes are read in pieces of this size, which stay in the processor's cache. */
  private static final int PIECE = 256 << 10;

  private static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> OPEN_FILE =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final ImportRun run;
  private final WorkPool pool;
  private final ConcurrentLinkedQueue<ContentWriter> writers = new ConcurrentLinkedQueue<>();

  FileReading(ImportRun run, WorkPool pool) {
    this.run = run;
    this.pool = pool;
  }

  /** A file that is to be read. */
  record Found(String name, LinkRule.Seen seen) {}

  /** What was read, and whether any later change will show in what was seen. */
  private record Read(Content content, FileStat stat, boolean settled) {}

  /** Takes in some files of a directory, given in the order of their names. */
  void read(SourceDirectory directory, List<Found> portion) {
    ContentWriter pooled = writers.poll();
    ContentWriter writer = pooled == null ? new ContentWriter(run.into.session()) : pooled;
    List<TreePath> paths = new ArrayList<>(portion.size());
    List<FileEntry> entries = new ArrayList<>(portion.size());
    List<KnownFile> known = new ArrayList<>(portion.size());
    for (Found found : portion) {
      pool.checkGoing();
      TreePath path = directory.path(found.name());
      Read read = read(writer, directory.file(found.name()), found.seen());
      paths.add(path);
      entries.add(run.entry(read.content(), read.stat()));
      if (read.settled()) {
        known.add(KnownFile.of(found.name(), read.stat(), read.content()));
      }
      run.tally().read(found.seen().stat().size());
    }
    run.stage(paths, entries);
    run.next.add(directory.relative(), known);
    writers.add(writer);
  }

  private Read read(ContentWriter writer, Path file, LinkRule.Seen found) {
    LinkRule.Seen before = found;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      boolean settled = run.clock.awaitPast(before.stat());
      Content content = content(writer, file, before);
      run.tally().bytesRead(content.length());
      Optional<LinkRule.Seen> after = run.links.look(file);
      if (after.isPresent()
          && after.get().equals(before)
          && content.length() == before.stat().size()) {
        return new Read(content, before.stat(), settled);
      } else if (after.isEmpty() || !after.get().stat().isFile()) {
        break;
      }
      before = after.get();
    }
    throw new StorageException(
        file + " changes while it is read; import it when it is complete",
        new IOException("the file changed"));
  }

  /**
   * The bytes of a file. Reading ends where it was seen to end; if it has grown since, the next
   * look will tell. Files of devices and processes say that they are empty, so those are tried.
   */
  private Content content(ContentWriter writer, Path file, LinkRule.Seen seen) {
    long size = seen.stat().size();
    long[] left = {size == 0 ? PIECE : size};
    try (FileChannel in = FileChannel.open(file, seen.byLink() ? OPEN : OPEN_FILE)) {
      return writer.write(
          (into, offset, length) -> {
            pool.checkGoing();
            int wanted = (int) Math.min(left[0], Math.min(length, PIECE));
            int count = wanted == 0 ? -1 : in.read(ByteBuffer.wrap(into, offset, wanted));
            left[0] -= Math.max(0, count);
            return count;
          });
    } catch (NoSuchFileException e) {
      throw new StorageException(
          file + " vanished during the import; import when nobody changes the directory", e);
    } catch (IOException e) {
      throw LinkRule.failed(file, e);
    }
  }
}
