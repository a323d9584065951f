package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The fields of one JSON object, each read with its type and bounds checked. */
final class JsonFields {
  private final String path;
  private final JsonNode object;

  JsonFields(String path, JsonNode object) {
    if (!object.isObject()) {
      throw new MalformedException(path + " is not a JSON object");
    }
    this.path = path;
    this.object = object;
  }

  String text(String name) {
    JsonNode value = required(name);
    if (!value.isTextual()) {
      throw new MalformedException(path + "." + name + " is not a string");
    }
    return value.textValue();
  }

  String textOr(String name, String missing) {
    return object.has(name) ? text(name) : missing;
  }

  long number(String name, long max) {
    JsonNode value = required(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new MalformedException(path + "." + name + " is not a whole number");
    }
    long number = value.longValue();
    if (number < 0 || number > max) {
      throw new MalformedException(
          path + "." + name + " is " + number + ", it must be 0 to " + max);
    }
    return number;
  }

  Hash hash(String name) {
    try {
      return parseHash(text(name));
    } catch (MalformedException e) {
      throw new MalformedException(path + "." + name + " is " + e.getMessage(), e);
    }
  }

  /** A digest in lower case. */
  static Hash parseHash(String hex) {
    try {
      Hash hash = Hash.parse(hex);
      if (hash.toString().equals(hex)) {
        return hash;
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
    throw new MalformedException("not in lower case: " + hex);
  }

  JsonNode node(String name) {
    return required(name);
  }

  Instant time(String name) {
    String text = text(name);
    try {
      Instant time = text.length() <= 30 ? Instant.parse(text) : Instant.MIN;
      if (time.toString().equals(text)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new MalformedException(path + "." + name + " is not a time: " + text, e);
    }
    throw new MalformedException(path + "." + name + " is not a time in its shortest form");
  }

  byte[] base64(String name, int max) {
    String text = text(name);
    if (text.length() > max / 3 * 4 + 4) {
      throw new MalformedException(path + "." + name + " is too long");
    }
    return Base64.getDecoder().decode(text);
  }

  JsonFields object(String name) {
    return new JsonFields(path + "." + name, required(name));
  }

  <T> Optional<T> optional(String name, Function<JsonFields, T> decode) {
    return object.has(name) ? Optional.of(decode.apply(object(name))) : Optional.empty();
  }

  Optional<Hash> optionalHash(String name) {
    return object.has(name) ? Optional.of(hash(name)) : Optional.empty();
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** The elements of an array of objects. */
  <T> List<T> objects(String name, int max, Function<JsonFields, T> decode) {
    return elements(
        name, max, element -> decode.apply(new JsonFields(path + "." + name + "[]", element)));
  }

  /** The elements of an array of strings. */
  <T> List<T> texts(String name, int max, Function<String, T> decode) {
    return elements(
        name,
        max,
        element -> {
          if (!element.isTextual()) {
            throw new MalformedException(path + "." + name + " holds what is not a string");
          }
          return decode.apply(element.textValue());
        });
  }

  /** The fields of an object whose names are data. */
  <T> SortedMap<String, T> map(String name, int max, Function<JsonFields, T> decode) {
    JsonNode value = object(name).object;
    bound(name, value.size(), max);
    SortedMap<String, T> map = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String fieldPath = path + "." + name + "." + field.getKey();
      map.put(field.getKey(), decode.apply(new JsonFields(fieldPath, field.getValue())));
    }
    return map;
  }

  /** The fields with other names than these. */
  UnknownFields unknown(Set<String> known) {
    SortedMap<String, String> unknown = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        unknown.put(field.getKey(), Json.text(field.getValue()));
      }
    }
    return unknown.isEmpty() ? UnknownFields.NONE : new UnknownFields(unknown);
  }

  private <T> List<T> elements(String name, int max, Function<JsonNode, T> decode) {
    JsonNode value = required(name);
    if (!value.isArray()) {
      throw new MalformedException(path + "." + name + " is not an array");
    }
    bound(name, value.size(), max);
    List<T> list = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      list.add(decode.apply(element));
    }
    return list;
  }

  private void bound(String name, int size, int max) {
    if (size > max) {
      throw new MalformedException(path + "." + name + " has " + size + " elements, over " + max);
    }
  }

  private JsonNode required(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new MalformedException(path + "." + name + " is missing");
    }
    return value;
  }

  SortedMap<String, String> textMap(String name, int max) {
    JsonNode value = object(name).object;
    bound(name, value.size(), max);
    SortedMap<String, String> map = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!field.getValue().isTextual()) {
        throw new MalformedException(path + "." + name + " holds what is not a string");
      }
      map.put(field.getKey(), field.getValue().textValue());
    }
    return map;
  }
}
