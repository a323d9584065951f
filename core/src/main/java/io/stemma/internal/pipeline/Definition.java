package io.stemma.internal.pipeline;

import io.stemma.Attributes;
import io.stemma.CommitId;
import io.stemma.Condition;
import io.stemma.Input;
import io.stemma.PipelineOptions;
import io.stemma.Trigger;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.condition.ConditionValues;
import io.stemma.internal.format.v1.CanonicalJson;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version of a pipeline says; kept as attributes of a commit.
 *
 * @param number 1 for the first version
 * @param transformation name of the class
 * @param parameters its components as JSON
 * @param input what it reads
 * @param options how datums are run
 * @param paused whether no job may be run
 * @param equal ids of code, each with that of the code whose results count as its own
 */
record Definition(
    long number,
    String transformation,
    String parameters,
    Input input,
    PipelineOptions options,
    boolean paused,
    SortedMap<String, String> equal) {

  Definition {
    equal = Collections.unmodifiableSortedMap(new TreeMap<>(equal));
  }

  Attributes encode() {
    Map<String, Object> values = new TreeMap<>();
    values.put("version", number);
    values.put("transformation", transformation);
    values.put("parameters", parameters);
    values.put("input", encode(input));
    values.put("options", encode(options));
    if (paused) {
      values.put("paused", true);
    }
    if (!equal.isEmpty()) {
      values.put("equal", equal);
    }
    return new Attributes(values);
  }

  /** Whether it says the same, apart from the number. */
  boolean says(Definition other) {
    return numbered(other.number).equals(other);
  }

  /** The same as another version. */
  Definition numbered(long version) {
    return new Definition(version, transformation, parameters, input, options, paused, equal);
  }

  /** The same, paused or not. */
  Definition paused(boolean pause) {
    return new Definition(number, transformation, parameters, input, options, pause, equal);
  }

  /** The same, with what stays when a pipeline is defined anew. */
  Definition after(Definition before) {
    return new Definition(
        number,
        transformation,
        parameters,
        input,
        options,
        before.paused,
        transformation.equals(before.transformation) ? before.equal : equal);
  }

  /**
   * The same, where the results of some code count as those of other code.
   *
   * @param code whose results are not at hand
   * @param known the id under which there are results
   */
  Definition accepting(String code, String known) {
    TreeMap<String, String> more = new TreeMap<>(equal);
    more.put(code, known);
    return new Definition(number, transformation, parameters, input, options, paused, more);
  }

  /** The id under which the results of some code are found. */
  String codeFor(String id) {
    return equal.getOrDefault(id, id);
  }

  /** The version that a commit holds. */
  static Definition of(PipelineArchive archive, Hash version) {
    return decode(archive.object(version).attributes());
  }

  static Definition decode(Attributes attributes) {
    try {
      Fields fields = new Fields(attributes.values());
      return new Definition(
          fields.number("version"),
          fields.text("transformation"),
          fields.text("parameters"),
          input(fields.fields("input")),
          options(fields.fields("options")),
          fields.has("paused") && fields.flag("paused"),
          fields.has("equal") ? fields.fields("equal").texts() : new TreeMap<>());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new MalformedException("a pipeline that breaks a rule: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> encode(Input input) {
    Map<String, Object> values = new TreeMap<>();
    if (input instanceof Input.Selection selection) {
      values.put("repository", selection.repository());
      values.put("branch", selection.branch());
      selection.commit().ifPresent(id -> values.put("commit", id.value()));
      values.put("glob", selection.glob());
      selection.condition().ifPresent(condition -> values.put("condition", text(condition)));
      values.put("name", selection.name());
      values.put("reference", selection.isReference());
      values.put("quiet", selection.isQuiet());
      selection.key().ifPresent(key -> values.put("key", key));
      values.put("outer", selection.isOuter());
      selection.trigger().ifPresent(trigger -> values.put("trigger", encode(trigger)));
    } else if (input instanceof Input.Validity validity) {
      values.put("base", encode(validity.base()));
      values.put("valid", encode(validity.added()));
      values.put("capture", validity.capture());
      values.put("optional", validity.isOptional());
    } else if (input instanceof Input.Combination combination) {
      values.put("way", combination.way().name().toLowerCase(Locale.ROOT));
      values.put("operands", combination.operands().stream().map(Definition::encode).toList());
      combination.key().ifPresent(key -> values.put("key", key));
      values.put("outer", combination.isOuter());
    }
    return values;
  }

  private static Map<String, Object> encode(Trigger trigger) {
    Map<String, Object> values = new TreeMap<>();
    trigger.commits().ifPresent(limit -> values.put("commits", limit));
    trigger.bytes().ifPresent(limit -> values.put("bytes", limit));
    values.put("both", trigger.isBoth());
    return values;
  }

  /** As text: conditions within inputs would be nested deeper than JSON in commits may be. */
  private static String text(Condition condition) {
    return CanonicalJson.write(new Attributes(ConditionValues.encode(condition)));
  }

  private static Condition condition(String text) {
    return ConditionValues.decode(CanonicalJson.readAttributes(text).values());
  }

  private static Trigger trigger(Fields fields) {
    return new Trigger(
        fields.optionalNumber("commits"), fields.optionalNumber("bytes"), fields.flag("both"));
  }

  private static Input input(Fields fields) {
    if (fields.has("way")) {
      return new Input.Combination(
          Input.Way.valueOf(fields.text("way").toUpperCase(Locale.ROOT)),
          fields.list("operands").stream().map(Definition::input).toList(),
          fields.optionalText("key"),
          fields.flag("outer"));
    } else if (fields.has("valid")) {
      return new Input.Validity(
          input(fields.fields("base")),
          selection(fields.fields("valid")),
          fields.text("capture"),
          fields.flag("optional"));
    }
    return selection(fields);
  }

  private static Input.Selection selection(Fields fields) {
    return new Input.Selection(
        fields.text("repository"),
        fields.text("branch"),
        fields.optionalText("commit").map(CommitId::new),
        fields.text("glob"),
        fields.optionalText("condition").map(Definition::condition),
        fields.text("name"),
        fields.flag("reference"),
        fields.flag("quiet"),
        fields.optionalText("key"),
        fields.flag("outer"),
        fields.has("trigger") ? Optional.of(trigger(fields.fields("trigger"))) : Optional.empty());
  }

  private static Map<String, Object> encode(PipelineOptions options) {
    Map<String, Object> values = new TreeMap<>();
    values.put("tries", (long) options.tries());
    options.datumTimeout().ifPresent(time -> values.put("datumTimeout", time.toString()));
    options.jobTimeout().ifPresent(time -> values.put("jobTimeout", time.toString()));
    values.put("onFailure", options.onFailure().name().toLowerCase(Locale.ROOT));
    values.put("parallelism", (long) options.parallelism());
    values.put("everyJob", options.everyJob());
    if (options.guard() > 0) {
      values.put("guard", (long) options.guard());
    }
    options.unreproducible().ifPresent(reason -> values.put("unreproducible", reason));
    return values;
  }

  private static PipelineOptions options(Fields fields) {
    return new PipelineOptions(
        (int) fields.number("tries"),
        fields.optionalText("datumTimeout").map(Duration::parse),
        fields.optionalText("jobTimeout").map(Duration::parse),
        PipelineOptions.OnFailure.valueOf(fields.text("onFailure").toUpperCase(Locale.ROOT)),
        (int) fields.number("parallelism"),
        fields.flag("everyJob"),
        Math.toIntExact(fields.optionalNumber("guard").orElse(0)),
        fields.optionalText("unreproducible"));
  }

  /** Values as they came from JSON; whatever is of another type is damage. */
  private record Fields(Map<?, ?> values) {
    boolean has(String name) {
      return values.containsKey(name);
    }

    private <T> T get(String name, Class<T> type) {
      Object value = values.get(name);
      if (!type.isInstance(value)) {
        throw new MalformedException("a pipeline whose " + name + " is " + value);
      }
      return type.cast(value);
    }

    String text(String name) {
      return get(name, String.class);
    }

    Optional<String> optionalText(String name) {
      return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
      return get(name, Long.class);
    }

    OptionalLong optionalNumber(String name) {
      return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    boolean flag(String name) {
      return get(name, Boolean.class);
    }

    Fields fields(String name) {
      return new Fields((Map<?, ?>) get(name, Map.class));
    }

    SortedMap<String, String> texts() {
      TreeMap<String, String> texts = new TreeMap<>();
      values.keySet().forEach(name -> texts.put(String.valueOf(name), text(String.valueOf(name))));
      return texts;
    }

    List<Fields> list(String name) {
      List<Fields> list = new ArrayList<>();
      for (Object each : (List<?>) get(name, List.class)) {
        if (!(each instanceof Map<?, ?> map)) {
          throw new MalformedException("a pipeline with an operand that is " + each);
        }
        list.add(new Fields(map));
      }
      return list;
    }
  }
}
