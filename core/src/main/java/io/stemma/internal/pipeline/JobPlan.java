package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumKeys;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import java.util.List;
import java.util.Optional;

/**
 * What a job has to do: the difference between the results that a branch holds and those that it
 * should hold.
 *
 * @param base what the branch holds
 * @param inputs the commits that are read
 * @param changed the datums that are new, or not what they were, in the order of their names
 * @param vanishing the datums that are gone
 * @param unchanged how many datums are as they were
 */
record JobPlan(
    Base base, InputState inputs, List<Changed> changed, List<Gone> vanishing, long unchanged) {

  /**
   * The results to begin with.
   *
   * @param head the commit that the branch points to
   * @param root the root of its files; of none, if no job made them
   * @param record what it was computed from, if a job made it
   */
  record Base(Hash head, Hash root, Optional<JobRecord> record) {}

  /**
   * A datum that is new, or not what it was.
   *
   * @param spec what it is
   * @param seen its key, and how much it reads
   * @param before the key that it had
   * @param remembered its result, if it was computed before
   */
  record Changed(
      DatumSpec spec,
      DatumKeys.Seen seen,
      Optional<DatumTable.Row> before,
      Optional<DatumResult> remembered) {

    String name() {
      return spec.name();
    }
  }

  /**
   * A datum that is gone.
   *
   * @param name of it
   * @param row what had become of it
   */
  record Gone(String name, DatumTable.Row row) {}

  /** The datums that must be run. */
  List<Changed> toRun() {
    return changed.stream().filter(each -> each.remembered().isEmpty()).toList();
  }

  /** How many datums keep or get results that were computed before. */
  long reused() {
    return unchanged + changed.stream().filter(each -> each.remembered().isPresent()).count();
  }

  /** How many datums there are. */
  long datums() {
    return unchanged + changed.size();
  }

  /** Whether the branch holds what it should, made from these very commits. */
  boolean isDone(Hash definition, String code) {
    return changed.isEmpty()
        && vanishing.isEmpty()
        && base.record().isPresent()
        && base.record().get().inputs().equals(inputs.commits())
        && base.record().get().definition().equals(definition)
        && base.record().get().code().equals(code);
  }
}
