package io.stemma.signal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The times of the samples of a {@link Signal2D} one after the other: those of one row are equal.
 *
 * @param rows the times of the rows
 * @param columns how many samples a row has
 * @param first number of the first sample, counted from the first row
 */
record RowTimes(TimeBase rows, int columns, long first) implements TimeBase {
  @Override
  public double time(long index) {
    return rows.time((first + index) / columns);
  }

  @Override
  public double start() {
    return rows.start();
  }

  @Override
  public double step() {
    return rows.step();
  }

  @Override
  public boolean isUniform() {
    return rows.isUniform();
  }

  @Override
  public RowTimes slice(long from, long to) {
    return new RowTimes(rows, columns, first + from);
  }

  @Override
  public long indexAt(double time, long length) {
    return rows.indexAt(time, length / columns) * columns;
  }

  @Override
  public double slack() {
    return rows.slack();
  }

  @Override
  public boolean inMemory() {
    return rows.inMemory();
  }

  @Override
  public RowTimes load() {
    return new RowTimes(rows.load(), columns, first);
  }

  @Override
  public boolean isIn(Path path) throws IOException {
    return rows.isIn(path);
  }

  @Override
  public Open open() {
    return this::time;
  }
}
