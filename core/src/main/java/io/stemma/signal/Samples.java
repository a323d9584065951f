package io.stemma.signal;

/** Samples over time, with a unit: what signals of one and of two dimensions have in common. */
public abstract sealed class Samples permits Signal, Signal2D {
  Samples() {}

  /** All samples, one after the other. */
  abstract Signal all();

  /**
   * What one sample is.
   *
   * @return the type
   */
  public ElementType type() {
    return all().header().type();
  }

  /**
   * The unit of the samples, as free text.
   *
   * @return the unit, or the empty text
   */
  public String unit() {
    return all().header().unit();
  }

  /**
   * Whether a start and a step tell the times of all samples.
   *
   * @return false if times are listed, whatever they are
   */
  public boolean isUniform() {
    return all().header().times().isUniform();
  }

  /**
   * The time of the first sample; where there is none, the time it would have.
   *
   * @return the time in seconds; NaN if there is no sample and no step
   */
  public double start() {
    return all().header().times().start();
  }

  /**
   * The time between two samples.
   *
   * @return the time in seconds, more than 0
   * @throws IllegalStateException if times are listed
   */
  public double step() {
    return all().header().times().step();
  }

  /**
   * The smallest sample.
   *
   * @return the sample; NaN if there is a NaN
   * @throws java.util.NoSuchElementException if there are no samples
   */
  public double min() {
    return Statistics.min(all());
  }

  /**
   * The largest sample.
   *
   * @return the sample; NaN if there is a NaN
   * @throws java.util.NoSuchElementException if there are no samples
   */
  public double max() {
    return Statistics.max(all());
  }

  /**
   * The mean, from a compensated sum.
   *
   * @return the mean
   * @throws java.util.NoSuchElementException if there are no samples
   */
  public double mean() {
    return Statistics.mean(all());
  }

  /**
   * The root of the mean square, from a compensated sum.
   *
   * @return the root mean square
   * @throws java.util.NoSuchElementException if there are no samples
   */
  public double rms() {
    return Statistics.rms(all());
  }
}
