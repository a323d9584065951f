package io.stemma.internal.format.v1;

import java.util.Collections;
import java.util.SortedMap;

/**
 * Fields of a JSON object that this version does not know. They are kept as they were, so that they
 * survive when an older library writes the object again.
 *
 * @param json the text of each value, by name
 */
public record UnknownFields(SortedMap<String, String> json) {
  /** No such fields. */
  public static final UnknownFields NONE = new UnknownFields(Collections.emptySortedMap());

  /** Copies the fields. */
  public UnknownFields {
    json = Checks.map("the unknown fields", json, 256);
  }
}
