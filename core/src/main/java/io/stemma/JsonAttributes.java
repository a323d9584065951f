package io.stemma;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The extractor of records in JSON: each member of the object that a file holds becomes an
 * attribute of the file's directory, as {@link AttributeTarget#json} says. Files of up to {@value
 * #MAX_BYTES} bytes are read.
 */
public record JsonAttributes() implements Extractor {
  /** The longest file that is read: what it says must fit 1 MiB of JSON without white space. */
  public static final int MAX_BYTES = 4 << 20;

  /**
   * Says what the members are.
   *
   * @param file holds a JSON object
   * @param out takes the attributes
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is too long, or no such object
   */
  @Override
  public void extract(Path file, AttributeTarget out) throws IOException {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(out, "out");
    byte[] json;
    try (InputStream in = Files.newInputStream(file)) {
      json = in.readNBytes(MAX_BYTES + 1);
    }
    if (json.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the file has more than " + MAX_BYTES + " bytes, too many for a record");
    }
    AttributeTarget unused = out.json(json);
  }
}
