package io.stemma;

import io.stemma.internal.table.TypedName;
import java.util.Objects;

/**
 * An extractor of a repository, as it was defined.
 *
 * @param name its name
 * @param glob the files that it reads
 * @param extractor name of the class
 * @param parameters its components as JSON
 * @param code id of its code when it was defined
 */
public record ExtractorDefinition(
    String name, String glob, String extractor, String parameters, String code) {

  /**
   * Refuses null.
   *
   * @param name its name
   * @param glob the files that it reads
   * @param extractor name of the class
   * @param parameters its components as JSON
   * @param code id of its code when it was defined
   */
  public ExtractorDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(glob, "glob");
    Objects.requireNonNull(extractor, "extractor");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(code, "code");
  }

  /** One line: name, glob, class and parameters. */
  @Override
  public String toString() {
    return name + "  " + glob + "  " + TypedName.of(extractor) + " " + parameters;
  }
}
