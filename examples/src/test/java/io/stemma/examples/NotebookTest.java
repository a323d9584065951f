package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.display.Displayed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Runs the notebook cell by cell, as a kernel does, and compares all outputs with those in the
 * file. {@code -Dstemma.golden.write=true} writes them anew, if they differ. A cell with the tag
 * {@code kernel} is for kernels alone.
 */
class NotebookTest {
  private static final Path NOTEBOOK = Path.of("notebooks/day.ipynb");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> cells(JsonNode notebook) {
    return StreamSupport.stream(notebook.get("cells").spliterator(), false).toList();
  }

  private static boolean isRun(JsonNode cell) {
    boolean forKernels =
        StreamSupport.stream(cell.at("/metadata/tags").spliterator(), false)
            .anyMatch(tag -> tag.asText().equals("kernel"));
    return cell.get("cell_type").asText().equals("code") && !forKernels;
  }

  @Test
  void outputsAreWhatTheCellsGive() throws IOException {
    JsonNode notebook = JSON.readTree(NOTEBOOK.toFile());
    JsonNode ran = notebook.deepCopy();
    try (Session session = Session.ofKernel()) {
      int number = 0;
      for (JsonNode cell : cells(ran)) {
        if (isRun(cell)) {
          run(session, (ObjectNode) cell, ++number);
        }
      }
    }
    if (Boolean.getBoolean("stemma.golden.write") && !masked(ran).equals(masked(notebook))) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
      printer.indentArraysWith(indenter);
      printer.indentObjectsWith(indenter);
      Files.writeString(NOTEBOOK, JSON.writer(printer).writeValueAsString(ran) + "\n");
      notebook = ran;
    }
    assertThat(masked(ran)).isEqualTo(masked(notebook));
  }

  private static void run(Session session, ObjectNode cell, int number) {
    List<Session.Result> results = new ArrayList<>();
    String printed;
    try {
      printed = Session.printed(() -> results.addAll(session.evaluate(text(cell.get("source")))));
    } catch (AssertionError e) {
      throw new AssertionError(
          "cell " + number + ", " + cell.get("id").asText() + ": " + e.getMessage(), e);
    }
    cell.put("execution_count", number);
    ArrayNode outputs = cell.putArray("outputs");
    if (!printed.isEmpty()) {
      outputs
          .addObject()
          .put("name", "stdout")
          .put("output_type", "stream")
          .set("text", lines(printed));
    }
    results
        .get(results.size() - 1)
        .name()
        .flatMap(session::value)
        .ifPresent(
            value -> {
              ObjectNode output = outputs.addObject();
              ObjectNode data = output.putObject("data");
              if (value instanceof Displayed displayed) {
                data.set("text/html", lines(displayed.html()));
              }
              data.set("text/plain", lines(value.toString()));
              output.put("execution_count", number);
              output.putObject("metadata");
              output.put("output_type", "execute_result");
            });
  }

  /** Text as notebooks have it: a list of lines that end in a line feed. */
  private static ArrayNode lines(String text) {
    ArrayNode lines = JSON.createArrayNode();
    int begin = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      lines.add(text.substring(begin, end + 1));
      begin = end + 1;
    }
    return begin == text.length() ? lines : lines.add(text.substring(begin));
  }

  private static String text(JsonNode lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  /** All outputs, one after the other. */
  private static String masked(JsonNode notebook) {
    Masks masks = new Masks();
    StringBuilder all = new StringBuilder();
    for (JsonNode cell : cells(notebook)) {
      all.append("== ").append(cell.get("id").asText()).append('\n');
      for (JsonNode output : cell.path("outputs")) {
        all.append(masks.maskedWithTimes(text(output.path("text"))));
        for (Map.Entry<String, JsonNode> data : output.path("data").properties()) {
          all.append("-- ").append(data.getKey()).append('\n');
          all.append(masks.maskedWithTimes(text(data.getValue()))).append('\n');
        }
      }
    }
    return all.toString();
  }

  @Test
  void isOfTheFormatThatItSays() throws IOException {
    JsonNode notebook = JSON.readTree(NOTEBOOK.toFile());
    assertThat(notebook.get("nbformat").asInt()).isEqualTo(4);
    assertThat(notebook.get("nbformat_minor").asInt()).isEqualTo(5);
    assertThat(notebook.at("/metadata/language_info/name").asText()).isEqualTo("java");
    Set<String> ids = new HashSet<>();
    int outputs = 0;
    for (JsonNode cell : cells(notebook)) {
      assertThat(cell.get("id").asText()).matches("[a-zA-Z0-9_-]{1,64}");
      assertThat(ids.add(cell.get("id").asText())).isTrue();
      assertThat(cell.get("source").isArray()).isTrue();
      assertThat(cell.get("metadata").isObject()).isTrue();
      boolean isCode = cell.get("cell_type").asText().equals("code");
      assertThat(cell.has("outputs")).isEqualTo(isCode);
      assertThat(cell.has("execution_count")).isEqualTo(isCode);
      outputs += cell.path("outputs").size();
    }
    assertThat(outputs).isGreaterThan(8);
  }
}
