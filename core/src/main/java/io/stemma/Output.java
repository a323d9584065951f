package io.stemma;

import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Takes what a {@link Transformation} computes from one datum. Relative names land below the datum:
 * for the datum {@code /18040}, {@code te.f64} is {@code /18040/te.f64}; a name with a leading
 * {@code /} is taken as it is. Usable from several threads until the transformation returns.
 *
 * <p>Nothing of it can be seen before the job is committed; of a datum that fails, nothing at all.
 */
public interface Output {

  /**
   * A file or directory to write to, for any library that writes paths. Files are written front to
   * back; directories need not be made.
   *
   * @param name relative to the datum, or absolute
   * @return a writable path
   */
  Path path(String name);

  /**
   * Writes a file piece by piece; it is there once the stream is closed.
   *
   * @param name relative to the datum, or absolute
   * @return a stream, to be closed; it need not be buffered
   */
  OutputStream stream(String name);

  /**
   * Writes a file.
   *
   * @param name relative to the datum, or absolute
   * @param content its bytes
   * @return this
   */
  Output write(String name, byte[] content);

  /**
   * Writes a file in UTF-8.
   *
   * @param name relative to the datum, or absolute
   * @param content its text
   * @return this
   */
  Output write(String name, String content);

  /**
   * Hands an input on, by reference: no data is read or written. Attributes come along.
   *
   * @param input a file or directory of the datum
   * @param name relative to the datum, or absolute; a directory is laid over what is there
   * @return this
   * @throws NotFoundException if {@code input} is none of this datum's paths, or there is nothing
   */
  Output copy(Path input, String name);

  /**
   * Says something of an output.
   *
   * @param name a file or directory, relative to the datum or absolute
   * @param attribute name of the attribute
   * @param value a value; see {@link Attributes}
   * @return this
   */
  Output attribute(String name, String attribute, Object value);
}
