package io.stemma.internal.pipeline;

import java.io.Serial;

/** The branch of the results has another head than the job began with; the job looks again. */
final class BranchMovedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BranchMovedException() {
    super("the branch was moved meanwhile", null, false, false);
  }
}
