package io.stemma;

/**
 * Takes what an {@link Extractor} says of one file. Used by one thread; once the extractor has
 * returned, all methods throw {@link IllegalStateException}.
 *
 * <p>What is said of the directory of a file that lies in the root directory is said of the file
 * itself, as the root carries no attributes.
 */
public interface AttributeTarget {

  /**
   * Says something of the directory of the file. Where several files of a directory say something
   * of one name, the last one counts: in the order of the extractors' names, then of the files'.
   *
   * @param name name of the attribute; said again, the last value counts
   * @param value a value; see {@link Attributes}
   * @return this
   * @throws IllegalArgumentException if JSON cannot hold the value, or if the name is {@code
   *     extracted} or {@code extraction_error}, by which Stemma remembers what was extracted
   */
  AttributeTarget attribute(String name, Object value);

  /**
   * Says something of the file itself.
   *
   * @param name name of the attribute; said again, the last value counts
   * @param value a value; see {@link Attributes}
   * @return this
   * @throws IllegalArgumentException as for {@link #attribute}
   */
  AttributeTarget fileAttribute(String name, Object value);

  /**
   * Says of the directory of the file what the members of a JSON object are. Objects in it stay
   * maps, also {@code {"value": 212.5, "unit": "kA"}}, which {@link Condition} knows; whole numbers
   * of more than 64 bits become doubles; members that are null are left out at any depth.
   *
   * @param json an object in UTF-8
   * @return this
   * @throws IllegalArgumentException if it is not JSON, no object, holds a name twice or null in an
   *     array, or if an attribute cannot be said; says where
   */
  AttributeTarget json(byte[] json);
}
