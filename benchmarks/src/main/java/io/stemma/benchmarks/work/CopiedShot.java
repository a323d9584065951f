package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Hands all files of a shot on. */
public record CopiedShot() implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    try (Stream<Path> files = Files.list(in.path())) {
      for (Path file : files.toList()) {
        out.copy(file, String.valueOf(file.getFileName()));
      }
    }
  }
}
