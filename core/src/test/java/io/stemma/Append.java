package io.stemma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the text of all files of a datum, one after the other, and a letter; fails at what is bad.
 */
record Append(String letter) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path input : inputs(in)) {
      try (Stream<Path> files = Files.walk(input)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    if (text.indexOf("bad") >= 0) {
      throw new IOException("bad content");
    }
    out.write("text", text + letter);
  }

  /** Of one input, or of a left and a right one. */
  private static List<Path> inputs(Datum in) {
    return in.captures().containsKey("d") || in.captures().isEmpty()
        ? List.of(in.path())
        : List.of(in.path("left"), in.path("right"));
  }
}
