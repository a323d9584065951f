package io.stemma.benchmarks.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kinds of sensor file, all little-endian samples without a header. Amplitudes and noise are
 * tuned so that general compressors reach on each what they reach on measured signals of its kind.
 */
enum Channel {
  /** Raw counts of a 12-bit digitizer as int16. */
  COUNTS_INT16(2, 0.3, 1.6 / Channel.FULL_SCALE, 2.4 / Channel.FULL_SCALE) {
    @Override
    void encode(double value, Scale scale, ByteBuffer out) {
      out.putShort((short) count(value));
    }
  },

  /** Volts as float32, computed from digitizer counts and a gain: few different values. */
  COUNTS_FLOAT32(4, 0.2, 2.5 / Channel.FULL_SCALE, 6.5 / Channel.FULL_SCALE) {
    @Override
    void encode(double value, Scale scale, ByteBuffer out) {
      out.putFloat((float) ((count(value) - scale.zero) * scale.gain));
    }
  },

  /** Physical values as float32 with noise far above their precision. */
  NOISY_FLOAT32(4, 0.1, 0.01, 0.03) {
    @Override
    void encode(double value, Scale scale, ByteBuffer out) {
      out.putFloat((float) ((value + OFFSET) * scale.gain));
    }
  },

  /** Evaluated values as float64, smooth down to a small noise. */
  SMOOTH_FLOAT64(8, 0.05, 1e-6, 5e-6) {
    @Override
    void encode(double value, Scale scale, ByteBuffer out) {
      out.putDouble((value + OFFSET) * scale.gain);
    }
  },

  /** The moments of the samples in seconds as float64: the same in every shot of every seed. */
  TIME_FLOAT64(8, 0, 0, 0) {
    @Override
    void encode(double value, Scale scale, ByteBuffer out) {
      out.putDouble(value);
    }

    @Override
    void fill(Noise shot, Noise channel, int total, byte[] bytes) {
      ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < bytes.length / width(); i++) {
        out.putDouble(i * SAMPLE_INTERVAL);
      }
    }
  };

  /** The largest count of the digitizer. */
  static final int FULL_SCALE = 4095;

  private static final double OFFSET = 0.02;
  private static final double SAMPLE_INTERVAL = 1e-6;
  private static final int COUNTS_AT_ZERO = 200;

  private final int width;
  private final double amplitude;
  private final double quietNoise;
  private final double activeNoise;

  Channel(int width, double amplitude, double quietNoise, double activeNoise) {
    this.width = width;
    this.amplitude = amplitude;
    this.quietNoise = quietNoise;
    this.activeNoise = activeNoise;
  }

  /** How a channel turns readings into units: the counts at zero, and units per count. */
  record Scale(int zero, double gain) {}

  /** Appends one sample. */
  abstract void encode(double value, Scale scale, ByteBuffer out);

  /** Bytes per sample. */
  int width() {
    return width;
  }

  /**
   * Fills an array with the first samples of a file; a shorter array gets a prefix of what a longer
   * one gets.
   *
   * @param shot random numbers of the shot
   * @param channel random numbers of the file
   * @param total samples in the whole file
   * @param bytes to fill, a whole number of samples
   */
  void fill(Noise shot, Noise channel, int total, byte[] bytes) {
    Waveform waveform = new Waveform(shot, channel, amplitude);
    Scale scale = new Scale(100 + channel.nextInt(200), channel.uniform(0.001, 0.004));
    double[] values = new double[Waveform.BLOCK];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int samples = bytes.length / width;
    for (int from = 0; from < samples; from += Waveform.BLOCK) {
      int block = from / Waveform.BLOCK;
      waveform.block(channel, block, total, quietNoise, activeNoise, values);
      for (int i = 0; i < Math.min(Waveform.BLOCK, samples - from); i++) {
        encode(values[i], scale, out);
      }
    }
  }

  private static int count(double value) {
    int count = (int) (value * FULL_SCALE + COUNTS_AT_ZERO + 0.5);
    return Math.max(0, Math.min(FULL_SCALE, count));
  }
}
