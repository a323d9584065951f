package io.stemma.internal.index;

import io.stemma.internal.format.v1.IndexRow;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several sources as one: of rows with the same id and kind, that of the first source which has one
 * that is to be kept.
 */
final class RowMerge implements RowSource {
  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private final Predicate<IndexRow> keep;
  private @Nullable IndexRow last;

  private record Head(IndexRow row, int age, RowSource source) implements Comparable<Head> {
    @Override
    public int compareTo(Head o) {
      int x = row.compareTo(o.row);
      return x != 0 ? x : Integer.compare(age, o.age);
    }
  }

  RowMerge(List<RowSource> newestFirst, Predicate<IndexRow> keep) throws IOException {
    this.keep = keep;
    for (int age = 0; age < newestFirst.size(); age++) {
      advance(newestFirst.get(age), age);
    }
  }

  private void advance(RowSource source, int age) throws IOException {
    IndexRow row = source.next();
    while (row != null && !keep.test(row)) {
      row = source.next();
    }
    if (row != null) {
      heads.add(new Head(row, age, source));
    }
  }

  @Override
  public @Nullable IndexRow next() throws IOException {
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      advance(head.source, head.age);
      if (last == null || last.compareTo(head.row) != 0) {
        last = head.row;
        return last;
      }
    }
    return null;
  }
}
