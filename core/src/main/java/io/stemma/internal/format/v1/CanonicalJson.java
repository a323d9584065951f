package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stemma.Attributes;
import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON as it is stored: UTF-8, no white space, keys of attributes sorted; whole numbers within 64
 * bits stay whole, all others are doubles. Depth and sizes are bounded, a key may stand only once.
 */
public final class CanonicalJson {
  private static final JsonTree TREE =
      new JsonTree(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              // Double.toString gives other digits before Java 19, so equal attributes would
              // have other bytes.
              .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(64)
                      .maxStringLength(64 << 20)
                      .maxNumberLength(100)
                      .build())
              .build(),
          false);

  /** Attributes that are nested less deeply can be read again. */
  private static final int MAX_PLAIN_DEPTH = 32;

  /** Shorter names can be read again. */
  private static final int MAX_PLAIN_NAME = 1000;

  private CanonicalJson() {}

  /** Parses a JSON value in UTF-8; Jackson alone would guess UTF-16 and UTF-32, too. */
  static JsonNode parse(byte[] bytes, int offset, int length) {
    return parse(ByteReader.utf8(bytes, offset, length));
  }

  private static JsonNode parse(String text) {
    try {
      return TREE.read(text);
    } catch (JsonProcessingException e) {
      throw new MalformedException("not the JSON of this format: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedException("not the JSON of this format: " + e.getMessage(), e);
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return TREE.bytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("a tree of plain values cannot be written", e);
    }
  }

  /**
   * Attributes as text; empty for none.
   *
   * @throws IllegalArgumentException if they could not be read again: too long or nested too deeply
   */
  public static String write(Attributes attributes) {
    if (attributes.isEmpty()) {
      return "";
    }
    try {
      byte[] utf8 = TREE.bytes(attributes.values());
      if (utf8.length > FileEntry.MAX_ATTRIBUTES) {
        throw new IllegalArgumentException(
            "attributes of "
                + utf8.length
                + " bytes; at most 1 MiB is allowed, put more in a file");
      }
      String text = new String(utf8, UTF_8);
      if (!isPlain(attributes.values(), MAX_PLAIN_DEPTH)) {
        parse("[" + text + "]"); // In a commit they are one level deeper.
      }
      return text;
    } catch (IOException | MalformedException e) {
      throw new IllegalArgumentException("attributes that JSON cannot hold: " + e.getMessage(), e);
    }
  }

  /** Whether a value can be read again for certain: it is neither deep nor has long names. */
  private static boolean isPlain(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        if (depth == 0
            || String.valueOf(each.getKey()).length() > MAX_PLAIN_NAME
            || !isPlain(each.getValue(), depth - 1)) {
          return false;
        }
      }
    } else if (value instanceof List<?> list) {
      for (Object each : list) {
        if (depth == 0 || !isPlain(each, depth - 1)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Attributes as a value within other JSON. */
  static JsonNode tree(Attributes attributes) {
    return parse(write(attributes));
  }

  /** Attributes from text; none from an empty one. */
  public static Attributes readAttributes(String text) {
    if (text.isEmpty()) {
      return Attributes.NONE;
    }
    return attributes(parse(text));
  }

  /** The names of attributes by how they are written. */
  public static Map<String, String> written(Set<String> names) {
    Map<String, String> written = new HashMap<>();
    for (String name : names) {
      written.put(new String(bytes(JsonNodeFactory.instance.textNode(name)), UTF_8), name);
    }
    return written;
  }

  /**
   * Some attributes from text, at a fraction of the work.
   *
   * @param written their names, as {@link #written} gives them; others may be there, too
   */
  public static Attributes readAttributes(String text, Map<String, String> written) {
    if (text.isEmpty() || written.isEmpty()) {
      return Attributes.NONE;
    }
    Map<String, Object> values = new HashMap<>();
    boolean plain = FieldScan.scan(text, written, (name, value) -> values.put(name, value(value)));
    return plain ? checked(values) : readAttributes(text);
  }

  private static Object value(String json) {
    Object plain = FieldScan.plain(json);
    return plain != null ? plain : value(parse(json));
  }

  static Attributes attributes(JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedException("attributes that are no JSON object");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties().forEach(e -> values.put(e.getKey(), value(e.getValue())));
    return checked(values);
  }

  private static Attributes checked(Map<String, Object> values) {
    try {
      return new Attributes(values);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Object value(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    } else if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    } else if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(value(item)));
      return list;
    } else if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
      return map;
    }
    throw new MalformedException("an attribute that is " + node.getNodeType());
  }
}
