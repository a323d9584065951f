package io.stemma.storage;

import java.util.Objects;

/** The grammar of keys, in one place for all stores. See {@link ObjectStore}. */
public final class ObjectKeys {
  private static final int MAX_KEY = 512;
  private static final int MAX_PART = 128;

  private ObjectKeys() {}

  /**
   * Checks a key.
   *
   * @param key the key
   * @return the key
   * @throws IllegalArgumentException if it is outside the grammar
   */
  public static String checkKey(String key) {
    Objects.requireNonNull(key, "key");
    String fault = fault(key, false);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException("not an object key, " + fault + ": \"" + key + "\"");
    }
    return key;
  }

  /**
   * Whether something is a key.
   *
   * @param key anything
   * @return whether it is within the grammar
   */
  public static boolean isKey(String key) {
    Objects.requireNonNull(key, "key");
    return fault(key, false).isEmpty();
  }

  /**
   * Checks a prefix of a listing.
   *
   * @param prefix the empty string, or any beginning of a key
   * @return the prefix
   * @throws IllegalArgumentException if no key can begin with it
   */
  public static String checkPrefix(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    String fault = prefix.isEmpty() ? "" : fault(prefix, true);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException("not a prefix of keys, " + fault + ": \"" + prefix + "\"");
    }
    return prefix;
  }

  /**
   * Checks what is to be read.
   *
   * @param offset where to begin
   * @param length how many bytes at most
   * @throws IllegalArgumentException if one of them is negative
   */
  public static void checkRange(long offset, int length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "neither offset nor length may be negative: " + offset + ", " + length);
    }
  }

  /**
   * Checks what is to be listed.
   *
   * @param prefix what the keys begin with
   * @param after what the keys are greater than
   * @param limit how many at most
   * @throws IllegalArgumentException if no key can begin with one of them or the limit is below 1
   */
  public static void checkListing(String prefix, String after, int limit) {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(after, "after");
    checkPrefix(prefix);
    checkPrefix(after);
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of a listing is at least 1: " + limit);
    }
  }

  private static String fault(String key, boolean prefix) {
    int n = key.length();
    if (n == 0 || n > MAX_KEY) {
      return "1 to " + MAX_KEY + " characters are allowed";
    }
    int part = 0;
    for (int i = 0; i < n; i++) {
      char c = key.charAt(i);
      if (c == '/') {
        if (part == 0) {
          return "a part is empty";
        }
        part = 0;
      } else if (c == '.' && part == 0) {
        return "a part begins with a dot";
      } else if (!(c >= 'a' && c <= 'z'
          || c >= '0' && c <= '9'
          || c == '.'
          || c == '_'
          || c == '-')) {
        return "only a-z 0-9 . _ - and / are allowed";
      } else if (++part > MAX_PART) {
        return "a part is longer than " + MAX_PART;
      }
    }
    return part == 0 && !prefix ? "a part is empty" : "";
  }
}
