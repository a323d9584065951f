package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of cells of a text, one line each, without comments and empty lines. */
final class CsvLines implements Closeable {
  /** No line of numbers is so long, and no heap is filled by what has no lines. */
  private static final int MAX_LINE = 1 << 22;

  private final Path path;
  private final BufferedReader reader;
  private final StringBuilder buffer = new StringBuilder();
  private int number;
  private char separator;
  private String comment = "";

  CsvLines(Path path) throws IOException {
    this.path = path;
    this.reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
  }

  /** The cells of the next row; null behind the last. */
  @Nullable List<String> next() throws IOException {
    for (String line = line(); line != null; line = line()) {
      if (number == 1 && line.startsWith("\ufeff")) {
        line = line.substring(1); // a mark of the order of bytes
      }
      if (line.stripLeading().startsWith("#")) {
        comment = line.stripLeading().substring(1).strip();
      } else if (!line.isBlank()) {
        separator = separator == 0 ? separatorOf(line) : separator;
        return cells(line);
      }
    }
    return null;
  }

  /** The cells of the last comment before the row that was read last. */
  List<String> commentCells() {
    try {
      return comment.isEmpty() ? List.of() : cells(comment);
    } catch (SignalFormatException e) {
      return List.of(); // quotes in a comment need not match
    }
  }

  char separator() {
    return separator;
  }

  /** The line of the row that was read last, from 1. */
  int number() {
    return number;
  }

  SignalFormatException fault(String what) {
    return new SignalFormatException(Problem.MALFORMED_TEXT, at() + what);
  }

  /** Where that row is. */
  String at() {
    return path + ", line " + number + ": ";
  }

  private @Nullable String line() throws IOException {
    buffer.setLength(0);
    number++;
    try {
      int c = reader.read();
      if (c < 0) {
        return null;
      }
      for (; c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
        if (buffer.length() == MAX_LINE) {
          throw fault("the line is longer than " + MAX_LINE + " characters");
        }
        buffer.append((char) c);
      }
      reader.mark(1);
      if (c == '\r' && reader.read() != '\n') {
        reader.reset(); // the lines end as those of an old Mac, and some spreadsheets
      }
    } catch (CharacterCodingException e) {
      throw fault("the text here, or soon after, is not UTF-8");
    }
    return buffer.toString();
  }

  /** A tab if there is one, else a semicolon, else a comma: the later ones may be in the cells. */
  private static char separatorOf(String line) {
    String bare = line.replaceAll("\"[^\"]*\"", "");
    return bare.indexOf('\t') >= 0 ? '\t' : bare.indexOf(';') >= 0 ? ';' : ',';
  }

  private List<String> cells(String line) throws SignalFormatException {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (true) {
      int quote = at;
      while (quote < line.length() && line.charAt(quote) == ' ') {
        quote++;
      }
      boolean quoted = quote < line.length() && line.charAt(quote) == '"';
      int end = quoted ? quoted(line, quote + 1, cells) : line.indexOf(separator, at);
      if (!quoted) {
        cells.add(line.substring(at, end < 0 ? line.length() : end).strip());
      }
      if (end < 0) {
        return cells;
      }
      at = end + 1;
    }
  }

  /** Takes a cell in quotes; gives the place of the separator behind it, or -1. */
  private int quoted(String line, int from, List<String> cells) throws SignalFormatException {
    StringBuilder cell = new StringBuilder();
    int at = from;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw fault("a quote is not closed on its line");
      }
      cell.append(line, at, quote);
      at = quote + 1;
      if (at == line.length() || line.charAt(at) != '"') {
        break;
      }
      cell.append('"'); // a quote that is written twice
      at++;
    }
    cells.add(cell.toString().strip());
    int end = line.indexOf(separator, at);
    String rest = line.substring(at, end < 0 ? line.length() : end);
    if (!rest.isBlank()) {
      throw fault("\"" + rest.strip() + "\" is behind the quotes of a cell");
    }
    return end;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
