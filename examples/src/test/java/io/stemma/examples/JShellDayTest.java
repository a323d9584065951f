package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Runs the script of the day of shots as JShell would, and compares what it prints with a golden
 * file. {@code -Dstemma.golden.write=true} writes that anew.
 */
class JShellDayTest {
  private static final Path GOLDEN = Path.of("src/test/resources/day.txt");

  @Test
  void printsWhatItPrinted() throws IOException {
    StringBuilder printed = new StringBuilder();
    Masks masks = new Masks();
    try (Session session = Session.ofTool()) {
      for (Session.Result each : session.evaluate(Session.script("day.jsh"))) {
        if (!each.value().isEmpty()) {
          printed.append("> ").append(each.source()).append('\n');
          printed.append(masks.masked(each.value())).append("\n\n");
        }
      }
    }
    if (Boolean.getBoolean("stemma.golden.write")) {
      Files.writeString(GOLDEN, printed);
    }
    assertThat(printed.toString()).isEqualTo(Files.readString(GOLDEN));
  }
}
