package io.stemma.internal.provenance;

import java.nio.charset.StandardCharsets;

/**
 * Names of nodes and facts: a prefix, and a local name in which all but some ASCII is written as
 * {@code %} and the digits of its UTF-8 bytes, so that any text is legal in PROV-N and PROV-JSON.
 */
public final class QualifiedNames {
  /** The prefix of what an archive holds; its namespace is made from the archive's id. */
  public static final String ARCHIVE = "archive";

  /** The prefix of this library's terms. */
  public static final String TERMS = "stemma";

  /** The prefix of facts on what a job ran on. */
  public static final String ENVIRONMENT = "environment";

  private static final String PLAIN = "/-._~!";

  private QualifiedNames() {}

  /** The name of something in the archive. */
  public static String archive(String local) {
    return ARCHIVE + ":" + escaped(local);
  }

  /** A term of this library. */
  public static String term(String local) {
    return TERMS + ":" + escaped(local);
  }

  /** The name of a fact on what a job ran on. */
  public static String environment(String local) {
    return ENVIRONMENT + ":" + escaped(local);
  }

  private static String escaped(String local) {
    byte[] bytes = local.getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(bytes.length + 16);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      boolean plain = alphanumeric || PLAIN.indexOf(c) >= 0;
      // A local name neither begins with these nor ends with a dot.
      boolean misplaced = i == 0 && (c == '-' || c == '.') || i == bytes.length - 1 && c == '.';
      if (plain && !misplaced) {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
    return text.toString();
  }
}
