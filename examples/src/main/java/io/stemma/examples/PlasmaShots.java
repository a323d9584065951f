package io.stemma.examples;

import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes directories that look like those of a plasma injector: for each shot two digitizer traces,
 * a plasma current and a record in JSON. The same seed and shot give the same bytes.
 */
final class PlasmaShots {
  private static final int SAMPLES = 500_000;
  private static final double STEP = 1e-6;

  private final long seed;

  PlasmaShots(long seed) {
    this.seed = seed;
  }

  /** Writes the directories of some shots, in parallel. */
  Path write(Path directory, int first, int last) throws IOException {
    Files.createDirectories(directory);
    IntStream.rangeClosed(first, last).parallel().forEach(shot -> write(directory, shot));
    return directory;
  }

  private void write(Path directory, int shot) {
    try {
      Path target = Files.createDirectories(directory.resolve("" + shot));
      Random random = new Random(seed * 1_000_003 + shot);
      double peak = 180 + 40 * random.nextDouble();
      trace(random, 900, 6e-3).withUnit("count").write(target.resolve("te.i16"));
      trace(random, 1400, 4e-3).withUnit("count").write(target.resolve("ne.i16"));
      current(random, peak).withUnit("kA").write(target.resolve("ip.f32"));
      String gas = random.nextInt(4) == 0 ? "H2" : "D2";
      Files.writeString(
          target.resolve("shot.json"),
          String.format(
              Locale.ROOT,
              "{\"shot\":%d,\"gas\":\"%s\",\"peak_current_kA\":%.1f,\"operator\":\"%s\"}%n",
              shot,
              gas,
              peak,
              random.nextBoolean() ? "ada" : "emmy"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Counts of a 12-bit digitizer: noise, a rise, bursts of modes, a decay. */
  private static Signal trace(Random random, double height, double decay) {
    short[] samples = new short[SAMPLES];
    double frequency = 8e3 + 4e3 * random.nextDouble();
    double burst = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double t = i * STEP - 0.02;
      double shape = t < 0 ? 0 : (1 - Math.exp(-t / 1e-3)) * Math.exp(-t / (20 * decay));
      burst = random.nextInt(20_000) == 0 ? 1 : burst * 0.9995;
      double mode = burst * Math.sin(2 * Math.PI * frequency * t);
      double value = height * shape * (1 + 0.1 * mode) + 3 * random.nextGaussian();
      samples[i] = (short) Math.max(-2048, Math.min(2047, Math.round(value)));
    }
    return Signal.int16(-0.02, STEP, samples);
  }

  private static Signal current(Random random, double peak) {
    float[] samples = new float[SAMPLES / 4];
    for (int i = 0; i < samples.length; i++) {
      double t = i * 4 * STEP - 0.02;
      double shape = t < 0 ? 0 : Math.min(1, t / 0.05) * Math.exp(-Math.max(0, t - 0.2) / 0.05);
      samples[i] = (float) (peak * shape + 0.2 * random.nextGaussian());
    }
    return Signal.float32(-0.02, 4 * STEP, samples);
  }
}
