package io.stemma.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a program did, as a page of lines under headings in the margin. */
final class Story {
  private static final int MARGIN = 10;

  private final List<String> lines = new ArrayList<>();

  /** Something to be timed. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Runs something, and tells how long it took. */
  <T> T timed(String heading, Work<T> work) throws IOException {
    long start = System.nanoTime();
    T result = work.run();
    line(heading, String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9));
    return result;
  }

  /** Adds text, of one or several lines. */
  void line(String heading, String text) {
    String margin = heading;
    for (String line : text.split("\n", -1)) {
      lines.add((margin + " ".repeat(MARGIN - margin.length()) + line).stripTrailing());
      margin = "";
    }
  }

  void print(PrintStream out) {
    out.println("A day of shots");
    lines.forEach(out::println);
  }

  /** A size as people read it. */
  static String bytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / 1048576.0);
  }
}
