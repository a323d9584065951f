package io.stemma.storage.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The template that sets up an account, as maps and lists. */
final class Template {
  static final Path FILE = Path.of("azuredeploy.json");

  private final Map<String, Object> root;

  private Template(Map<String, Object> root) {
    this.root = root;
  }

  /** Reads the template of this module. */
  static Template read() throws IOException {
    try (JsonReader reader = JsonProviders.createReader(Files.readString(FILE))) {
      return new Template(object(reader.readUntyped()));
    }
  }

  /** What has a name: a JSON object. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  /** A JSON array. */
  @SuppressWarnings("unchecked")
  static List<Object> array(@Nullable Object value) {
    return (List<Object>) Objects.requireNonNull(value);
  }

  Map<String, Object> root() {
    return root;
  }

  Map<String, Object> parameters() {
    return object(root.get("parameters"));
  }

  Map<String, Object> variables() {
    return object(root.get("variables"));
  }

  List<Map<String, Object>> resources() {
    return array(root.get("resources")).stream().map(Template::object).toList();
  }

  /** The resources of a type. */
  List<Map<String, Object>> resources(String type) {
    return resources().stream().filter(each -> type.equals(each.get("type"))).toList();
  }

  /** All texts below a value. */
  static List<String> texts(@Nullable Object value) {
    List<String> found = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> found.addAll(texts(each)));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> found.addAll(texts(each)));
    } else if (value instanceof String text) {
      found.add(text);
    }
    return found;
  }

  /** All calls in the expressions below a value. */
  static List<TemplateExpression.Call> calls(@Nullable Object value) {
    return texts(value).stream()
        .filter(TemplateExpression::isExpression)
        .flatMap(each -> TemplateExpression.calls(each).stream())
        .toList();
  }
}
