package io.stemma.internal.extract;

import io.stemma.Attributes;
import io.stemma.ExtractorDefinition;
import io.stemma.internal.base.MalformedException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The extractors of a repository; kept as attributes of a commit.
 *
 * @param all by their names
 */
public record Definitions(SortedMap<String, ExtractorDefinition> all) {
  /** No extractors. */
  public static final Definitions NONE = new Definitions(new TreeMap<>());

  private static final String NAME = "extractors";

  /** Copies the map. */
  public Definitions {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  /** The same with one more, or another one of its name. */
  public Definitions with(ExtractorDefinition definition) {
    TreeMap<String, ExtractorDefinition> more = new TreeMap<>(all);
    more.put(definition.name(), definition);
    return new Definitions(more);
  }

  /** The same without one. */
  public Definitions without(String name) {
    TreeMap<String, ExtractorDefinition> fewer = new TreeMap<>(all);
    fewer.remove(name);
    return new Definitions(fewer);
  }

  /** As attributes. */
  public Attributes encode() {
    Map<String, Object> values = new TreeMap<>();
    all.forEach(
        (name, each) ->
            values.put(
                name,
                Map.of(
                    "glob", each.glob(),
                    "extractor", each.extractor(),
                    "parameters", each.parameters(),
                    "code", each.code())));
    return new Attributes(Map.of(NAME, values));
  }

  /**
   * From attributes.
   *
   * @throws MalformedException if they are none of this
   */
  public static Definitions decode(Attributes attributes) {
    TreeMap<String, ExtractorDefinition> all = new TreeMap<>();
    map(attributes.values(), NAME)
        .forEach(
            (key, value) -> {
              String name = String.valueOf(key);
              Map<?, ?> fields = map(Map.of(name, value), name);
              all.put(
                  name,
                  new ExtractorDefinition(
                      name,
                      text(fields, "glob"),
                      text(fields, "extractor"),
                      text(fields, "parameters"),
                      text(fields, "code")));
            });
    return new Definitions(all);
  }

  private static Map<?, ?> map(Map<?, ?> values, String name) {
    if (values.get(name) instanceof Map<?, ?> map) {
      return map;
    }
    throw new MalformedException("extractors whose " + name + " is " + values.get(name));
  }

  private static String text(Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new MalformedException("an extractor whose " + name + " is " + fields.get(name));
  }
}
