package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;

/** A tool at work on a repository of its own. */
public interface Session extends AutoCloseable {

  /** Whether the tool can do something at all. */
  default boolean does(Operation operation) {
    return true;
  }

  /** The directory whose bytes count as stored. */
  Path repository();

  /** Takes in all files of the tree as a new version. */
  Cost ingest() throws IOException, InterruptedException;

  /** The same where nothing changed. */
  default Cost unchanged() throws IOException, InterruptedException {
    return ingest();
  }

  /**
   * Takes in one file that came into the tree.
   *
   * @param path of the file in the tree
   */
  default Cost addOne(String path) throws IOException, InterruptedException {
    return ingest();
  }

  /**
   * Writes all files of the newest version.
   *
   * @param target an empty directory
   */
  Cost restore(Path target) throws IOException, InterruptedException;

  /** Where in a target the files come out. */
  default Path restored(Path target) {
    return target;
  }

  /** Reads from a file of the newest version. */
  Cost read(FileRange range) throws IOException, InterruptedException;

  /** Finds the files that differ between the newest version and the one before. */
  Cost diff() throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}
}
