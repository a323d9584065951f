package io.stemma.internal.code;

import io.stemma.internal.format.v1.ParametersJson;

/**
 * A record of the user's, written down and made again.
 *
 * @param copy made from what is written, so that nothing runs that is not written down
 * @param json its components
 */
public record WrittenParameters<T>(T copy, String json) {

  /**
   * Writes down what a user gave.
   *
   * @param what it is called
   * @throws IllegalArgumentException if it cannot be written down and made again
   */
  public static <T> WrittenParameters<T> of(String what, T given, Class<? extends T> type) {
    if (type.isHidden() || type.isSynthetic()) {
      throw refused(
          what, type, "is a lambda, which has neither a name nor parameters: make it a record");
    } else if (type.isAnonymousClass()) {
      throw refused(what, type, "is anonymous, so it cannot be made again: make it a record");
    }
    String json;
    T copy;
    try {
      json = ParametersJson.write(given);
      copy = ParametersJson.read(json, type);
    } catch (IllegalArgumentException e) {
      IllegalArgumentException refused =
          refused(
              what,
              type,
              "cannot be written as JSON and read back (make it a record whose components can, and"
                  + " open its package to com.fasterxml.jackson.databind if it is in a module): "
                  + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    if (!copy.equals(given)) {
      throw refused(
          what,
          type,
          "is not equal to what is read back from its JSON "
              + json
              + "; make it a record of values without arrays and what compares by identity");
    }
    return new WrittenParameters<>(copy, json);
  }

  private static IllegalArgumentException refused(String what, Class<?> type, String why) {
    return new IllegalArgumentException(what + " " + type.getName() + " " + why);
  }
}
