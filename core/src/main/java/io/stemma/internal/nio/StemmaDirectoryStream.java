package io.stemma.internal.nio;

import io.stemma.Commit;
import io.stemma.Entry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What is directly in a directory, read as it is consumed; each path knows its attributes. */
final class StemmaDirectoryStream implements DirectoryStream<Path> {
  private static final int MAX_GLOB = 4000;

  private final StemmaPath directory;
  private final Iterator<Entry> entries;
  private final Filter<? super Path> filter;
  private boolean iterated;
  private volatile boolean closed;

  StemmaDirectoryStream(
      StemmaPath directory, Iterator<Entry> entries, Filter<? super Path> filter) {
    this.directory = directory;
    this.entries = entries;
    this.filter = filter;
  }

  /**
   * The entries of a directory: of the glob that matches them, since a list would hold them all at
   * once. A path may be too long for a glob.
   */
  static Iterator<Entry> children(Commit commit, String directory) {
    String plain = directory.replaceAll("[\\\\*?\\[\\]{}!,]", "\\\\$0");
    return plain.length() < MAX_GLOB
        ? commit.glob(plain.equals("/") ? "/*" : plain + "/*").iterator()
        : commit.list(directory).iterator();
  }

  @Override
  public synchronized Iterator<Path> iterator() {
    if (closed || iterated) {
      throw new IllegalStateException(
          closed ? "the stream is closed" : "the stream gives one iterator only");
    }
    iterated = true;
    return new Children();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Children implements Iterator<Path> {
    private @Nullable Path next;

    @Override
    public synchronized boolean hasNext() {
      try {
        while (next == null && !closed && entries.hasNext()) {
          Entry entry = entries.next();
          Path child = StemmaPath.of(directory, entry.name(), entry);
          if (filter.accept(child)) {
            next = child;
          }
        }
      } catch (IOException e) {
        throw new DirectoryIteratorException(e);
      } catch (io.stemma.StemmaException e) {
        throw new DirectoryIteratorException(Failures.of(directory, e));
      }
      return next != null;
    }

    @Override
    public synchronized Path next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("no further path in " + directory);
      }
      Path found = next;
      next = null;
      return found;
    }
  }
}
