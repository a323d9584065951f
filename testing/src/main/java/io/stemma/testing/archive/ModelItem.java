package io.stemma.testing.archive;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file, or what is said of a directory. Immutable. */
final class ModelItem {
  private final byte @Nullable [] content;
  private final Map<String, Object> attributes;

  private ModelItem(byte @Nullable [] content, Map<String, Object> attributes) {
    this.content = content;
    this.attributes = attributes;
  }

  static ModelItem file(byte[] content) {
    return new ModelItem(content, Map.of());
  }

  static ModelItem directory() {
    return new ModelItem(null, Map.of());
  }

  boolean isFile() {
    return content != null;
  }

  byte[] content() {
    return content == null ? new byte[0] : content;
  }

  int length() {
    return content == null ? 0 : content.length;
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  ModelItem withContent(byte[] bytes) {
    return new ModelItem(bytes, attributes);
  }

  ModelItem withAttribute(String name, Optional<Object> value) {
    Map<String, Object> changed = new TreeMap<>(attributes);
    value.ifPresentOrElse(v -> changed.put(name, v), () -> changed.remove(name));
    return new ModelItem(content, changed);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o
        || o instanceof ModelItem i
            && attributes.equals(i.attributes)
            && Arrays.equals(content, i.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return (content == null ? "directory" : content.length + " bytes") + " " + attributes;
  }
}
