package io.stemma.benchmarks.data;

/**
 * The course of one plasma-like signal: quiet before the trigger, a ramp, a flat top that drifts
 * and carries bursts of oscillation as MHD modes do, and a disruption that ends it. Values run from
 * about 0 to 1. The moments belong to the shot, amplitudes and frequencies to the channel.
 *
 * <p>Course and envelope are evaluated once per block and interpolated, so that a sample costs one
 * table look-up and one random number.
 */
final class Waveform {
  /** Samples per block of linear interpolation. */
  static final int BLOCK = 512;

  private static final int SINE_BITS = 14;
  private static final double[] SINE = sineTable();
  private static final int BURSTS = 6;

  /** Oscillation stays below the flat top, and with it within a digitizer's range. */
  private static final double STRONGEST = 0.35;

  private final double trigger;
  private final double rampEnd;
  private final double disruption;
  private final double height;
  private final double drift;
  private final double driftPhase;
  private final double[] burstStart = new double[BURSTS];
  private final double[] burstLength = new double[BURSTS];
  private final double[] burstAmplitude = new double[BURSTS];
  private final double period;
  private final double mode;

  /**
   * Draws a signal's course.
   *
   * @param shot the shot's random numbers
   * @param channel the channel's random numbers
   * @param amplitude of the strongest bursts, in units of the flat top
   */
  Waveform(Noise shot, Noise channel, double amplitude) {
    trigger = shot.uniform(0.08, 0.12);
    rampEnd = trigger + shot.uniform(0.15, 0.25);
    disruption = shot.uniform(0.86, 0.94);
    for (int i = 0; i < BURSTS; i++) {
      burstLength[i] = shot.uniform(0.04, 0.14);
      burstStart[i] = shot.uniform(rampEnd, disruption - burstLength[i]);
      burstAmplitude[i] = amplitude * channel.uniform(0.3, 1);
    }
    mode = 0.15 * amplitude;
    height = channel.uniform(0.4, 0.5);
    drift = channel.uniform(0.02, 0.06);
    driftPhase = channel.uniform(0, 2 * Math.PI);
    period = channel.uniform(700, 1300);
  }

  /** The slow course at a time from 0 to 1. */
  double course(double time) {
    if (time < trigger) {
      return 0;
    }
    if (time < rampEnd) {
      double ramp = (time - trigger) / (rampEnd - trigger);
      return height * ramp * (2 - ramp);
    }
    double flat = height * (1 + drift * StrictMath.sin(driftPhase + 40 * time));
    double onset = StrictMath.min(1, (time - rampEnd) / 0.02);
    double top = height + onset * (flat - height);
    if (time < disruption) {
      return top;
    }
    return top * 1.15 * StrictMath.exp((disruption - time) / 0.012);
  }

  /** The envelope of the oscillation at a time from 0 to 1. */
  double envelope(double time) {
    double sum = active(time) ? mode * StrictMath.min(1, (time - trigger) / 0.1) : 0;
    for (int i = 0; i < BURSTS; i++) {
      double position = (time - burstStart[i]) / burstLength[i];
      if (position > 0 && position < 1) {
        sum += burstAmplitude[i] * position * position * (1 - position) * 6.75;
      }
    }
    return StrictMath.min(sum, STRONGEST);
  }

  /** Whether the plasma burns at a time from 0 to 1: detectors are noisier then. */
  boolean active(double time) {
    return time >= trigger && time < disruption;
  }

  /**
   * Computes a block of samples.
   *
   * @param noise of the samples
   * @param block which block
   * @param total samples in the whole signal
   * @param quiet deviation of the noise while there is no plasma
   * @param active deviation of the noise in the flat top
   * @param into the block's samples
   */
  void block(Noise noise, int block, int total, double quiet, double active, double[] into) {
    double from = block * (double) BLOCK / total;
    double to = (block + 1) * (double) BLOCK / total;
    double value = course(from);
    double step = (course(to) - value) / BLOCK;
    double swing = envelope(from);
    double swingStep = (envelope(to) - swing) / BLOCK;
    double deviation = active(from) ? active : quiet;
    int turn = (int) (long) (0x1p32 / period);
    int phase = turn * (block * BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      into[i] = value + swing * SINE[phase >>> 32 - SINE_BITS] + deviation * noise.normal();
      value += step;
      swing += swingStep;
      phase += turn;
    }
  }

  private static double[] sineTable() {
    double[] table = new double[1 << SINE_BITS];
    for (int i = 0; i < table.length; i++) {
      table[i] = StrictMath.sin(2 * Math.PI * i / table.length);
    }
    return table;
  }
}
