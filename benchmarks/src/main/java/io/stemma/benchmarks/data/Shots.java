package io.stemma.benchmarks.data;

import java.util.List;
import java.util.Locale;

/**
 * SHOTS: sensor files in a directory per shot, and in each shot the same time base.
 *
 * @param seed of everything
 * @param shots directories
 * @param fileBytes length of each file, a multiple of 8
 */
record Shots(long seed, int shots, int fileBytes) implements DataSet {
  /** Which channels a shot has, in the order of their files. */
  static final List<Sensor> SENSORS =
      List.of(
          new Sensor("mirnov.i16", Channel.COUNTS_INT16),
          new Sensor("rogowski.i16", Channel.COUNTS_INT16),
          new Sensor("flux_loop.i16", Channel.COUNTS_INT16),
          new Sensor("bolometer.f32", Channel.COUNTS_FLOAT32),
          new Sensor("ece.f32", Channel.NOISY_FLOAT32),
          new Sensor("soft_xray.f32", Channel.NOISY_FLOAT32),
          new Sensor("density.f64", Channel.SMOOTH_FLOAT64),
          new Sensor("time.f64", Channel.TIME_FLOAT64));

  private static final int FIRST_SHOT = 190_000;

  /**
   * A sensor of every shot.
   *
   * @param file its file's name
   * @param channel what it records
   */
  record Sensor(String file, Channel channel) {}

  /** 512 files of 4 MiB. */
  static Shots full(long seed) {
    return new Shots(seed, 64, 4 << 20);
  }

  @Override
  public int files() {
    return shots * SENSORS.size();
  }

  @Override
  public DataFile file(int index) {
    int shot = index / SENSORS.size();
    Sensor sensor = SENSORS.get(index % SENSORS.size());
    String path = String.format(Locale.ROOT, "%06d/%s", FIRST_SHOT + shot, sensor.file);
    return new DataFile(path, fileBytes, length -> samples(index, 0, length));
  }

  /** The channel of a file. */
  Channel channel(int index) {
    return SENSORS.get(index % SENSORS.size()).channel;
  }

  /**
   * The first samples of a file's signal.
   *
   * @param index of the file
   * @param take which recording of it: 0 is the file itself, others replace parts of it
   * @param length in bytes
   */
  byte[] samples(int index, int take, int length) {
    Channel channel = channel(index);
    byte[] bytes = new byte[length];
    Noise ofShot = Noise.of(seed, index / SENSORS.size());
    Noise ofFile = Noise.of(seed, index / SENSORS.size(), index % SENSORS.size(), take);
    channel.fill(ofShot, ofFile, fileBytes / channel.width(), bytes);
    return bytes;
  }
}
