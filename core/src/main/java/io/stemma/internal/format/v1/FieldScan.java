package io.stemma.internal.format.v1;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds some fields of an object in canonical JSON without parsing the others, which is most of the
 * work where many objects are searched. What is not plain at once is left to a parser.
 */
final class FieldScan {
  private static final int SAFE_DIGITS = 18;

  private final String json;
  private int at = 1;
  private boolean isEscaped;

  private FieldScan(String json) {
    this.json = json;
  }

  /** Takes values as they are written. */
  interface FieldConsumer {
    void accept(String name, String value);
  }

  /**
   * Finds fields.
   *
   * @param names the names by how they are written, with their quotes
   * @return whether all was plain; if not, a parser must read the object
   */
  static boolean scan(String json, Map<String, String> names, FieldConsumer found) {
    return json.startsWith("{") && json.endsWith("}") && new FieldScan(json).scan(names, found);
  }

  private boolean scan(Map<String, String> names, FieldConsumer found) {
    int end = json.length() - 1;
    while (at < end) {
      int name = at;
      isEscaped = false;
      if (json.charAt(at) != '"' || !passText() || at >= end || json.charAt(at) != ':') {
        return false;
      }
      int nameEnd = at++;
      if (isEscaped) { // may be another way to write a name
        return false;
      }
      int value = at;
      if (!passValue(end)) {
        return false;
      }
      for (Map.Entry<String, String> wanted : names.entrySet()) { // few, so no text is made
        String written = wanted.getKey();
        if (written.length() == nameEnd - name && json.startsWith(written, name)) {
          found.accept(wanted.getValue(), json.substring(value, at));
        }
      }
      if (at < end && (json.charAt(at++) != ',' || at == end)) {
        return false;
      }
    }
    return true;
  }

  /** Passes a text; false if it has no end. */
  private boolean passText() {
    for (at++; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c == '\\') {
        isEscaped = true;
        at++;
      } else if (c == '"') {
        at++;
        return true;
      }
    }
    return false;
  }

  private boolean passValue(int end) {
    int depth = 0;
    int begin = at;
    while (at < end) {
      char c = json.charAt(at);
      if (c == '"') {
        if (!passText()) {
          return false;
        }
        continue;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        break;
      }
      at++;
    }
    return depth == 0 && at > begin && at <= end;
  }

  /** A text, truth value or number that is plainly written; null for what a parser must read. */
  static @Nullable Object plain(String value) {
    char first = value.charAt(0);
    if (first == '"') {
      return value.indexOf('\\') < 0 && value.indexOf('"', 1) == value.length() - 1
          ? value.substring(1, value.length() - 1)
          : null;
    } else if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    return value.length() <= SAFE_DIGITS && isWhole(value) ? (Object) Long.valueOf(value) : null;
  }

  private static boolean isWhole(String value) {
    int from = value.charAt(0) == '-' ? 1 : 0;
    int length = value.length() - from;
    if (length == 0 || length > 1 && value.charAt(from) == '0') {
      return false;
    }
    return value.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }
}
