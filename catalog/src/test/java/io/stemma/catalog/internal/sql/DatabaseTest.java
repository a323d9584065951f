package io.stemma.catalog.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.StemmaException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The database, apart from what its tables are of. */
class DatabaseTest {
  private final AtomicInteger planned = new AtomicInteger();

  /** One row. */
  private final class OneRow implements RowSource {
    private final String name;
    private final List<Column> columns;

    OneRow(String name, String... columns) {
      this.name = name;
      this.columns = Stream.of(columns).map(each -> new Column(each, Type.TEXT)).toList();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<Column> columns() {
      return columns;
    }

    @Override
    public Iterator<@Nullable Object[]> rows(Map<String, String> equal) {
      @Nullable Object[] row = columns.stream().map(Column::name).toArray();
      return List.<@Nullable Object[]>of(row).iterator();
    }

    @Override
    public double estimate(Set<String> equal) {
      planned.incrementAndGet();
      return 1;
    }
  }

  /**
   * A statement that was cancelled when it had all but ended would be cancelled when it is asked
   * again, by whomever, if the database kept it.
   */
  @Test
  void nothingIsLeftOfAStatementForTheNextOneOfItsText() {
    try (Database database = new Database(List.of(new OneRow("one", "a")))) {
      Answer first = database.query("select a from one", 9);
      int once = planned.getAndSet(0);

      assertThat(database.query("select a from one", 9).columns()).isEqualTo(first.columns());

      assertThat(planned).hasValue(once);
    }
  }

  @Test
  void aTableThatCannotBeMadeLeavesRoomForOneThatCan() {
    try (Database database = new Database(List.of())) {
      assertThatExceptionOfType(StemmaException.class)
          .isThrownBy(() -> database.replace("public", List.of(new OneRow("one", "a", "A"))));

      database.replace("public", List.of(new OneRow("one", "b")));

      assertThat(database.query("select * from one", 9).columns()).containsExactly("b");
    }
  }
}
