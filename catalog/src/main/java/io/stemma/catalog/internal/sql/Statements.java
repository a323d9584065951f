package io.stemma.catalog.internal.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Looks at a statement before the database does: whether it is one that asks, and one alone. What
 * the user of the database may do is the other half.
 */
final class Statements {
  private static final Set<String> ASKING = Set.of("select", "with", "values", "table", "explain");

  private final String sql;
  private int at;

  private Statements(String sql) {
    this.sql = sql;
  }

  /**
   * Refuses what does not ask.
   *
   * @throws IllegalArgumentException if the text is not one statement that asks
   */
  static void check(String sql) {
    new Statements(sql).check();
  }

  private void check() {
    String first = "";
    boolean ended = false;
    while (passSpace()) {
      char c = sql.charAt(at);
      if (ended) {
        throw new IllegalArgumentException("the catalog takes one statement, and here is a second");
      } else if (c == ';') {
        ended = true;
        at++;
      } else if (c == '\'' || c == '"' || c == '`') {
        passQuoted(c);
      } else if (sql.startsWith("$$", at)) {
        int end = sql.indexOf("$$", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else if (Character.isLetter(c) && first.isEmpty()) {
        int begin = at;
        while (at < sql.length() && Character.isLetterOrDigit(sql.charAt(at))) {
          at++;
        }
        first = sql.substring(begin, at).toLowerCase(Locale.ROOT);
      } else {
        at++;
      }
    }
    if (!ASKING.contains(first)) {
      throw new IllegalArgumentException(
          "the catalog is only read: a statement begins with SELECT, WITH, VALUES, TABLE or EXPLAIN,"
              + " and not with "
              + (first.isEmpty() ? "nothing" : first.toUpperCase(Locale.ROOT)));
    }
  }

  /** Passes white space and comments; false at the end. */
  private boolean passSpace() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at) || sql.startsWith("//", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        passComment();
      } else {
        return true;
      }
    }
    return false;
  }

  private void passComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
  }

  private void passQuoted(char quote) {
    int end = sql.indexOf(quote, at + 1);
    at = end < 0 ? sql.length() : end + 1;
  }
}
