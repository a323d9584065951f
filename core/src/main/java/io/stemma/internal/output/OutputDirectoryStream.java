package io.stemma.internal.output;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What was directly in a directory when it was opened. Used by one thread at a time. */
final class OutputDirectoryStream implements DirectoryStream<Path> {
  private final OutputPath directory;
  private final Iterator<String> names;
  private final Filter<? super Path> filter;
  private boolean iterated;
  private volatile boolean closed;

  OutputDirectoryStream(OutputPath directory, List<String> names, Filter<? super Path> filter) {
    this.directory = directory;
    this.names = names.iterator();
    this.filter = filter;
  }

  @Override
  public Iterator<Path> iterator() {
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
    public boolean hasNext() {
      try {
        while (next == null && !closed && names.hasNext()) {
          Path child = directory.child(names.next());
          if (filter.accept(child)) {
            next = child;
          }
        }
      } catch (IOException e) {
        throw new DirectoryIteratorException(e);
      }
      return next != null;
    }

    @Override
    public Path next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("no further path in " + directory);
      }
      Path found = next;
      next = null;
      return found;
    }
  }
}
