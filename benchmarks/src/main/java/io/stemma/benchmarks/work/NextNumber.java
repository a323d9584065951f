package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One more than the number in a file: the datum, or the file of a name below it.
 *
 * @param name below the datum; empty where the datum is the file
 */
public record NextNumber(String name) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    Path file = name.isEmpty() ? in.path() : in.path().resolve(name);
    out.write("n", "" + (Long.parseLong(Files.readString(file)) + 1));
  }
}
