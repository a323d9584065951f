package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;

/**
 * Runs the script of the day of shots as JShell would, and compares what it prints with a golden
 * file. {@code -Dstemma.golden.write=true} writes that anew.
 */
public class JShellDayTest {
  private static final Path SCRIPTS = Path.of("jshell");
  private static final Path GOLDEN = Path.of("src/test/resources/day.txt");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{12}\\b");

  private final StringBuilder printed = new StringBuilder();
  private final Map<String, String> ids = new LinkedHashMap<>();

  @Test
  void printsWhatItPrinted() throws IOException {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      evaluate(shell, "import java.io.*;");
      evaluate(shell, script("imports.jsh"));
      evaluate(
          shell,
          """
          var options = ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache().withClock(
              java.time.Clock.fixed(
                  java.time.Instant.parse("2026-11-22T09:00:00Z"), java.time.ZoneOffset.UTC));
          """);
      printed.setLength(0);
      evaluate(shell, script("day.jsh"));
      evaluate(shell, "io.stemma.examples.JShellDayTest.clear(work)");
    }
    if (Boolean.getBoolean("stemma.golden.write")) {
      Files.writeString(GOLDEN, printed);
    }
    assertThat(printed.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  /**
   * Removes what the script made.
   *
   * @param work its directory
   * @throws IOException if that fails
   */
  public static void clear(Path work) throws IOException {
    Trees.delete(work);
  }

  /** A script without the commands of the tool, which JShell itself does not know. */
  private static String script(String name) throws IOException {
    try (var lines = Files.lines(SCRIPTS.resolve(name))) {
      return lines.filter(line -> !line.startsWith("/")).collect(Collectors.joining("\n"));
    }
  }

  /** Takes line after line until something is complete, as the tool does. */
  private void evaluate(JShell shell, String script) {
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    String waiting = "";
    for (String line : script.lines().toList()) {
      waiting += line + "\n";
      CompletionInfo next = analysis.analyzeCompletion(waiting);
      while (next.completeness().isComplete()) {
        shell.eval(next.source()).forEach(event -> print(shell, event));
        waiting = next.remaining();
        next = analysis.analyzeCompletion(waiting);
      }
    }
    assertThat(waiting).isBlank();
  }

  private void print(JShell shell, SnippetEvent event) {
    String source = event.snippet().source().strip();
    assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)))
        .as(source)
        .isEmpty();
    if (event.exception() != null) {
      throw new AssertionError(source, event.exception());
    }
    String value = event.value();
    if (value != null && !value.isEmpty()) {
      printed.append("> ").append(source).append('\n').append(masked(value)).append("\n\n");
    }
  }

  private String masked(String value) {
    String text =
        ID.matcher(value)
            .replaceAll(
                match -> {
                  String id = match.group().replace("-", "").substring(0, 12);
                  String name = ids.computeIfAbsent(id, i -> "<" + (ids.size() + 1));
                  return name + ".".repeat(11 - name.length()) + ">";
                });
    return text.replaceAll("stemma-day-\\d+", "stemma-day-#")
        .replaceAll("/\\S*/stemma-day", "/tmp/stemma-day")
        .replaceAll("[\\d,.]+ [KM]iB checked", "# KiB checked");
  }
}
