package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transformations of a notebook that read its variables. */
class JShellVariableTest {
  private final JShell shell = JShell.builder().executionEngine("local").build();

  @BeforeEach
  void begin() {
    shell.addToClasspath(System.getProperty("java.class.path"));
    for (String line :
        List.of(
            "import io.stemma.*;",
            "var archive = Archive.inMemory();",
            "var in = archive.createRepository(\"in\").main()"
                + ".commit(\"one\", tx -> tx.write(\"/a\", \"3\"));")) {
      String unused = value(line);
    }
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private SnippetEvent last(String source) {
    List<SnippetEvent> events = shell.eval(source);
    SnippetEvent event = events.get(0);
    assertThat(shell.diagnostics(event.snippet()).map(each -> each.getMessage(null)))
        .as(source)
        .isEmpty();
    return event;
  }

  private String value(String source) {
    SnippetEvent event = last(source);
    if (event.exception() != null) {
      throw new AssertionError(source, event.exception());
    }
    return String.valueOf(event.value());
  }

  private void scale(String factor) {
    String unused =
        value(
            """
            record Scale() implements Transformation {
              public void apply(Datum in, Output out) throws java.io.IOException {
                double value = Double.parseDouble(java.nio.file.Files.readString(in.path()));
                out.write("y", "" + value * %s);
              }
            }
            """
                .formatted(factor));
  }

  private String result() {
    return value(
        "archive.definePipeline(\"out\", new Scale(), Input.each(\"in\", \"/*\"))"
            + ".run().commit().readString(\"/a/y\")");
  }

  @Test
  void aNumberIsPartOfTheCode() {
    String unused = value("double gain = Double.parseDouble(in.readString(\"/a\")) + 4;");
    scale("gain");
    assertThat(result()).isEqualTo("\"21.0\"");
    String changed = value("gain = 9;");
    assertThat(result()).as("computed anew").isEqualTo("\"27.0\"");
    assertThat(changed).isEqualTo("9.0");
  }

  @Test
  void anArrayIsRefusedByPipelinesAndTrials() {
    String unused = value("double[] gains = {7.0};");
    scale("gains[0]");
    String define = "archive.definePipeline(\"out\", new Scale(), Input.each(\"in\", \"/*\")";
    for (String call :
        List.of(define + ")", "archive.trial(new Scale(), Input.each(\"in\", \"/*\"), 1)")) {
      assertThat(last(call).exception())
          .as(call)
          .hasMessageContaining("gains, which holds double[1] that begins with 7.0, and null");
    }
    assertThat(
            value(
                define
                    + ", PipelineOptions.DEFAULT.unreproducible(\"gains of the day\"))"
                    + ".run().commit().readString(\"/a/y\")"))
        .isEqualTo("\"21.0\"");
  }
}
