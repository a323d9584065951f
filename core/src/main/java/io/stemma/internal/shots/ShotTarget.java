package io.stemma.internal.shots;

import io.stemma.Branch;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.Transaction;
import java.nio.file.Path;

/** Where shots are taken in. */
public interface ShotTarget {

  /** The branch. */
  Branch branch();

  /**
   * Takes a directory into a transaction of the branch. Keeps no hints of its files, as it will not
   * be taken in again.
   */
  Import take(Transaction into, Path shot, String path, ImportOptions options);
}
