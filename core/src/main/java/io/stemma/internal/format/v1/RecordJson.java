package io.stemma.internal.format.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON that somebody else has written, as values of attributes. */
public final class RecordJson {
  private static final JsonTree TREE =
      new JsonTree(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
              .build(),
          false);

  private RecordJson() {}

  /**
   * The members of an object, but for those that are null.
   *
   * @throws IllegalArgumentException if there is no object, or JSON has what attributes have not
   */
  public static Map<String, Object> members(byte[] utf8) {
    JsonNode root = parse(utf8);
    if (!root.isObject()) {
      throw new IllegalArgumentException(
          "no JSON object but " + root.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    return map(root);
  }

  private static JsonNode parse(byte[] utf8) {
    try {
      String text = ByteReader.utf8(utf8, 0, utf8.length);
      return TREE.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (MalformedException e) {
      throw new IllegalArgumentException("not JSON: it is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage() + place(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      Object value = value(member.getKey(), member.getValue());
      if (value != null) {
        map.put(member.getKey(), value);
      }
    }
    return map;
  }

  private static @Nullable Object value(String name, JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(name, node);
      case ARRAY -> list(name, node);
      case OBJECT -> map(node);
      default -> null;
    };
  }

  private static Object number(String name, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    } else if (Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    throw new IllegalArgumentException("member " + name + " has a number that is too large");
  }

  private static List<Object> list(String name, JsonNode array) {
    List<Object> list = new ArrayList<>();
    for (JsonNode each : array) {
      Object value = value(name, each);
      if (value == null) {
        throw new IllegalArgumentException(
            "member " + name + " has an array with null in it, which no attribute can hold");
      }
      list.add(value);
    }
    return list;
  }
}
