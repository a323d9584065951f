package io.stemma.benchmarks.data;

import java.util.Arrays;

/**
 * A file to be made: where it lies, how long it is, and what it holds.
 *
 * @param path relative to the tree, with {@code /}
 * @param size in bytes
 * @param content makes the first bytes of it, as many as asked for
 */
record DataFile(String path, int size, Content content) {
  /** Makes a file's bytes. */
  interface Content {
    /** The first bytes: any length up to the file's, always the same for the same length. */
    byte[] first(int length);
  }

  /** A file whose bytes are at hand. */
  static DataFile of(String path, byte[] bytes) {
    return new DataFile(path, bytes.length, length -> Arrays.copyOf(bytes, length));
  }

  /** All bytes. */
  byte[] bytes() {
    return content.first(size);
  }
}
