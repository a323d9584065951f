package io.stemma.internal.engine;

import io.stemma.EntryKind;
import io.stemma.Match;
import io.stemma.internal.table.TitledTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What was found, as a table. */
public final class MatchTable {
  /** Says whose attributes are whose, which is for extractors only. */
  private static final String BOOKKEEPING = "extracted";

  private MatchTable() {}

  /**
   * The first matches and how many there are.
   *
   * @param title the line above the table
   * @param asked the attributes that were asked for, which get columns
   */
  public static TitledTable of(String title, Collection<String> asked, Stream<Match> matches) {
    List<String> columns = new ArrayList<>(List.of("path"));
    columns.addAll(asked);
    columns.add("attributes");
    TitledTable table = new TitledTable(title, columns);
    matches.forEach(match -> table.add(() -> cells(match, asked)));
    return table;
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
