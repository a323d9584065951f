package io.stemma.internal.extract;

import java.util.Comparator;

/**
 * What says something of a file or directory: an extractor, and a file that it reads. Where several
 * say something of one name, the last one in the order counts.
 *
 * @param extractor name of the extractor
 * @param file name of the file in its directory
 */
record Source(String extractor, String file) implements Comparable<Source> {
  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::extractor).thenComparing(Source::file);

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }
}
