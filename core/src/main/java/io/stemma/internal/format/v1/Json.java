package io.stemma.internal.format.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON objects behind an {@link ObjectHeader}: compact UTF-8, one line feed at the end, no name
 * twice in one object.
 */
final class Json {
  private static final JsonTree TREE =
      new JsonTree(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxNumberLength(64)
                      .maxNameLength(4_096)
                      .maxStringLength(1 << 20)
                      .build())
              .build(),
          true);

  private Json() {}

  static ObjectNode object() {
    return TREE.object();
  }

  static String text(JsonNode value) {
    try {
      return new String(TREE.bytes(value), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a JSON value could not be written", e);
    }
  }

  /** Adds fields of another version behind the known ones. */
  static void addUnknown(ObjectNode object, UnknownFields unknown) {
    unknown
        .json()
        .forEach(
            (name, text) -> {
              try {
                object.set(name, TREE.read(text));
              } catch (IOException e) {
                throw new IllegalArgumentException("field " + name + " is not JSON: " + text, e);
              }
            });
  }

  /** An object that stands alone, as compact UTF-8. */
  static byte[] bytes(ObjectNode object) {
    try {
      return TREE.bytes(object);
    } catch (IOException e) {
      throw new IllegalArgumentException("a text is not valid Unicode", e);
    }
  }

  /**
   * Parses an object that stands alone.
   *
   * @param what it is, for messages
   */
  static JsonNode parse(String what, byte[] bytes, int maxBytes) {
    if (bytes.length < 2 || bytes.length > maxBytes || bytes[0] != '{') {
      throw new MalformedException(what + " is not a JSON object of up to " + maxBytes + " bytes");
    }
    try {
      return TREE.read(ByteReader.utf8(bytes, 0, bytes.length));
    } catch (IOException e) {
      throw new MalformedException(what + " is not valid JSON", e);
    }
  }

  /** Header, JSON and a line feed. */
  static byte[] encode(String tag, ObjectNode object) {
    try {
      byte[] json = TREE.bytes(object);
      byte[] payload = Arrays.copyOf(json, json.length + 1);
      payload[json.length] = '\n';
      return ObjectHeader.wrap(tag, payload);
    } catch (IOException e) {
      throw new IllegalArgumentException("an object of type " + tag + " cannot be written", e);
    }
  }

  /** Checks the header and parses what is behind it. */
  static JsonNode decode(String tag, byte[] bytes, int maxBytes) {
    ObjectHeader.check(bytes, 0, bytes.length, tag);
    int from = ObjectHeader.BYTES;
    int length = bytes.length - from;
    // Jackson would guess UTF-16 and UTF-32 from zero bytes; JSON here is UTF-8.
    if (length < 3
        || length > maxBytes
        || bytes[from] != '{'
        || bytes[from + 1] == 0
        || bytes[bytes.length - 1] != '\n') {
      throw new MalformedException("an object of type " + tag + " does not hold a line of JSON");
    }
    String text = ByteReader.utf8(bytes, from, length); // Jackson takes code points that are none.
    try {
      return TREE.read(text);
    } catch (IOException e) {
      throw new MalformedException("an object of type " + tag + " does not hold valid JSON", e);
    }
  }
}
