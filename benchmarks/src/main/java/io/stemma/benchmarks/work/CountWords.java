package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** As little as a transformation can do: counts the words of a small file. */
public record CountWords() implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    String text = new String(Files.readAllBytes(in.path()), StandardCharsets.UTF_8);
    out.write("words", Integer.toString(text.strip().split(" +").length));
  }
}
