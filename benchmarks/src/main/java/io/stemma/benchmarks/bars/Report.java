package io.stemma.benchmarks.bars;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Measured bars as a table and as JSON. */
final class Report {
  private static final int WIDEST = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Report() {}

  /** Columns bar, asked, reached and holds, as wide as they need; long cells run over lines. */
  static String table(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("bar", "asked", "reached", "holds"));
    for (Row row : rows) {
      cells.add(List.of(row.bar(), row.asked(), row.reached(), row.holds() ? "yes" : "NO"));
    }
    int[] widths = new int[4];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.min(WIDEST, Math.max(widths[i], line.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    cells.forEach(line -> appendLine(text, line, widths));
    return text.toString();
  }

  private static void appendLine(StringBuilder text, List<String> line, int[] widths) {
    List<List<String>> wrapped = line.stream().map(Report::wrap).toList();
    int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (int y = 0; y < height; y++) {
      StringBuilder part = new StringBuilder();
      for (int x = 0; x < widths.length; x++) {
        String cell = y < wrapped.get(x).size() ? wrapped.get(x).get(y) : "";
        part.append(cell).append(" ".repeat(widths[x] - cell.length() + 2));
      }
      text.append(part.toString().stripTrailing()).append('\n');
    }
  }

  private static List<String> wrap(String cell) {
    List<String> lines = new ArrayList<>();
    String rest = cell.replaceAll("\\s+", " ").strip();
    while (rest.length() > WIDEST) {
      int space = rest.lastIndexOf(' ', WIDEST);
      int end = space > 0 ? space : WIDEST;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  /** An array of objects with the members bar, asked, reached and holds, one to a line. */
  static String json(List<Row> rows) throws JsonProcessingException {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(JSON.writeValueAsString(row));
    }
    return "[\n" + String.join(",\n", lines) + "\n]\n";
  }
}
