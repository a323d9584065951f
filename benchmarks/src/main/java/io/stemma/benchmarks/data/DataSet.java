package io.stemma.benchmarks.data;

/**
 * The files of a data set, by number. Each is made on its own when asked for, so that threads can
 * share the work and memory holds one file per thread.
 */
interface DataSet {
  /** How many files. */
  int files();

  /** One file; the same on every call, from any thread. */
  DataFile file(int index);

  /**
   * Whether a file may be left alone where one of its length and beginning lies already, so that
   * its times and its inode stay.
   */
  default boolean keepsPresent(int index) {
    return false;
  }
}
