package io.stemma.internal.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A line, and lines below it, which may have lines below them: described once, written as indented
 * text or as HTML. A line consists of parts, two spaces apart in the text.
 */
public final class Outline {
  private final List<String> parts;
  private final String separator;
  private final List<Outline> below = new ArrayList<>();

  private Outline(List<String> parts, String separator) {
    this.parts = parts;
    this.separator = separator;
  }

  /** A line. Parts that are empty are left out. */
  public static Outline of(String... parts) {
    return spaced("  ", parts);
  }

  /** A line whose parts are a separator apart in the text. */
  public static Outline spaced(String separator, String... parts) {
    return new Outline(List.of(parts).stream().filter(p -> !p.isEmpty()).toList(), separator);
  }

  /** Adds a line below. */
  public Outline line(String... line) {
    return add(of(line));
  }

  /** Adds a line with what is below it. */
  public Outline add(Outline line) {
    below.add(line);
    return this;
  }

  /** Adds a line for each of the first items, and one that says how many more there are. */
  public <T> Outline addFirst(int shown, Collection<T> items, Function<T, Outline> line) {
    items.stream().limit(shown).map(line).forEach(below::add);
    return addRest(items.size() - shown);
  }

  /** Adds a line that says how many more there are, if there are any. */
  public Outline addRest(long rest) {
    return rest > 0 ? line(more(rest)) : this;
  }

  static String more(long rest) {
    return String.format(Locale.ROOT, "... and %,d more", rest);
  }

  /** The line, and those below it, each two spaces further in. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text, "");
    return text.toString();
  }

  private void write(StringBuilder text, String indent) {
    text.append(indent).append(String.join(separator, parts));
    for (Outline each : below) {
      each.write(text.append('\n'), indent + "  ");
    }
  }

  /** The same as HTML: what is below as a list, or as a table where the lines have parts. */
  public String html() {
    Html html = new Html();
    write(html);
    return Html.framed(html);
  }

  private void write(Html html) {
    parts.forEach(part -> html.part(part.strip()));
    if (below.stream().anyMatch(each -> !each.below.isEmpty() || each.parts.size() < 2)) {
      html.openList();
      for (Outline each : below) {
        each.write(html.open("li", "margin:0"));
        html.close("li");
      }
      html.close("ul");
    } else if (!below.isEmpty()) {
      html.openTable().open("tbody", "");
      for (Outline each : below) {
        html.open("tr", "background:none");
        each.parts.forEach(part -> html.cell(part.strip(), false));
        html.close("tr");
      }
      html.close("tbody").close("table");
    }
  }
}
