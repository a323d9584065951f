package io.stemma.internal.engine;

import java.util.Comparator;
import java.util.List;

/** Finds what a user may have meant. */
final class Similar {
  private static final int SHOWN = 5;

  private Similar() {}

  /** Names the most similar of some names. */
  static String hint(String typed, List<String> names) {
    if (names.isEmpty()) {
      return "there is none at all";
    }
    List<String> nearest =
        names.stream()
            .sorted(Comparator.comparingInt((String n) -> distance(typed, n)).thenComparing(n -> n))
            .limit(SHOWN)
            .toList();
    String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
    return "there are: " + String.join(", ", nearest) + more;
  }

  /** V. I. Levenshtein's edit distance (1965). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
