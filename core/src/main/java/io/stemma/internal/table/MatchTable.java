package io.stemma.internal.table;

import io.stemma.EntryKind;
import io.stemma.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What was found, as a table. */
public final class MatchTable {
  private static final int SHOWN = 50;

  /** Says whose attributes are whose, which is for extractors only. */
  private static final String BOOKKEEPING = "extracted";

  private MatchTable() {}

  /**
   * The first matches and how many there are.
   *
   * @param title the line above the table
   * @param asked the attributes that were asked for, which get columns
   */
  public static String print(String title, Collection<String> asked, Stream<Match> matches) {
    List<String> columns = new ArrayList<>(List.of("path"));
    columns.addAll(asked);
    columns.add("attributes");
    TextTable table = new TextTable(columns);
    Iterator<Match> rest = matches.iterator();
    long count = 0;
    for (; rest.hasNext(); count++) {
      Match match = rest.next();
      if (count < SHOWN) {
        table.add(cells(match, asked));
      }
    }
    String more =
        count > SHOWN ? String.format(Locale.ROOT, "%n... and %,d more", count - SHOWN) : "";
    return count == 0 ? title + ": none" : title + "\n" + table + more.replace("\r", "");
  }

  private static List<String> cells(Match match, Collection<String> asked) {
    List<String> cells = new ArrayList<>();
    cells.add(match.path() + (match.kind() == EntryKind.DIRECTORY ? "/" : ""));
    asked.forEach(name -> cells.add(match.attributes().get(name).map(String::valueOf).orElse("")));
    StringBuilder others = new StringBuilder();
    match
        .attributes()
        .values()
        .forEach(
            (name, value) -> {
              boolean shown = !asked.contains(name) && !name.equals(BOOKKEEPING);
              if (shown && others.length() < 200) {
                others.append(others.length() == 0 ? "" : ", ").append(name).append('=');
                others.append(value);
              }
            });
    cells.add(others.toString());
    return cells;
  }
}
