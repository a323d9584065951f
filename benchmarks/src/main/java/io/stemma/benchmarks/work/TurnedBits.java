package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;

/** Turns every bit of a file over. */
public record TurnedBits() implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream from = Files.newInputStream(in.path());
        OutputStream to = out.stream("turned")) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        for (int i = 0; i < n; i++) {
          buffer[i] ^= (byte) 0xff;
        }
        to.write(buffer, 0, n);
      }
    }
  }
}
