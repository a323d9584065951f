package io.stemma.internal.output;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * How a file is opened.
 *
 * @param read whether it can be read
 * @param write whether it can be written
 * @param append whether all is written at its end
 * @param truncate whether what was in it goes
 * @param create whether it may be missing
 * @param createNew whether it must be missing
 * @param deleteOnClose whether it goes when it is closed
 */
record OpenMode(
    boolean read,
    boolean write,
    boolean append,
    boolean truncate,
    boolean create,
    boolean createNew,
    boolean deleteOnClose) {

  /** A new file, or an old one that is written anew. */
  static final OpenMode OVERWRITE = new OpenMode(false, true, false, true, true, false, false);

  /**
   * What options say; with none, the file is read.
   *
   * @throws UnsupportedOperationException if there is one that is unknown
   * @throws IllegalArgumentException if they contradict each other
   */
  static OpenMode of(Set<? extends OpenOption> options) {
    for (OpenOption option : options) {
      if (!(option instanceof StandardOpenOption || option instanceof LinkOption)) {
        throw new UnsupportedOperationException("unknown option: " + option);
      }
    }
    boolean append = options.contains(StandardOpenOption.APPEND);
    boolean write = append || options.contains(StandardOpenOption.WRITE);
    boolean read = !write || options.contains(StandardOpenOption.READ);
    boolean truncate = write && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    if (append && (read || truncate)) {
      throw new IllegalArgumentException(
          (read ? "READ" : "TRUNCATE_EXISTING") + " cannot be combined with APPEND");
    }
    return new OpenMode(
        read,
        write,
        append,
        truncate,
        write && options.contains(StandardOpenOption.CREATE),
        write && options.contains(StandardOpenOption.CREATE_NEW),
        options.contains(StandardOpenOption.DELETE_ON_CLOSE));
  }
}
