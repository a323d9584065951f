package io.stemma.internal.provenance;

/** The colors of pictures, on a light background. */
final class Colors {
  static final String TEXT = "#1f2933";
  static final String FAINT = "#52606d";
  static final String ARROW = "#9aa5b1";
  static final String BACKGROUND = "#ffffff";

  private Colors() {}

  static String fill(Picture.Look look) {
    return switch (look) {
      case SUBJECT -> "#ffe8a3";
      case ENTITY -> "#fff8e1";
      case ACTIVITY -> "#e3effb";
      case REST -> "#f1f3f5";
    };
  }

  static String stroke(Picture.Look look) {
    return switch (look) {
      case SUBJECT -> "#b7791f";
      case ENTITY -> "#d6b656";
      case ACTIVITY -> "#5b8fc7";
      case REST -> "#9aa5b1";
    };
  }
}
