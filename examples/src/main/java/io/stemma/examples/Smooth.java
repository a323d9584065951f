package io.stemma.examples;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Calibrates a channel of a shot as {@link Calibrate} does, and smooths it.
 *
 * @param channel which channel
 * @param samples how many samples are averaged, an odd number
 */
public record Smooth(String channel, int samples) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    double gain = Double.parseDouble(Files.readString(in.path("cal")).strip());
    Signal.read(in.path("shot").resolve(channel + ".i16"))
        .times(gain)
        .boxcar(samples)
        .write(out.path(channel + ".f64"));
  }
}
