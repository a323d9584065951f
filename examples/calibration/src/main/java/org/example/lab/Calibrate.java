package org.example.lab;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Multiplies a channel of a shot by the gain that is valid for it.
 *
 * @param channel which channel
 */
public record Calibrate(String channel) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    double gain = Double.parseDouble(Files.readString(in.path("cal")).strip());
    Signal.read(in.path("shot").resolve(channel + ".i16"))
        .times(gain)
        .write(out.path(channel + ".f64"));
  }
}
