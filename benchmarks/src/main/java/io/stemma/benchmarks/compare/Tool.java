package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something that keeps versions of files, or a part of that. */
public interface Tool extends AutoCloseable {

  /** One word: its name in reports and on the command line. */
  String name();

  /** What is missing on this machine that it needs; null if nothing is. */
  @Nullable String missing() throws IOException, InterruptedException;

  /** Which edition is measured. */
  String version() throws IOException, InterruptedException;

  /**
   * Makes an empty repository, which costs nothing.
   *
   * @param directory for everything that the tool writes; made if absent
   * @param tree what will be ingested
   */
  Session begin(Path directory, WorkTree tree) throws IOException, InterruptedException;

  /** Ends what it started. */
  @Override
  default void close() throws IOException {}
}
