package io.stemma.internal.format.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes trees of JSON values. With Jackson's streams alone, because a mapper makes a
 * program that opens an archive for a moment wait: it loads three hundred classes before the first
 * byte. Safe for use by several threads.
 */
final class JsonTree {
  private final JsonFactory streams;
  private final boolean exactDecimals;
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  /**
   * Reads and writes by the limits and features of a factory.
   *
   * @param exactDecimals whether numbers with a fraction keep all their digits, or become doubles
   */
  JsonTree(JsonFactory streams, boolean exactDecimals) {
    this.streams = streams;
    this.exactDecimals = exactDecimals;
  }

  ObjectNode object() {
    return nodes.objectNode();
  }

  JsonNode read(String text) throws IOException {
    try (JsonParser in = streams.createParser(text)) {
      return read(in);
    }
  }

  private JsonNode read(JsonParser in) throws IOException {
    if (in.nextToken() == null) {
      throw new JsonParseException(in, "a value expected, nothing found");
    }
    JsonNode value = value(in);
    if (in.nextToken() != null) {
      throw new JsonParseException(in, "trailing token " + in.currentToken());
    }
    return value;
  }

  private JsonNode value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> objectIn(in);
      case START_ARRAY -> arrayIn(in);
      case VALUE_STRING -> nodes.textNode(in.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_NUMBER_INT ->
          switch (in.getNumberType()) {
            case INT -> nodes.numberNode(in.getIntValue());
            case LONG -> nodes.numberNode(in.getLongValue());
            default -> nodes.numberNode(in.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT ->
          exactDecimals ? decimal(in) : nodes.numberNode(in.getDoubleValue());
      default -> throw new JsonParseException(in, "no value can begin with " + in.currentToken());
    };
  }

  private static JsonNode decimal(JsonParser in) throws IOException {
    try {
      return DecimalNode.valueOf(in.getDecimalValue());
    } catch (NumberFormatException e) { // Jackson lets it pass if the exponent is too long.
      throw new JsonParseException(in, "no number can be " + in.getText(), e);
    }
  }

  private ObjectNode objectIn(JsonParser in) throws IOException {
    ObjectNode object = nodes.objectNode();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      object.set(name, value(in));
    }
    return object;
  }

  private ArrayNode arrayIn(JsonParser in) throws IOException {
    ArrayNode array = nodes.arrayNode();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(in));
    }
    return array;
  }

  /** A tree, or a value of attributes, as compact UTF-8. */
  byte[] bytes(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = streams.createGenerator(bytes)) {
      write(value, out);
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof JsonNode node) {
      writeNode(node, out);
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(element, out);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName((String) entry.getKey());
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    } else {
      throw new IllegalArgumentException("no value of JSON: " + value.getClass());
    }
  }

  private static void writeNode(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.writeStartObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          out.writeFieldName(field.getKey());
          writeNode(field.getValue(), out);
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray();
        for (JsonNode element : node) {
          writeNode(element, out);
        }
        out.writeEndArray();
      }
      case STRING -> out.writeString(node.textValue());
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NULL -> out.writeNull();
      case NUMBER -> writeNumber(node, out);
      default -> throw new IllegalArgumentException("no value of JSON: " + node.getNodeType());
    }
  }

  private static void writeNumber(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.numberType()) {
      case INT, LONG -> out.writeNumber(node.longValue());
      case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
      case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
      default -> out.writeNumber(node.doubleValue());
    }
  }
}
