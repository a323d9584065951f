package io.stemma.internal.extract;

import io.stemma.AttributeTarget;
import io.stemma.Attributes;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.RecordJson;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What an extractor says of a file, or that it failed, which leaves nothing of what it said. */
final class Said implements AttributeTarget {
  /** Texts of so many characters fit, whatever they are. */
  private static final int SHORT = 10_000;

  private final Map<String, Object> ofDirectory = new TreeMap<>();
  private final Map<String, Object> ofFile = new TreeMap<>();
  private Optional<String> error = Optional.empty();
  private boolean over;

  @Override
  public AttributeTarget attribute(String name, Object value) {
    return put(ofDirectory, name, value);
  }

  @Override
  public AttributeTarget fileAttribute(String name, Object value) {
    return put(ofFile, name, value);
  }

  @Override
  public AttributeTarget json(byte[] json) {
    Objects.requireNonNull(json, "json");
    checkOpen();
    RecordJson.members(json).forEach(this::attribute);
    return this;
  }

  private AttributeTarget put(Map<String, Object> values, String name, Object value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    checkOpen();
    if (name.equals(Claims.EXTRACTED) || name.equals(Claims.ERROR)) {
      throw new IllegalArgumentException(
          "an attribute " + name + " cannot be extracted: it says what was; choose another name");
    }
    Attributes checked = new Attributes(Map.of(name, value));
    if (!isShort(value)) {
      String unused = CanonicalJson.write(checked); // Fails for what is nested too deeply, or long.
    }
    values.putAll(checked.values());
    return this;
  }

  private static boolean isShort(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || value instanceof String text && text.length() < SHORT;
  }

  private void checkOpen() {
    if (over) {
      throw new IllegalStateException("the extractor has returned");
    }
  }

  /** Takes nothing more. */
  void end() {
    over = true;
  }

  /** It failed. */
  void fail(String why) {
    ofDirectory.clear();
    ofFile.clear();
    error = Optional.of(why);
  }

  Map<String, Object> ofDirectory() {
    return ofDirectory;
  }

  Map<String, Object> ofFile() {
    return ofFile;
  }

  /** For a file whose directory carries no attributes. */
  Map<String, Object> everything() {
    Map<String, Object> both = new TreeMap<>(ofDirectory);
    both.putAll(ofFile);
    return both;
  }

  Optional<String> error() {
    return error;
  }
}
