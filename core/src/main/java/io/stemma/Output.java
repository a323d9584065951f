package io.stemma;

import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Takes what a {@link Transformation} computes from one datum. Relative names land below the datum:
 * for the datum {@code /18040}, {@code te.f64} is {@code /18040/te.f64}; a name with a leading
 * {@code /} is taken as it is. Usable from several threads until the transformation returns.
 *
 * <p>Once the transformation has returned, or was given up, all methods throw {@link
 * IllegalStateException}; so do the streams and channels that it left open.
 *
 * <p>Nothing of it can be seen before the job is committed; of a datum that fails, nothing at all.
 * Two datums may not give one file, unless {@link Transformation#merges} says so.
 */
public interface Output {

  /**
   * A file or directory to write to, for any library that writes paths; what was written and closed
   * can be read again. Directories need not be made, and those that stay empty leave nothing. The
   * paths beside it lead to the other outputs of the datum, and nowhere else.
   *
   * <p>A file is there once its stream or channel is closed, with what was written so far; nothing
   * may be open when the transformation returns. Written front to back, it goes straight into the
   * archive. What is opened for reading and writing, changed before its end, or opened as a {@link
   * java.nio.channels.FileChannel} goes through a temporary file of the local disk; so does a file
   * that is read back as one. Times, owners and permissions are not kept; links cannot be made,
   * directories not be forced to disk, nothing be watched or locked against other processes, and
   * {@link Path#toFile} is not supported.
   *
   * @param name relative to the datum, or absolute
   * @return a writable path, with a leading {@code /}
   * @throws InvalidNameException if it is outside the grammar of paths
   */
  Path path(String name);

  /**
   * Writes a file piece by piece; it is there once the stream is closed, also when an exception
   * broke the writing off: let that exception end the transformation.
   *
   * @param name relative to the datum, or absolute
   * @return a stream, to be closed before the transformation returns; it need not be buffered
   * @throws AlreadyExistsException if there is a directory, or a file above it
   */
  OutputStream stream(String name);

  /**
   * Writes a file; what is there is replaced.
   *
   * @param name relative to the datum, or absolute
   * @param content its bytes
   * @return this
   * @throws AlreadyExistsException if there is a directory, or a file above it
   */
  Output write(String name, byte[] content);

  /**
   * Writes a file in UTF-8; what is there is replaced.
   *
   * @param name relative to the datum, or absolute
   * @param content its text
   * @return this
   * @throws AlreadyExistsException if there is a directory, or a file above it
   */
  Output write(String name, String content);

  /**
   * Hands an input on, by reference: no data is read or written. Attributes come along.
   *
   * @param input a file or directory of the datum
   * @param name relative to the datum, or absolute; a directory is laid over what is there
   * @return this
   * @throws NotFoundException if {@code input} is none of this datum's paths, or there is nothing
   * @throws AlreadyExistsException if a file would be in the place of a directory, or below a file
   */
  Output copy(Path input, String name);

  /**
   * Says something of an output, which may be written later: what was said stays, whatever is
   * written there.
   *
   * @param name a file or directory, relative to the datum or absolute
   * @param attribute name of the attribute
   * @param value a value; see {@link Attributes}
   * @return this
   */
  Output attribute(String name, String attribute, Object value);
}
