package io.stemma.benchmarks.data;

/** Samples of single sensors, for benchmarks of single steps. */
public final class SampleChannels {
  private static final long SEED = 1;

  private SampleChannels() {}

  /**
   * Samples of a sensor.
   *
   * @param channel the name of what it records, such as {@code COUNTS_INT16}
   * @param bytes how many bytes, a multiple of 8
   */
  public static byte[] samples(String channel, int bytes) {
    byte[] samples = new byte[bytes];
    Channel recorded = Channel.valueOf(channel);
    recorded.fill(Noise.of(SEED, 0), Noise.of(SEED, 1), bytes / recorded.width(), samples);
    return samples;
  }
}
