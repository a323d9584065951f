package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Takes its time, and says when it begins.
 *
 * @param millis how long
 */
public record SlowSum(long millis) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException, InterruptedException {
    System.out.println("run " + in.name());
    Thread.sleep(millis);
    out.write("sum", Integer.toString(Files.readString(in.path()).chars().sum()));
  }
}
