package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.internal.base.MalformedException;
import java.util.List;

/**
 * What the static fields of captured code held: which classes are to be initialised, in this order,
 * and which fields are to get other values than that gives.
 *
 * @param values the fields and their values, set before any other class is initialised
 * @param classes binary names of classes
 */
public record StaticsJson(List<Value> values, List<String> classes) {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_FIELDS = 100_000;

  /**
   * A static field and what it held.
   *
   * @param owner binary name of its class
   * @param field its name
   * @param type of the value: a primitive type, {@code string}, {@code enum} or {@code null}
   * @param value as exact text
   */
  public record Value(String owner, String field, String type, String value) {}

  /** Copies the lists. */
  public StaticsJson {
    values = List.copyOf(values);
    classes = List.copyOf(classes);
  }

  /**
   * Writes them: equal bytes for equal values.
   *
   * @throws IllegalArgumentException if a text is not valid Unicode
   */
  public byte[] encode() {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("values");
    for (Value each : values) {
      array
          .addObject()
          .put("class", each.owner())
          .put("field", each.field())
          .put("type", each.type())
          .put("value", each.value());
    }
    ArrayNode names = json.putArray("classes");
    classes.forEach(names::add);
    return Json.bytes(json);
  }

  /**
   * Reads them.
   *
   * @throws MalformedException if the bytes are something else
   */
  public static StaticsJson decode(byte[] bytes) {
    JsonFields json = new JsonFields("statics", Json.parse("what statics held", bytes, MAX_BYTES));
    return new StaticsJson(
        json.objects(
            "values",
            MAX_FIELDS,
            each ->
                new Value(
                    each.text("class"), each.text("field"), each.text("type"), each.text("value"))),
        json.texts("classes", MAX_FIELDS, name -> name));
  }
}
