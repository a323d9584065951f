package io.stemma.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Samples in time, with a unit: {@code Signal.read(path).slice(1.0e-3, 1.2e-3).max()}.
 *
 * <p>Samples are at equal distances, told by a start and a step, or each at a time of its own: then
 * there is no {@link #step()}, and {@link #isUniform()} is false.
 *
 * <p>A signal never changes. Its samples are in memory or, after {@link #read(Path)}, in a file:
 * then they are read when asked for, and a slice reads its own part only. Such a signal
 * <em>refers</em> to its file, which each operation opens and closes again; nothing stays open. If
 * the file is gone, or holds a signal with another header, operations throw {@link
 * UncheckedIOException}; samples written over in place may be seen as they are then. (A file system
 * that is read-only as a whole, as a commit is, is taken for one that does not change.) {@link
 * #load()} makes a signal independent of its file.
 *
 * <p>Arithmetic is done in double precision and gives a float64 signal in memory, with the time
 * base and unit of this one. What touches a NaN gives NaN.
 *
 * <p>Two signals are equal if type, time base, unit and every bit of every sample are: then they
 * are written as the same bytes. Their difference in numbers is a {@link SignalDifference}.
 *
 * <p>Safe for use by several threads. A thread that is interrupted while it reads a file gets an
 * exception, as channels give it; the signal stays usable.
 */
public final class Signal extends Samples {
  private final SignalHeader header;
  private final SampleStore store;
  private final long from;

  Signal(SignalHeader header, SampleStore store, long from) {
    this.header = header;
    this.store = store;
    this.from = from;
  }

  private static Signal of(double start, double step, int length, MemorySamples samples) {
    TimeBase times = new UniformTimes(start, step, 0);
    return new Signal(new SignalHeader(samples.type(), length, times, ""), samples, 0);
  }

  /**
   * A signal of 16-bit integers, from {@code int}s for convenience.
   *
   * @param start time of the first sample, in seconds
   * @param step time between samples, in seconds, more than 0
   * @param samples each within -32,768 to 32,767
   * @return the signal, without a unit
   */
  public static Signal int16(double start, double step, int... samples) {
    Objects.requireNonNull(samples, "samples");
    return of(start, step, samples.length, SampleArrays.int16(samples));
  }

  /**
   * A signal of 16-bit integers.
   *
   * @param start time of the first sample, in seconds
   * @param step time between samples, in seconds, more than 0
   * @param samples the samples, copied
   * @return the signal, without a unit
   */
  public static Signal int16(double start, double step, short[] samples) {
    Objects.requireNonNull(samples, "samples");
    return of(start, step, samples.length, SampleArrays.int16(samples));
  }

  /**
   * A signal of 32-bit integers.
   *
   * @param start time of the first sample, in seconds
   * @param step time between samples, in seconds, more than 0
   * @param samples the samples, copied
   * @return the signal, without a unit
   */
  public static Signal int32(double start, double step, int... samples) {
    Objects.requireNonNull(samples, "samples");
    return of(start, step, samples.length, SampleArrays.int32(samples));
  }

  /**
   * A signal of 32-bit floating-point numbers. Every bit is kept, also of a NaN.
   *
   * @param start time of the first sample, in seconds
   * @param step time between samples, in seconds, more than 0
   * @param samples the samples, copied
   * @return the signal, without a unit
   */
  public static Signal float32(double start, double step, float... samples) {
    Objects.requireNonNull(samples, "samples");
    return of(start, step, samples.length, SampleArrays.float32(samples));
  }

  /**
   * A signal of 64-bit floating-point numbers. Every bit is kept, also of a NaN.
   *
   * @param start time of the first sample, in seconds
   * @param step time between samples, in seconds, more than 0
   * @param samples the samples, copied
   * @return the signal, without a unit
   */
  public static Signal float64(double start, double step, double... samples) {
    Objects.requireNonNull(samples, "samples");
    return of(start, step, samples.length, SampleArrays.float64(samples));
  }

  /**
   * A signal of 64-bit floating-point numbers at any times. Other types get them by {@link
   * #withTimes(double[])}.
   *
   * @param times the time of each sample, in seconds: finite, each after the one before
   * @param samples as many samples, copied
   * @return the signal, without a unit
   */
  public static Signal float64(double[] times, double... samples) {
    Objects.requireNonNull(times, "times");
    return float64(0, 1, samples).withTimes(times);
  }

  /**
   * Opens a signal file, of which it reads the header only.
   *
   * @param path a file of any file system
   * @return a signal that refers to the file
   * @throws SignalFormatException if the file is no signal, too new, damaged, truncated or too long
   * @throws IOException if the file cannot be read
   */
  public static Signal read(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    return of(SignalFile.open(path).requireDimensions(1, path.toString()));
  }

  /**
   * Reads a whole signal into memory, from a channel's position to its end. The channel stays open.
   *
   * @param channel the channel
   * @return a signal in memory
   * @throws SignalFormatException if these bytes are no signal, too new, damaged, truncated or too
   *     long
   * @throws IOException if the channel cannot be read
   */
  public static Signal read(SeekableByteChannel channel) throws IOException {
    Objects.requireNonNull(channel, "channel");
    return of(SignalFile.load(channel).requireDimensions(1, "the channel's content"));
  }

  static Signal of(SignalFile file) {
    FileHeader h = file.header();
    return new Signal(
        new SignalHeader(h.type(), h.rows(), file.times(), h.unit()), file.samples(), 0);
  }

  /**
   * Opens a file of nothing but numbers, as digitizers write it: {@code Signal.raw(path, "int16 le,
   * 1e-6 s, from -0.001 s, skip 512, times 0.00488 V")}. Like a signal file it is read when asked.
   *
   * @param path a file of any file system
   * @param layout what is in it, as {@link RawLayout#of} describes it
   * @return a signal that refers to the file; of float64 if samples are scaled, else of their type
   * @throws IllegalArgumentException if the layout is not understood
   * @throws IOException if the file cannot be read, or is not as long as the layout says
   */
  public static Signal raw(Path path, String layout) throws IOException {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(layout, "layout");
    return RawLayout.of(layout).read(path);
  }

  /**
   * Reads two columns of a table of text, as {@link CsvTable} describes it: {@code Signal.csv(path,
   * "time_s", "te_eV")}.
   *
   * @param path a file of any file system
   * @param times the header of the column of times, or its number from 0
   * @param values the header of the column of samples, or its number from 0
   * @return a signal of float64 in memory
   * @throws IllegalArgumentException if there is no such column
   * @throws IOException if the file cannot be read, or a cell is no number
   */
  public static Signal csv(Path path, String times, String values) throws IOException {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(values, "values");
    return CsvTable.read(path, times, values).signal(times, values);
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
    Signal source;
    try {
      source = isIn(path) ? load() : this;
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    SignalFile.write(source.fileHeader(), source.header.times(), source, path);
  }

  /**
   * Writes this signal to a blocking channel, which stays open.
   *
   * @param channel the channel
   * @throws IOException if the channel cannot be written, or the samples cannot be read
   */
  public void write(WritableByteChannel channel) throws IOException {
    Objects.requireNonNull(channel, "channel");
    SignalFile.write(fileHeader(), header.times(), this, channel);
  }

  private FileHeader fileHeader() {
    return FileHeader.of(header, header.times(), length(), Columns.none());
  }

  boolean isIn(Path path) throws IOException {
    return store.isIn(path) || header.times().isIn(path);
  }

  /**
   * A signal with these samples in memory, independent of any file.
   *
   * @return this signal if it is in memory already
   */
  public Signal load() {
    boolean inMemory = store instanceof MemorySamples;
    if (inMemory && header.times().inMemory()) {
      return this;
    }
    SignalHeader loaded = header.withSamples(type(), length());
    return inMemory
        ? new Signal(loaded, store, from)
        : new Signal(loaded, Arithmetic.copy(this), 0);
  }

  /**
   * How many samples there are.
   *
   * @return the number of samples
   */
  public long length() {
    return header.length();
  }

  /**
   * The time of a sample.
   *
   * @param index 0 to {@code length() - 1}
   * @return the time in seconds; no slicing, writing or reading changes it
   */
  public double time(long index) {
    return header.times().time(Objects.checkIndex(index, length()));
  }

  /**
   * One sample. In a file, a few thousand around it are read and kept, so that a loop over
   * neighbours is not slow; {@link #values()} is faster still.
   *
   * @param index 0 to {@code length() - 1}
   * @return the sample
   */
  public double value(long index) {
    try {
      return store.value(from + Objects.checkIndex(index, length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All samples as doubles, which hold any sample of any type exactly.
   *
   * @return a new array
   * @throws IllegalStateException if there are more than an array can hold
   */
  public double[] values() {
    return SampleArrays.toDoubles(this);
  }

  /**
   * All samples of an int16 signal.
   *
   * @return a new array
   * @throws IllegalStateException if the type is another, or there are more than an array can hold
   */
  public short[] int16Values() {
    return SampleArrays.toInt16(this);
  }

  /**
   * All samples of an int32 signal.
   *
   * @return a new array
   * @throws IllegalStateException if the type is another, or there are more than an array can hold
   */
  public int[] int32Values() {
    return SampleArrays.toInt32(this);
  }

  /**
   * All samples of a float32 signal, bit by bit.
   *
   * @return a new array
   * @throws IllegalStateException if the type is another, or there are more than an array can hold
   */
  public float[] float32Values() {
    return SampleArrays.toFloat32(this);
  }

  /**
   * All samples of a float64 signal, bit by bit.
   *
   * @return a new array
   * @throws IllegalStateException if the type is another, or there are more than an array can hold
   */
  public double[] float64Values() {
    return SampleArrays.toFloat64(this);
  }

  /**
   * This signal with another unit; samples stay as they are.
   *
   * @param unit free text of at most 1,024 bytes of UTF-8, without control characters
   * @return the signal
   */
  public Signal withUnit(String unit) {
    Objects.requireNonNull(unit, "unit");
    return new Signal(header.withUnit(unit), store, from);
  }

  /**
   * This signal with another time base; samples stay as they are.
   *
   * @param start time of the first sample, in seconds
   * @param step time between samples, in seconds, more than 0
   * @return the signal
   */
  public Signal withTimes(double start, double step) {
    return new Signal(header.withTimes(new UniformTimes(start, step, 0)), store, from);
  }

  /**
   * This signal at other times; samples stay as they are.
   *
   * @param times the time of each sample, in seconds: finite, each after the one before; copied
   * @return the signal, which is not uniform
   */
  public Signal withTimes(double[] times) {
    Objects.requireNonNull(times, "times");
    return new Signal(header.withTimes(ListedTimes.of(times)), store, from);
  }

  /**
   * A float64 signal with the times and unit of this one and other samples.
   *
   * @param samples the samples, copied; if this signal is uniform, however many
   * @return the signal
   */
  public Signal withValues(double... samples) {
    Objects.requireNonNull(samples, "samples");
    return new Signal(
        header.withSamples(ElementType.FLOAT64, samples.length), SampleArrays.float64(samples), 0);
  }

  /**
   * This signal with samples of another type. float32 takes the nearest number, integers too, ties
   * going to the even one.
   *
   * @param type the type
   * @return this signal if the type is its own, else one in memory
   * @throws ArithmeticException if a sample is NaN or outside the range of an integer type
   */
  public Signal as(ElementType type) {
    Objects.requireNonNull(type, "type");
    return type == type()
        ? this
        : inMemory(type, Arithmetic.map(this, type, DoubleUnaryOperator.identity()));
  }

  /**
   * The samples from one index to before another. Both arguments being whole numbers, they are
   * indices: for times write {@code slice(0.0, 1.0)}.
   *
   * @param fromIndex the first sample, at least 0
   * @param toIndex the sample after the last, at most {@link #length()}
   * @return the slice, with its samples where they are
   * @throws IndexOutOfBoundsException if the range is outside the signal
   */
  public Signal slice(long fromIndex, long toIndex) {
    Objects.checkFromToIndex(fromIndex, toIndex, length());
    return new Signal(header.slice(fromIndex, toIndex), store, from + fromIndex);
  }

  /**
   * The samples from one time to before another, as far as there are any. A time that misses a
   * sample by less than a thousandth of a step (or by a few roundings; where times are listed, by
   * less than a thousandth of the distance) counts as the time of this sample, so {@code
   * slice(1.0e-3, 1.2e-3)} has 200 samples of 1 us, however the times are rounded; and {@code
   * slice(a, b)}, {@code slice(b, c)} make up {@code slice(a, c)}.
   *
   * @param fromTime time of the first sample, in seconds; may be infinite
   * @param toTime time after the last sample, in seconds; may be infinite
   * @return the slice, with its samples where they are; empty if no sample is in between
   * @throws IllegalArgumentException if the end is before the beginning, or one of them is NaN
   */
  public Signal slice(double fromTime, double toTime) {
    long[] range = header.times().range(fromTime, toTime, length());
    return slice(range[0], range[1]);
  }

  /**
   * Adds a number to every sample.
   *
   * @param offset the number
   * @return the sums
   */
  public Signal plus(double offset) {
    return map(x -> x + offset);
  }

  /**
   * Subtracts a number from every sample.
   *
   * @param offset the number
   * @return the differences
   */
  public Signal minus(double offset) {
    return map(x -> x - offset);
  }

  /**
   * Multiplies every sample.
   *
   * @param factor the factor; it does not change the unit, {@link #withUnit} does
   * @return the products
   */
  public Signal times(double factor) {
    return map(x -> x * factor);
  }

  /**
   * Changes every sign.
   *
   * @return the negative of this signal
   */
  public Signal negate() {
    return map(x -> -x);
  }

  /**
   * Adds another signal, sample by sample.
   *
   * @param other a signal of the same length and unit, at the same times to a thousandth of a step
   * @return the sums, at the times of this signal
   * @throws IllegalArgumentException if the other does not match
   */
  public Signal plus(Signal other) {
    Objects.requireNonNull(other, "other");
    return inMemory(ElementType.FLOAT64, Arithmetic.combine(this, other, (x, y) -> x + y));
  }

  /**
   * Subtracts another signal, sample by sample.
   *
   * @param other a signal of the same length and unit, at the same times to a thousandth of a step
   * @return the differences, at the times of this signal
   * @throws IllegalArgumentException if the other does not match
   */
  public Signal minus(Signal other) {
    Objects.requireNonNull(other, "other");
    return inMemory(ElementType.FLOAT64, Arithmetic.combine(this, other, (x, y) -> x - y));
  }

  /**
   * Applies a function to every sample, in order.
   *
   * @param function the function
   * @return its results
   */
  public Signal map(DoubleUnaryOperator function) {
    Objects.requireNonNull(function, "function");
    return inMemory(ElementType.FLOAT64, Arithmetic.map(this, ElementType.FLOAT64, function));
  }

  /**
   * The moving average: every sample becomes the mean of itself, {@code (n - 1) / 2} samples before
   * and {@code n / 2} after it; at both ends of what there is of them.
   *
   * @param n how many samples to average, at least 1; odd keeps the phase
   * @return the means
   */
  public Signal boxcar(int n) {
    return withValues(Arithmetic.boxcar(values(), n));
  }

  /**
   * Few buckets, each with its smallest and largest sample: no peak is lost. NaNs are left out.
   *
   * @param points how many buckets at most, at least 1
   * @return the buckets, which hold no samples
   */
  public Decimation decimate(int points) {
    return Decimation.of(this, points);
  }

  private Signal inMemory(ElementType type, MemorySamples samples) {
    return new Signal(header.withSamples(type, length()), samples, 0);
  }

  SignalHeader header() {
    return header;
  }

  @Override
  Signal all() {
    return this;
  }

  SampleStore store() {
    return store;
  }

  /** Index in the store of the first sample. */
  long from() {
    return from;
  }

  /** Opens all samples; must be closed. */
  SampleCursor cursor() {
    return new SampleCursor(type(), store, from, length());
  }

  /**
   * Whether the other is a signal with the same type, time base, unit and samples, bit by bit.
   * Reads signals in files.
   *
   * @param o the other
   * @return whether they are equal
   */
  @Override
  public boolean equals(@Nullable Object o) {
    if (!(o instanceof Signal other) || !header.equals(other.header)) {
      return false;
    }
    return (store.equals(other.store) && from == other.from) || SampleCursor.agree(this, other);
  }

  /**
   * A hash of the header and the first samples.
   *
   * @return the hash
   */
  @Override
  public int hashCode() {
    int hash = header.hashCode();
    try (SampleCursor cursor = slice(0, Math.min(length(), 64)).cursor()) {
      return cursor.next() ? 31 * hash + cursor.bytes().hashCode() : hash;
    }
  }

  /**
   * One line: number and type of the samples, unit, times; then the file, or the first samples.
   * Reads nothing.
   *
   * @return a line for people
   */
  @Override
  public String toString() {
    return SignalText.describe(this, store.file());
  }
}
