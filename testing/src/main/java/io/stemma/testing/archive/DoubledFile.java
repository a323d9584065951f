package io.stemma.testing.archive;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes each file of a datum twice over: a transformation for trials. */
public record DoubledFile() implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    try (Stream<Path> files = Files.walk(in.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        out.write(String.valueOf(file.getFileName()), text + text);
      }
    }
  }
}
