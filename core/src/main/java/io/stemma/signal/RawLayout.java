package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How numbers lie in a file that has nothing else to say of itself, told in one line: {@code int16
 * le, 1e-6 s, from -0.001 s, skip 512, times 0.00488 V}. What may stand between the commas, in any
 * order, each at most once:
 *
 * <table>
 * <caption>A layout</caption>
 * <tr><th>what</th><th>meaning</th><th>without it</th></tr>
 * <tr><td>{@code int16}, {@code int32}, {@code float32}, {@code float64}; then {@code le} or
 * {@code be}</td><td>what a number is, and whether its lowest byte comes first ({@code le}) or its
 * highest one ({@code be})</td><td>int16, le</td></tr>
 * <tr><td>{@code 1e-6 s} (or ms, us, ns), {@code 1 MHz} (or Hz, kHz)</td><td>the time between two
 * samples, or how many there are in a second</td><td>1 s</td></tr>
 * <tr><td>{@code from -0.001 s} (or ms, us, ns)</td><td>the time of the first sample</td><td>0
 * s</td></tr>
 * <tr><td>{@code skip 512}</td><td>how many bytes come before the first sample</td><td>0</td></tr>
 * <tr><td>{@code channel 3 of 8}</td><td>samples of 8 channels follow each other, and those of the
 * third are wanted; the first is 1</td><td>1 of 1</td></tr>
 * <tr><td>{@code samples 1000}</td><td>how many samples each channel has; what is behind them does
 * not count</td><td>up to the end of the file</td></tr>
 * <tr><td>{@code times 0.00488 V}</td><td>what a number is multiplied with, and the unit then,
 * which may be left out</td><td>1</td></tr>
 * <tr><td>{@code plus -0.5 V}</td><td>what is added after that, and the unit</td><td>0</td></tr>
 * <tr><td>{@code in V}</td><td>the unit</td><td>none</td></tr>
 * </table>
 *
 * @param type what a number in the file is
 * @param bigEndian whether its highest byte comes first
 * @param step the time between two samples, in seconds
 * @param start the time of the first sample, in seconds
 * @param skip how many bytes come before the first sample
 * @param channel which channel is wanted, from 1
 * @param channels how many channels follow each other
 * @param samples how many samples a channel has; negative for all up to the end of the file
 * @param factor what numbers are multiplied with
 * @param offset what is added then
 * @param unit the unit of the samples; may be empty
 */
public record RawLayout(
    ElementType type,
    boolean bigEndian,
    double step,
    double start,
    long skip,
    int channel,
    int channels,
    long samples,
    double factor,
    double offset,
    String unit) {

  /**
   * Refuses what no file can be.
   *
   * @param type what a number in the file is
   * @param bigEndian whether its highest byte comes first
   * @param step the time between two samples, in seconds
   * @param start the time of the first sample, in seconds
   * @param skip how many bytes come before the first sample
   * @param channel which channel is wanted, from 1
   * @param channels how many channels follow each other
   * @param samples how many samples a channel has; negative for all up to the end of the file
   * @param factor what numbers are multiplied with
   * @param offset what is added then
   * @param unit the unit of the samples; may be empty
   */
  public RawLayout {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(unit, "unit");
    SignalHeader.checkUnit(unit);
    UniformTimes times = new UniformTimes(start, step, 0);
    start = times.origin();
    if (skip < 0) {
      throw new IllegalArgumentException("bytes to skip cannot be " + skip);
    }
    if (channels < 1 || channels > Columns.MAX || channel < 1 || channel > channels) {
      throw new IllegalArgumentException(
          "channel "
              + channel
              + " of "
              + channels
              + ": channels are counted from 1, and there are at most "
              + Columns.MAX);
    }
    samples = Math.max(-1, samples);
    if (!Double.isFinite(factor) || factor == 0 || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "a factor must be finite and not 0, an offset finite: times "
              + factor
              + ", plus "
              + offset);
    }
  }

  /**
   * Understands a line.
   *
   * @param line the line, as described above
   * @return what it says
   * @throws IllegalArgumentException if a word is wrong; the message shows it, and what may stand
   *     there
   */
  public static RawLayout of(String line) {
    Objects.requireNonNull(line, "line");
    return new RawWords(line).layout();
  }

  /**
   * Opens a file of this layout, of which it looks at the length only.
   *
   * @param path a file of any file system
   * @return a signal that refers to the file; of float64 if samples are scaled, else of their type
   * @throws SignalFormatException if the file is shorter than it must be, or ends within a sample
   * @throws IOException if the file cannot be read
   */
  public Signal read(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    long bytes = Files.size(path);
    long count = count(bytes, path);
    FileSamples.Identity identity = channel -> channel.size() == bytes;
    SampleStore store =
        new FileSamples(path, identity, skip, type, Math.multiplyExact(count, channels));
    if (channels > 1) {
      store = new StridedSamples(store, type, channels, channel - 1);
    }
    UniformTimes times = new UniformTimes(start, step, 0);
    SignalHeader header = new SignalHeader(sampleType(), count, times, unit);
    return new Signal(header, new RawSamples(store, this, count), 0);
  }

  /** How many samples each channel has in a file of so many bytes. */
  private long count(long bytes, Path path) throws SignalFormatException {
    long frame = (long) channels * type.bytes();
    long whole = Math.max(0, bytes - skip) / frame;
    if (bytes < skip || whole < samples) {
      throw new SignalFormatException(
          Problem.TRUNCATED,
          path
              + " has "
              + bytes
              + " bytes, too few for \""
              + this
              + "\": "
              + whole
              + " samples are there behind the bytes to skip");
    }
    long rest = (bytes - skip) % frame;
    if (samples < 0 && rest > 0) {
      throw new SignalFormatException(
          Problem.TOO_LONG,
          path
              + " has "
              + rest
              + " bytes behind its last sample as \""
              + this
              + "\"; if they do not count, say \"samples "
              + whole
              + "\"");
    }
    return samples < 0 ? whole : samples;
  }

  /** What samples of the signal are. */
  ElementType sampleType() {
    return isScaled() ? ElementType.FLOAT64 : type;
  }

  boolean isScaled() {
    return factor != 1 || offset != 0;
  }

  /**
   * The line again: what it says, without what goes without saying.
   *
   * @return a line that {@link #of} understands, if the unit has no comma and no spaces around it
   */
  @Override
  public String toString() {
    String inUnit = unit.isEmpty() ? "" : " " + unit;
    StringBuilder line = new StringBuilder().append(type).append(bigEndian ? " be" : " le");
    line.append(", ").append(step).append(" s");
    line.append(start == 0 ? "" : ", from " + start + " s");
    line.append(skip == 0 ? "" : ", skip " + skip);
    line.append(channels == 1 ? "" : ", channel " + channel + " of " + channels);
    line.append(samples < 0 ? "" : ", samples " + samples);
    line.append(factor == 1 ? "" : ", times " + factor + inUnit);
    line.append(offset == 0 ? "" : ", plus " + offset + (factor == 1 ? inUnit : ""));
    return line.append(isScaled() || unit.isEmpty() ? "" : ", in" + inUnit).toString();
  }
}
