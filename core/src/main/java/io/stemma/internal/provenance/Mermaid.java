package io.stemma.internal.provenance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A picture as a flowchart of Mermaid. */
final class Mermaid {
  private static final String PLAIN = " -_.,/@=+";

  private Mermaid() {}

  static String of(Picture picture) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    List<Picture.Box> boxes = picture.boxes();
    for (int i = 0; i < boxes.size(); i++) {
      Picture.Box box = boxes.get(i);
      String label =
          Stream.concat(Stream.of(box.title()), box.lines().stream())
              .map(Mermaid::escaped)
              .collect(Collectors.joining("<br/>"));
      boolean round = box.look() == Picture.Look.ACTIVITY;
      text.append("  n").append(i).append(round ? "([\"" : "[\"");
      text.append(label).append(round ? "\"])" : "\"]");
      text.append(":::").append(name(box.look())).append('\n');
    }
    for (Picture.Arrow arrow : picture.arrows()) {
      text.append("  n").append(arrow.source()).append(" --> n").append(arrow.target());
      text.append('\n');
    }
    for (Picture.Look look : Picture.Look.values()) {
      text.append("  classDef ").append(name(look)).append(" fill:").append(Colors.fill(look));
      text.append(",stroke:").append(Colors.stroke(look)).append(",color:").append(Colors.TEXT);
      text.append('\n');
    }
    return text.toString();
  }

  private static String name(Picture.Look look) {
    return switch (look) {
      case SUBJECT -> "subject";
      case ENTITY -> "entity";
      case ACTIVITY -> "activity";
      case REST -> "rest";
    };
  }

  /** All but letters, digits and some marks is written as the number of the character. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                out.appendCodePoint(c);
              } else {
                out.append('#').append(c).append(';');
              }
            });
    return out.toString();
  }
}
