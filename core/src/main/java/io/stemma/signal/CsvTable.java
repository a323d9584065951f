package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A table of text, read once, whose columns are signals: {@code var shot =
 * CsvTable.read(Path.of("shot.csv")); var te = shot.signal("time_s", "te_eV")}.
 *
 * <p>The text is UTF-8. Cells are separated by tabs if the first row has one outside quotes, else
 * by semicolons if it has one, else by commas. Lines that begin with {@code #} are comments, empty
 * lines do not count, cells may be in quotes, on one line. Numbers have a decimal point; an empty
 * cell is NaN. The first row is the header if one of its cells is neither empty nor a number. If
 * there is none, the last comment before the first row is, if it has as many cells; else columns
 * have numbers only.
 *
 * <p>A column is called by its header, with or without the unit that is in brackets or parentheses
 * at its end ({@code te [eV]}, {@code te (eV)}), or by its number, from 0. Where headers are equal,
 * the number decides. Units of samples are taken as they are; times are in s, or in ms, us or ns if
 * their header says so, and are turned into seconds.
 *
 * <p>Times are at equal distances if a start and a step give each of them but for half a unit of
 * its last digit, and for a hundredth of a step at most: of several steps the one with the fewest
 * digits is taken. Else the signal has the times as they are. They must rise.
 *
 * <p>Safe for use by several threads.
 */
public final class CsvTable {
  private final Path path;
  private final List<CsvColumn> columns;
  private final int[] read;
  private int[] lineNumbers = new int[64];
  private int rows;

  private CsvTable(Path path, List<CsvColumn> columns, int[] read) {
    this.path = path;
    this.columns = columns;
    this.read = read;
  }

  /**
   * Reads columns into memory.
   *
   * @param path a file of any file system
   * @param columns which ones, by header or number; none for all
   * @return the table
   * @throws IllegalArgumentException if there is no such column; the message says which there are
   * @throws SignalFormatException if rows have different numbers of cells, or the text cannot be
   *     read
   * @throws IOException if the file cannot be read
   */
  public static CsvTable read(Path path, String... columns) throws IOException {
    Objects.requireNonNull(path, "path");
    List<String> wanted = List.of(Objects.requireNonNull(columns, "columns"));
    try (CsvLines lines = new CsvLines(path)) {
      List<String> row = lines.next();
      if (row == null) {
        throw new SignalFormatException(Problem.MALFORMED_TEXT, path + " has no rows");
      }
      boolean header = row.stream().anyMatch(cell -> !cell.isEmpty() && !CsvColumn.isNumber(cell));
      CsvTable table = ofHeader(path, header ? row : headerOf(row.size(), lines), wanted);
      for (row = header ? lines.next() : row; row != null; row = lines.next()) {
        table.add(row, lines);
      }
      return table;
    }
  }

  private static List<String> headerOf(int cells, CsvLines lines) {
    List<String> comment = lines.commentCells();
    return comment.size() == cells && cells > 1
        ? comment
        : IntStream.range(0, cells).mapToObj(String::valueOf).toList();
  }

  private static CsvTable ofHeader(Path path, List<String> header, List<String> wanted) {
    List<CsvColumn> columns = new ArrayList<>();
    header.forEach(text -> columns.add(new CsvColumn(text)));
    CsvTable all = new CsvTable(path, columns, IntStream.range(0, columns.size()).toArray());
    return wanted.isEmpty()
        ? all
        : new CsvTable(
            path, columns, wanted.stream().mapToInt(all::indexOf).distinct().sorted().toArray());
  }

  private void add(List<String> row, CsvLines lines) throws IOException {
    if (row.size() != columns.size()) {
      throw lines.fault(
          row.size()
              + " cells where "
              + columns.size()
              + " are expected, separated by "
              + (lines.separator() == '\t' ? "tabs" : "\"" + lines.separator() + "\"")
              + (lines.separator() == ','
                  ? "; a decimal comma would be such a separator, too"
                  : ""));
    }
    for (int column : read) {
      columns.get(column).add(row.get(column), lines);
    }
    if (rows == lineNumbers.length) {
      lineNumbers = Arrays.copyOf(lineNumbers, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * rows));
    }
    lineNumbers[rows++] = lines.number();
  }

  private int indexOf(String name) {
    Objects.requireNonNull(name, "a column");
    int[] called =
        IntStream.range(0, columns.size()).filter(i -> columns.get(i).isCalled(name)).toArray();
    if (called.length == 1) {
      return called[0];
    }
    if (called.length == 0 && name.matches("\\d{1,9}")) {
      int number = Integer.parseInt(name);
      if (number < columns.size()) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        path
            + (called.length > 1
                ? " has several columns \"" + name + "\"; take one by its number"
                : " has no column \"" + name + "\"")
            + "; there are "
            + described());
  }

  private String described() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      texts.add(i + ": " + columns.get(i).header());
    }
    return texts.size() > 50 ? texts.subList(0, 50) + " and more" : texts.toString();
  }

  /**
   * The headers of all columns of the file, without units; where there is no header, numbers from
   * 0.
   *
   * @return an unmodifiable list
   */
  public List<String> columns() {
    return columns.stream().map(CsvColumn::name).toList();
  }

  /**
   * How many rows there are, without the header.
   *
   * @return the number of rows
   */
  public long rows() {
    return rows;
  }

  /**
   * A column over the times of another.
   *
   * @param times the column of times, by header or number
   * @param values the column of samples, by header or number
   * @return a signal of float64 in memory
   * @throws IllegalArgumentException if there is no such column, it was not read, or times are in
   *     no unit of time
   * @throws SignalFormatException if a cell of one is no number, or times do not rise
   */
  public Signal signal(String times, String values) throws SignalFormatException {
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(values, "values");
    CsvColumn time = column(times);
    CsvColumn value = column(values);
    double[] seconds = time.seconds(path);
    requireRising(time.header(), seconds);
    Signal samples = Signal.float64(0, 1, value.numbers()).withUnit(value.unit());
    return EqualDistances.of(seconds, i -> Math.pow(10, time.lastDigitInSeconds(i)) / 2)
        .map(equal -> samples.withTimes(equal.origin(), equal.step()))
        .orElseGet(() -> samples.withTimes(seconds));
  }

  private void requireRising(String header, double[] seconds) throws SignalFormatException {
    for (int i = 0; i < rows; i++) {
      boolean finite = Double.isFinite(seconds[i]);
      if (!finite || (i > 0 && seconds[i] <= seconds[i - 1])) {
        throw new SignalFormatException(
            Problem.MALFORMED_TEXT,
            path
                + ", line "
                + lineNumbers[i]
                + ": the time in column "
                + header
                + (finite
                    ? " is not after that of the row before: " + seconds[i] + " s, "
                    : " is missing or not finite: ")
                + (finite ? seconds[i - 1] + " s" : seconds[i]));
      }
    }
  }

  private CsvColumn column(String name) throws SignalFormatException {
    int index = indexOf(name);
    if (Arrays.binarySearch(read, index) < 0) {
      throw new IllegalArgumentException(
          "column " + name + " of " + path + " was not read; read the file with it");
    }
    CsvColumn column = columns.get(index);
    if (!column.fault().isEmpty()) {
      throw new SignalFormatException(Problem.MALFORMED_TEXT, column.fault());
    }
    return column;
  }

  /**
   * One line: how many rows, and the columns.
   *
   * @return a line for people
   */
  @Override
  public String toString() {
    return "Table of "
        + SignalText.count(rows())
        + " rows, columns "
        + described().replaceAll("\\p{Cntrl}", " ");
  }
}
