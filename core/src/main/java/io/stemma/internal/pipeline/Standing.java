package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.JobRecord.InputCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the results of a pipeline stand against what they would be computed from now.
 *
 * @param version the commit that holds the newest definition
 * @param definition that definition
 * @param code the id of the code as it is now
 * @param record what the results at hand were computed from, if a job made them
 * @param selections what is read
 * @param now the commits that would be read, one for each selection
 */
record Standing(
    Hash version,
    Definition definition,
    String code,
    Optional<JobRecord> record,
    List<Input.Selection> selections,
    List<InputCommit> now) {

  /**
   * Whether results are missing, were made by another definition or code, or from other commits of
   * an input whose changes count.
   */
  boolean isDue(PipelineArchive archive) {
    if (definition.paused()) {
      return false;
    }
    Triggers triggers = new Triggers(archive);
    if (record.isEmpty()) {
      return isBegun(triggers);
    } else if (!record.get().definition().equals(version)
        || !record.get().code().equals(code)
        || record.get().failed() > 0) {
      return true;
    }
    for (int i = 0; i < selections.size(); i++) {
      Optional<InputCommit> before = Optional.of(record.get().inputs().get(i));
      if (triggers.fires(selections.get(i), before, now.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is enough for the first job: all inputs may be quiet, but not all too small. */
  private boolean isBegun(Triggers triggers) {
    boolean quiet = true;
    for (int i = 0; i < selections.size(); i++) {
      quiet &= selections.get(i).isQuiet();
      if (triggers.fires(selections.get(i), Optional.empty(), now.get(i))) {
        return true;
      }
    }
    return quiet;
  }

  /** What has to change before it is worth the while to try again what failed. */
  String attempt() {
    List<String> parts = new ArrayList<>(List.of(version.toString(), code));
    for (int i = 0; i < selections.size(); i++) {
      if (!selections.get(i).isQuiet()) {
        parts.add(now.get(i).commit().toString());
      }
    }
    return String.join(" ", parts);
  }
}
