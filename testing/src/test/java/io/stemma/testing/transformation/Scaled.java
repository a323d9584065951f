package io.stemma.testing.transformation;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;

/** A signal of the number in a file, scaled; and a text. */
record Scaled(double factor) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    double number = Double.parseDouble(Files.readString(in.path("in")));
    Signal.float64(0, 1, number * factor, -number * factor).write(out.path("signal"));
    out.write("captures", in.captures() + "" + in.attributes("in"));
  }
}
