package io.stemma;

/** Grammars that the values of this package check. */
final class Names {
  private Names() {}

  static void checkHex(String text, int digits, String what) {
    boolean good = text.length() == digits;
    for (int i = 0; good && i < digits; i++) {
      char c = text.charAt(i);
      good = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    if (!good) {
      throw new InvalidNameException(
          "not " + what + " (" + digits + " digits 0-9 a-f): \"" + text + "\"");
    }
  }
}
