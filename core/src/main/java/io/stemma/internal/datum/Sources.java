package io.stemma.internal.datum;

import io.stemma.Input;
import io.stemma.internal.commit.FileTree;

/** Gives the files that selections read in one state. */
@FunctionalInterface
public interface Sources {

  /** All files of the branch or commit that a selection reads; the same whenever it is asked. */
  FileTree tree(Input.Selection selection);
}
