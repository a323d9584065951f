package io.stemma.internal.index;

import io.stemma.internal.format.v1.IndexRow;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Rows in ascending order, one after the other. Used by one thread. */
@FunctionalInterface
public interface RowSource {

  /** The next row, or null behind the last. */
  @Nullable IndexRow next() throws IOException;

  /** The rows of an iterator. */
  static RowSource of(Iterator<IndexRow> rows) {
    return () -> rows.hasNext() ? rows.next() : null;
  }
}
