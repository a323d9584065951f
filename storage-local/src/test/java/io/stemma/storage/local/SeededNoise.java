package io.stemma.storage.local;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a few bytes for every datum, and many for each fourth. Alone in its file: a class that
 * reaches others has the same id only where all of these lie as they do here.
 *
 * @param large how many bytes are many
 * @param halt a file; as long as it is not there, datum {@code /07} makes it, and ends its process
 */
record SeededNoise(int large, String halt) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    if (in.name().equals("/07") && !halt.isEmpty() && Files.notExists(Path.of(halt))) {
      Files.createFile(Path.of(halt));
      Runtime.getRuntime().halt(7);
    }
    int number = Integer.parseInt(Files.readString(in.path()));
    byte[] noise = new byte[number % 4 == 0 ? large : 100];
    in.random().nextBytes(noise);
    out.write("noise", noise).copy(in.path(), "same");
  }
}
