package io.stemma;

import java.nio.file.Path;

/**
 * Reads attributes from a file, written by the user: what it is made of is its class, what it is
 * told are its components. A repository that has it {@linkplain Repository#defineExtractor defined}
 * says them of every file that its glob matches, in the commit that has the file.
 *
 * <p>Write it as a record, {@code record PeakCurrent(String channel) implements Extractor}: its
 * components are the parameters, which are stored with the definition. They may be what Jackson
 * writes as JSON and reads back equal. The class itself is not stored: whoever commits needs it on
 * the class path, and no code is run but what is there.
 *
 * <p>{@link #extract} is called in the process and the thread that commits, for one file after the
 * other. What it says should depend on nothing but the file and the parameters.
 *
 * @see JsonAttributes
 */
public interface Extractor {

  /**
   * Reads the attributes of one file.
   *
   * @param file to be read, as it is being committed, by any library that reads paths; nothing
   *     beside it can be seen, and what is opened is to be closed at the end
   * @param out takes what is to be said
   * @throws Exception what is wrong with the file; it is committed all the same, without attributes
   *     of this extractor, and the attribute {@code extraction_error} says why
   */
  void extract(Path file, AttributeTarget out) throws Exception;
}
