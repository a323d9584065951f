package io.stemma.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a comparison: as JSON, and as a table of tools and operations.
 *
 * @param rows in the order of the tools
 */
public record Results(List<ResultRow> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads what {@link #json} wrote. */
  static Results read(Path file) throws IOException {
    return new Results(List.of(JSON.readValue(Files.readString(file), ResultRow[].class)));
  }

  /** An array of objects, one to a line. */
  String json() throws JsonProcessingException {
    List<String> lines = new ArrayList<>();
    for (ResultRow row : rows) {
      lines.add(JSON.writeValueAsString(row));
    }
    return "[\n" + String.join(",\n", lines) + "\n]\n";
  }

  /** The row of a tool and an operation, if it was measured. */
  public Optional<ResultRow> row(String tool, Operation operation) {
    return rows.stream()
        .filter(row -> row.tool().equals(tool) && row.operation().equals(operation.word()))
        .findFirst();
  }

  /** The table for reading on a terminal, and as Markdown, too. */
  public String table() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    List<String> head = new ArrayList<>(List.of("tool"));
    for (Operation operation : Operation.values()) {
      head.add(operation.word() + " s");
    }
    head.addAll(List.of("ingest CPU s", "ingest peak MiB", "stored MB", "edit grows MB"));
    for (ResultRow row : rows) {
      lines.computeIfAbsent(row.tool(), this::cells);
    }
    List<List<String>> table = new ArrayList<>(List.of(head));
    table.addAll(lines.values());
    return markdown(table);
  }

  private List<String> cells(String tool) {
    List<String> cells = new ArrayList<>(List.of(tool));
    for (Operation operation : Operation.values()) {
      cells.add(row(tool, operation).map(row -> seconds(row.seconds())).orElse(""));
    }
    Optional<ResultRow> ingest = row(tool, Operation.INGEST);
    Optional<ResultRow> edit = row(tool, Operation.EDIT);
    cells.add(number("%.1f", ingest.map(ResultRow::cpuSeconds).orElse(null), 1));
    cells.add(number("%.0f", ingest.map(ResultRow::peakMib).orElse(null), 1));
    cells.add(number("%.0f", ingest.map(ResultRow::storedBytes).orElse(null), 1e6));
    cells.add(number("%.1f", edit.map(ResultRow::storedBytes).orElse(null), 1e6));
    return cells;
  }

  private static String seconds(double seconds) {
    String format = seconds >= 10 ? "%.1f" : seconds >= 0.1 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, format, seconds);
  }

  private static String number(String format, @Nullable Number number, double unit) {
    return number == null ? "" : String.format(Locale.ROOT, format, number.doubleValue() / unit);
  }

  private static String markdown(List<List<String>> table) {
    int columns = table.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : table) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < table.size(); y++) {
      text.append(line(table.get(y), widths));
      if (y == 0) {
        for (int i = 0; i < columns; i++) {
          text.append(i == 0 ? "| :" : "| ").append("-".repeat(widths[i] - 1));
          text.append(i == 0 ? " " : ": ");
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      text.append("| ").append(i == 0 ? cells.get(i) + padding : padding + cells.get(i));
      text.append(' ');
    }
    return text.append("|\n").toString();
  }
}
