package io.stemma.catalog.internal.sql;

import java.time.Instant;
import java.util.function.IntFunction;
import org.h2.result.DefaultRow;
import org.h2.util.JSR310Utils;
import org.h2.value.Value;
import org.h2.value.ValueBigint;
import org.h2.value.ValueBoolean;
import org.h2.value.ValueDouble;
import org.h2.value.ValueNull;
import org.h2.value.ValueVarchar;
import org.jspecify.annotations.Nullable;

/** A row whose values are made when they are asked for: a query needs few of many columns. */
final class SourceRow extends DefaultRow {
  private final IntFunction<@Nullable Object> cells;

  SourceRow(IntFunction<@Nullable Object> cells, int columns, long number) {
    super(new Value[columns], 40 * columns);
    this.cells = cells;
    setKey(number);
  }

  @Override
  public Value getValue(int column) {
    if (column < 0) {
      return super.getValue(column); // the number of the row
    }
    Value known = data[column];
    if (known == null) {
      known = value(cells.apply(column));
      data[column] = known;
    }
    return known;
  }

  @Override
  public Value[] getValueList() {
    for (int column = 0; column < data.length; column++) {
      Value unused = getValue(column);
    }
    return data;
  }

  private static Value value(@Nullable Object cell) {
    if (cell == null) {
      return ValueNull.INSTANCE;
    } else if (cell instanceof String text) {
      return ValueVarchar.get(text);
    } else if (cell instanceof Double number) {
      return ValueDouble.get(number);
    } else if (cell instanceof Long number) {
      return ValueBigint.get(number);
    } else if (cell instanceof Boolean truth) {
      return ValueBoolean.get(truth);
    } else if (cell instanceof Instant time) {
      return JSR310Utils.instantToValue(time);
    }
    throw new IllegalStateException("no value of a table: " + cell.getClass());
  }
}
