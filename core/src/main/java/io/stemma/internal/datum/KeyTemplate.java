package io.stemma.internal.datum;

import io.stemma.Input;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text with captures in braces, such as <code>{shot}-{n}</code>, that gives datums their keys.
 */
final class KeyTemplate {
  /**
   * A piece of a template.
   *
   * @param text as it is, or the name of a capture
   */
  private record Part(String text, boolean captured) {}

  private final List<Part> parts;

  private KeyTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @param operand whose key it is, for messages
   * @param captures what that captures
   * @throws IllegalArgumentException if it names anything else, or has a brace too many
   */
  static KeyTemplate of(String template, Input operand, Set<String> captures) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      String plain = template.substring(at, open < 0 ? template.length() : open);
      if (plain.indexOf('}') >= 0) {
        throw refused(template, operand, "has } without {");
      }
      parts.add(new Part(plain, false));
      if (open < 0) {
        break;
      }
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw refused(template, operand, "has { without }");
      }
      String name = template.substring(open + 1, close);
      if (!captures.contains(name)) {
        throw refused(
            template,
            operand,
            "names {" + name + "}; what is captured is " + InputCheck.listed(captures));
      }
      parts.add(new Part(name, true));
      at = close + 1;
    }
    return new KeyTemplate(parts);
  }

  private static IllegalArgumentException refused(String template, Input operand, String why) {
    return new IllegalArgumentException("the key \"" + template + "\" of " + operand + " " + why);
  }

  /** The key of a datum; none if it names what the datum did not capture. */
  Optional<String> of(DatumSpec datum) {
    StringBuilder key = new StringBuilder();
    for (Part part : parts) {
      String text = part.captured() ? datum.captures().get(part.text()) : part.text();
      if (text == null) {
        return Optional.empty();
      }
      key.append(text);
    }
    return Optional.of(Normalizer.normalize(key, Normalizer.Form.NFC));
  }
}
