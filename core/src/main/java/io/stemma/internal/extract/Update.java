package io.stemma.internal.extract;

import io.stemma.Attributes;
import io.stemma.internal.format.v1.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a file or directory says of itself, while that is brought up to what sources say. */
final class Update {
  /** So many failures are told of a directory; of more it is said how many there are. */
  private static final int MAX_ERRORS = 10;

  private final Attributes now;
  private final Claims had;
  private Claims claims;
  private Map<String, Object> values = new TreeMap<>();
  private final Set<Source> unknown = new TreeSet<>();
  private final List<String> errors = new ArrayList<>();

  /** Begins with what is said. */
  Update(String json) {
    this.now = CanonicalJson.readAttributes(json);
    this.had = Claims.of(now);
    this.claims = had;
  }

  /** Whether some source failed, so that it is not known which said what. */
  boolean failedBefore() {
    return now.values().containsKey(Claims.ERROR);
  }

  /**
   * Takes what sources say. Called again, it forgets what it took before.
   *
   * @param part what of it is meant for here
   * @param gone which of the sources say nothing any more
   */
  void take(
      SortedMap<Source, Said> said,
      Function<Said, Map<String, Object>> part,
      Predicate<Source> gone) {
    TreeMap<Source, SortedSet<String>> names = new TreeMap<>(had.names());
    Set<String> affected = new TreeSet<>();
    had.names()
        .forEach(
            (source, old) -> {
              if (said.containsKey(source) || gone.test(source)) {
                affected.addAll(old);
                names.remove(source);
              }
            });
    errors.clear();
    said.forEach(
        (source, what) -> {
          SortedSet<String> fresh = new TreeSet<>(part.apply(what).keySet());
          if (!fresh.isEmpty()) {
            names.put(source, fresh);
            affected.addAll(fresh);
          }
          what.error().ifPresent(errors::add);
        });
    claims = new Claims(names);
    decide(affected, said, part);
  }

  private void decide(
      Set<String> affected,
      SortedMap<Source, Said> said,
      Function<Said, Map<String, Object>> part) {
    values = new TreeMap<>(now.values());
    values.remove(Claims.EXTRACTED);
    values.remove(Claims.ERROR);
    unknown.clear();
    Map<String, Source> winners = claims.winners();
    Map<String, Source> before = had.winners();
    for (String name : affected) {
      Source winner = winners.get(name);
      Said what = winner == null ? null : said.get(winner);
      Object value = what == null ? null : part.apply(what).get(name);
      if (value != null) {
        values.put(name, value);
      } else if (winner == null) {
        values.remove(name);
      } else if (!winner.equals(before.get(name))) {
        unknown.add(winner);
      }
    }
  }

  /** The sources that have the say on a name now, and had not before. */
  Set<Source> unknown() {
    return Set.copyOf(unknown);
  }

  /** What is to be said, as it is stored; of what does not fit, only that. */
  String text() {
    Map<String, Object> all = withClaims();
    if (!errors.isEmpty()) {
      all.put(Claims.ERROR, lines());
    }
    try {
      return CanonicalJson.write(new Attributes(all));
    } catch (IllegalArgumentException e) {
      return textOfTooMuch(String.valueOf(e.getMessage()));
    }
  }

  /** The same for a file whose directory says what went wrong. */
  String textWithoutErrors() {
    errors.clear();
    return text();
  }

  private Map<String, Object> withClaims() {
    Map<String, Object> all = new TreeMap<>(values);
    if (!claims.isEmpty()) {
      all.put(Claims.EXTRACTED, claims.value());
    }
    return all;
  }

  private String textOfTooMuch(String why) {
    Map<String, Object> all = new TreeMap<>(values);
    all.keySet().removeAll(claims.winners().keySet());
    String plain = CanonicalJson.write(new Attributes(all));
    all.put(Claims.ERROR, "what the extractors say does not fit: " + Reading.line(why));
    try {
      return CanonicalJson.write(new Attributes(all));
    } catch (IllegalArgumentException e) {
      return plain; // Full of what was said by hand.
    }
  }

  private String lines() {
    List<String> shown = errors.subList(0, Math.min(MAX_ERRORS, errors.size()));
    int more = errors.size() - shown.size();
    return String.join("\n", shown) + (more > 0 ? "\nand " + more + " more" : "");
  }
}
