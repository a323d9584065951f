package io.stemma.internal.pipeline;

import io.stemma.internal.path.TreePath;

/** The files of one input that are, or were made from, what is asked for. For one thread. */
@FunctionalInterface
interface Marked {

  /**
   * Whether there is one of them at a path or below it.
   *
   * @param path something that a datum had of the input
   */
  boolean touches(TreePath path);
}
