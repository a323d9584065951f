package io.stemma.internal.extract;

import io.stemma.Attributes;
import io.stemma.InvalidNameException;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.path.TreePath;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes of a file or directory came from which sources: what its attribute {@value
 * #EXTRACTED} says. A source that said nothing is not in it. Only names are kept, so equal files
 * give equal attributes, whatever the version of the code.
 *
 * @param names by their sources
 */
record Claims(SortedMap<Source, SortedSet<String>> names) {
  /** The attribute. */
  static final String EXTRACTED = "extracted";

  /** The attribute that says what went wrong. */
  static final String ERROR = "extraction_error";

  private static final Claims NONE = new Claims(new TreeMap<>());

  Claims {
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** Whether extractors may have said something of attributes as they are stored; is cheap. */
  static boolean mayBeIn(String json) {
    return json.contains("\"extract"); // Of both names.
  }

  /** Whether two texts of attributes say the same of whose words they have, and of what failed. */
  static boolean agree(String json, String other) {
    return json.equals(other)
        || of(json).equals(of(other)) && Objects.equals(error(json), error(other));
  }

  private static @Nullable Object error(String json) {
    return mayBeIn(json) ? CanonicalJson.readAttributes(json).values().get(ERROR) : null;
  }

  /** What attributes as they are stored say. */
  static Claims of(String json) {
    return mayBeIn(json) ? of(CanonicalJson.readAttributes(json)) : NONE;
  }

  /** What attributes say; whatever else a user put in its place counts as nothing. */
  static Claims of(Attributes attributes) {
    if (!(attributes.values().get(EXTRACTED) instanceof Map<?, ?> extractors)) {
      return NONE;
    }
    TreeMap<Source, SortedSet<String>> found = new TreeMap<>();
    extractors.forEach(
        (extractor, files) -> {
          if (files instanceof Map<?, ?> map) {
            map.forEach(
                (file, names) -> {
                  if (isName(String.valueOf(file))) {
                    Source source = new Source(String.valueOf(extractor), String.valueOf(file));
                    found.put(source, texts(names));
                  }
                });
          }
        });
    return new Claims(found);
  }

  private static boolean isName(String file) {
    try {
      return !file.isEmpty() && !file.contains("/") && TreePath.of(file).name().equals(file);
    } catch (InvalidNameException e) {
      return false;
    }
  }

  private static SortedSet<String> texts(@Nullable Object names) {
    TreeSet<String> texts = new TreeSet<>();
    if (names instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** The extractors that have said something of what a file of some name says. */
  Set<String> extractors(String file) {
    Set<String> found = new HashSet<>();
    for (Source source : names.keySet()) {
      if (source.file().equals(file)) {
        found.add(source.extractor());
      }
    }
    return found;
  }

  /** Who has the say on which name: the last one that says something of it. */
  Map<String, Source> winners() {
    Map<String, Source> winners = new HashMap<>();
    names.forEach((source, each) -> each.forEach(name -> winners.put(name, source)));
    return winners;
  }

  /** The value of the attribute. */
  Map<String, Map<String, List<String>>> value() {
    Map<String, Map<String, List<String>>> value = new TreeMap<>();
    names.forEach(
        (source, each) ->
            value
                .computeIfAbsent(source.extractor(), extractor -> new TreeMap<>())
                .put(source.file(), List.copyOf(each)));
    return value;
  }
}
