package io.stemma.catalog.internal.data;

/**
 * The order of the paths of a commit: by the bytes of their UTF-8, where a directory has a slash
 * behind its path.
 */
final class PathOrder {
  private PathOrder() {}

  static int compare(String a, boolean aIsDirectory, String b, boolean bIsDirectory) {
    int aEnd = a.length() + (aIsDirectory ? 1 : 0);
    int bEnd = b.length() + (bIsDirectory ? 1 : 0);
    for (int i = 0; i < aEnd && i < bEnd; i++) {
      char x = i < a.length() ? a.charAt(i) : '/';
      char y = i < b.length() ? b.charAt(i) : '/';
      if (x != y) {
        // UTF-16 puts what needs two units before the last of those that need one; UTF-8 does not.
        boolean swapped = Character.isSurrogate(x) != Character.isSurrogate(y);
        return swapped && x >= 0xD800 && y >= 0xD800
            ? Character.isSurrogate(x) ? 1 : -1
            : Character.compare(x, y);
      }
    }
    return Integer.compare(aEnd, bEnd);
  }
}
