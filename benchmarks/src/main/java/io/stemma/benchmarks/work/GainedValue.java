package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;

/** Multiplies the number in a file by the gain that is valid for it. */
public record GainedValue() implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    double value = Double.parseDouble(Files.readString(in.path("shot")));
    double gain = Double.parseDouble(Files.readString(in.path("cal")));
    out.write("value", Double.toString(value * gain));
  }
}
