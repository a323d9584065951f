package io.stemma.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several samples at each time, of as many channels or positions: rows over time, columns over
 * positions, as a line camera or a profile has them. {@code Signal2D.read(path).column(3).max()}.
 *
 * <p>Columns have numbers and may have coordinates, with a unit: radii of a profile, say. All
 * samples have one type and one unit. Like a {@link Signal} it never changes, and is in memory or,
 * after {@link #read(Path)}, in a file that it refers to and that is read when asked; the same
 * happens if that is gone. A column of a file is a signal that refers to the file, and reads what
 * it needs in pieces.
 *
 * <p>Two of them are equal if type, times, columns, units and every bit of every sample are. Their
 * difference in numbers is {@link SignalDifference#between(Signal2D, Signal2D)}.
 *
 * <p>Safe for use by several threads.
 */
public final class Signal2D extends Samples {
  private final TimeBase times;
  private final long rows;
  private final Columns columns;
  private final Signal all;

  private Signal2D(TimeBase times, long rows, Columns columns, Signal all) {
    this.times = times;
    this.rows = rows;
    this.columns = columns;
    this.all = all;
  }

  private Signal2D(
      TimeBase times,
      long rows,
      Columns columns,
      ElementType type,
      String unit,
      SampleStore samples,
      long from) {
    this(
        new SignalHeader(type, rows, times, unit).times(), // which checks them
        rows,
        columns,
        new Signal(
            new SignalHeader(
                type,
                Math.multiplyExact(rows, columns.count()),
                new RowTimes(times, columns.count(), 0),
                unit),
            samples,
            from));
  }

  /**
   * Samples that follow each other row by row: {@code Signal2D.of(Signal.int16(0, 1e-3, counts),
   * 1024)} is one of int16 with 1,024 columns.
   *
   * @param samples all samples; start and step are those of the rows, and so are type and unit
   * @param columns how many samples a row has, 1 to 1,048,576
   * @return the rows; where the samples are
   * @throws IllegalArgumentException if the last row is not whole, or times of samples are listed;
   *     times of rows can be listed by {@link #withTimes(double[])}
   */
  public static Signal2D of(Signal samples, int columns) {
    Objects.requireNonNull(samples, "samples");
    Columns numbered = Columns.of(columns);
    if (samples.length() % columns != 0) {
      throw new IllegalArgumentException(
          samples.length() + " samples are not whole rows of " + columns);
    }
    if (!samples.isUniform()) {
      throw new IllegalArgumentException(
          "times of single samples cannot be those of rows: give rows theirs by withTimes");
    }
    return new Signal2D(
        samples.header().times(),
        samples.length() / columns,
        numbered,
        samples.type(),
        samples.unit(),
        samples.store(),
        samples.from());
  }

  /**
   * Rows of 64-bit floating-point numbers.
   *
   * @param start time of the first row, in seconds
   * @param step time between rows, in seconds, more than 0
   * @param rows the rows, copied: at least one, all of one length
   * @return the signal, without a unit
   */
  public static Signal2D float64(double start, double step, double[]... rows) {
    Objects.requireNonNull(rows, "rows");
    return of(Signal.float64(start, step, SampleArrays.flat(rows)), rows[0].length);
  }

  /**
   * Opens a signal file of two dimensions, of which it reads the header only.
   *
   * @param path a file of any file system
   * @return a signal that refers to the file
   * @throws SignalFormatException if the file is no such signal, too new, damaged, truncated or too
   *     long
   * @throws IOException if the file cannot be read
   */
  public static Signal2D read(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    return of(SignalFile.open(path).requireDimensions(2, path.toString()));
  }

  /**
   * Reads a whole signal of two dimensions into memory, from a channel's position to its end. The
   * channel stays open.
   *
   * @param channel the channel
   * @return a signal in memory
   * @throws SignalFormatException if these bytes are no such signal, too new, damaged, truncated or
   *     too long
   * @throws IOException if the channel cannot be read
   */
  public static Signal2D read(SeekableByteChannel channel) throws IOException {
    Objects.requireNonNull(channel, "channel");
    return of(SignalFile.load(channel).requireDimensions(2, "the channel's content"));
  }

  static Signal2D of(SignalFile file) {
    FileHeader h = file.header();
    return new Signal2D(file.times(), h.rows(), h.columns(), h.type(), h.unit(), file.samples(), 0);
  }

  /**
   * Writes this signal to a file, which is created or written over. Equal signals give equal bytes.
   * A signal may be written over the file that it refers to.
   *
   * @param path a file of any file system
   * @throws IOException if the file cannot be written, or the samples cannot be read
   */
  public void write(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    Signal2D source;
    try {
      source = all.isIn(path) ? load() : this;
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    SignalFile.write(source.fileHeader(), source.times, source.all, path);
  }

  /**
   * Writes this signal to a blocking channel, which stays open.
   *
   * @param channel the channel
   * @throws IOException if the channel cannot be written, or the samples cannot be read
   */
  public void write(WritableByteChannel channel) throws IOException {
    Objects.requireNonNull(channel, "channel");
    SignalFile.write(fileHeader(), times, all, channel);
  }

  private FileHeader fileHeader() {
    return FileHeader.of(all.header(), times, rows, columns);
  }

  /**
   * A signal with these samples in memory, independent of any file.
   *
   * @return the signal
   */
  public Signal2D load() {
    Signal loaded = all.load();
    return with(times.load(), rows, columns, loaded.store(), loaded.from());
  }

  private Signal2D with(TimeBase t, long count, Columns c, SampleStore samples, long from) {
    return new Signal2D(t, count, c, type(), unit(), samples, from);
  }

  /**
   * How many rows there are, each at its time.
   *
   * @return the number of rows
   */
  public long rows() {
    return rows;
  }

  /**
   * How many samples each row has.
   *
   * @return the number of columns, at least 1
   */
  public int columns() {
    return columns.count();
  }

  /**
   * The time of a row.
   *
   * @param row 0 to {@code rows() - 1}
   * @return the time in seconds
   */
  public double time(long row) {
    return times.time(Objects.checkIndex(row, rows));
  }

  /**
   * Where the columns are.
   *
   * @return a new array: the coordinate of each column; its number if there are no coordinates
   */
  public double[] coordinates() {
    return columns.coordinates();
  }

  /**
   * The unit of the coordinates.
   *
   * @return the unit, or the empty text
   */
  public String coordinateUnit() {
    return columns.unit();
  }

  /**
   * This signal with coordinates of its columns.
   *
   * @param coordinates a finite number for each column, in any order, copied
   * @param unit the unit of these, free text of at most 1,024 bytes of UTF-8, without control
   *     characters
   * @return the signal
   */
  public Signal2D withCoordinates(double[] coordinates, String unit) {
    Objects.requireNonNull(coordinates, "coordinates");
    Objects.requireNonNull(unit, "unit");
    return new Signal2D(times, rows, columns.at(coordinates, unit), all);
  }

  /**
   * This signal with another unit of its samples, which stay as they are.
   *
   * @param unit free text of at most 1,024 bytes of UTF-8, without control characters
   * @return the signal
   */
  public Signal2D withUnit(String unit) {
    Objects.requireNonNull(unit, "unit");
    return new Signal2D(times, rows, columns, all.withUnit(unit));
  }

  /**
   * This signal with rows at other times.
   *
   * @param start time of the first row, in seconds
   * @param step time between rows, in seconds, more than 0
   * @return the signal
   */
  public Signal2D withTimes(double start, double step) {
    return with(new UniformTimes(start, step, 0), rows, columns, all.store(), all.from());
  }

  /**
   * This signal with rows at other times.
   *
   * @param times the time of each row, in seconds: finite, each after the one before; copied
   * @return the signal, which is not uniform
   */
  public Signal2D withTimes(double[] times) {
    Objects.requireNonNull(times, "times");
    return with(ListedTimes.of(times), rows, columns, all.store(), all.from());
  }

  /**
   * One sample.
   *
   * @param row 0 to {@code rows() - 1}
   * @param column 0 to {@code columns() - 1}
   * @return the sample
   */
  public double value(long row, int column) {
    return all.value(
        Objects.checkIndex(row, rows) * columns.count()
            + Objects.checkIndex(column, columns.count()));
  }

  /**
   * All samples of a time.
   *
   * @param row 0 to {@code rows() - 1}
   * @return a new array, with a sample of each column
   */
  public double[] row(long row) {
    long begin = Objects.checkIndex(row, rows) * columns.count();
    return all.slice(begin, begin + columns.count()).values();
  }

  /**
   * The row whose time is nearest; of two the earlier one.
   *
   * @param time the time in seconds, which may be before the first row or after the last by half
   *     the distance that rows have there
   * @return a new array, with a sample of each column
   * @throws IllegalArgumentException if no row is so near
   */
  public double[] at(double time) {
    return row(NearestRow.of(times, rows, time));
  }

  /**
   * All samples of a channel or position, over time.
   *
   * @param column 0 to {@code columns() - 1}
   * @return a signal with the times, the type and the unit of this one; in the file if this is
   */
  public Signal column(int column) {
    long first = all.from() + Objects.checkIndex(column, columns.count());
    SampleStore picked = new StridedSamples(all.store(), type(), columns.count(), first);
    return new Signal(new SignalHeader(type(), rows, times, unit()), picked, 0);
  }

  /**
   * All samples as doubles, row by row.
   *
   * @return a new array of rows
   * @throws IllegalStateException if there are more rows than an array can hold
   */
  public double[][] values() {
    return SampleArrays.toRows(all, rows, columns.count());
  }

  /**
   * The rows from one index to before another.
   *
   * @param fromRow the first row, at least 0
   * @param toRow the row after the last, at most {@link #rows()}
   * @return the slice, with its samples where they are
   * @throws IndexOutOfBoundsException if the range is outside the signal
   */
  public Signal2D slice(long fromRow, long toRow) {
    Objects.checkFromToIndex(fromRow, toRow, rows);
    long from = all.from() + fromRow * columns.count();
    return with(times.slice(fromRow, toRow), toRow - fromRow, columns, all.store(), from);
  }

  /**
   * The rows from one time to before another, as {@link Signal#slice(double, double)} has them.
   *
   * @param fromTime time of the first row, in seconds; may be infinite
   * @param toTime time after the last row, in seconds; may be infinite
   * @return the slice, with its samples where they are; empty if no row is in between
   * @throws IllegalArgumentException if the end is before the beginning, or one of them is NaN
   */
  public Signal2D slice(double fromTime, double toTime) {
    long[] range = times.range(fromTime, toTime, rows);
    return slice(range[0], range[1]);
  }

  TimeBase times() {
    return times;
  }

  Columns columnsAndPlaces() {
    return columns;
  }

  @Override
  Signal all() {
    return all;
  }

  /**
   * Whether the other is a signal of two dimensions with the same type, times, columns, units and
   * samples, bit by bit. Reads signals in files.
   *
   * @param o the other
   * @return whether they are equal
   */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Signal2D other
        && rows == other.rows
        && columns.equals(other.columns)
        && all.equals(other.all);
  }

  /**
   * A hash of the header and the first samples.
   *
   * @return the hash
   */
  @Override
  public int hashCode() {
    return 31 * columns.hashCode() + all.hashCode();
  }

  /**
   * One line: rows, columns and type of the samples, unit, times, coordinates; then the file, or
   * the first row. Reads nothing.
   *
   * @return a line for people
   */
  @Override
  public String toString() {
    return SignalText.describe(this, all.store().file());
  }
}
