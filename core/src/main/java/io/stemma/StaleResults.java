package io.stemma;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Results of a pipeline or a variant that are not what it would be given to compute now, and why.
 * Immutable; usable from any thread, the commit until its archive is closed.
 *
 * @param pipeline the name of the pipeline, which is that of the repository with the results
 * @param branch the branch that has them: {@code main}, or that of a variant
 * @param commit the newest commit of the branch; empty only where the branch is gone
 * @param reasons what has changed, at least one
 * @param paused whether the pipeline is paused, so that {@link Archive#update} leaves it alone
 */
public record StaleResults(
    String pipeline, String branch, Optional<Commit> commit, List<Reason> reasons, boolean paused) {

  /** What has changed. */
  public enum Cause {
    /** No job has made results yet. */
    NO_RESULTS,
    /** The pipeline was defined anew. */
    DEFINITION,
    /** The class that this program has is not the code that made the results. */
    CODE,
    /** The files of a branch that was read are others. */
    INPUT,
    /** Datums have failed and were left out, so a job would try them again. */
    OMITTED,
    /** Somebody committed to the results by hand. */
    CHANGED_BY_HAND,
    /** What was read is the result of a pipeline whose results are stale themselves. */
    UPSTREAM
  }

  /**
   * One thing that has changed.
   *
   * @param cause what kind of change it is
   * @param text which one, in words: the branch, who made the newest commit, the versions
   * @param message the first line of the message of that commit; empty where there is none
   */
  public record Reason(Cause cause, String text, String message) {
    /**
     * Refuses null.
     *
     * @param cause what kind of change it is
     * @param text which one, in words
     * @param message the first line of the message of a commit, or nothing
     */
    public Reason {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(message, "message");
    }

    /** The text and the message. */
    @Override
    public String toString() {
      return message.isEmpty() ? text : text + ": " + message;
    }
  }

  /**
   * Copies the list.
   *
   * @param pipeline the name of the pipeline
   * @param branch the branch that has the results
   * @param commit the newest commit of the branch
   * @param reasons what has changed
   * @param paused whether the pipeline is paused
   */
  public StaleResults {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(branch, "branch");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(reasons, "reasons");
    reasons = List.copyOf(reasons);
  }

  /**
   * Whether something of a kind has changed.
   *
   * @param cause the kind
   * @return whether one of the reasons is of it
   */
  public boolean isBecauseOf(Cause cause) {
    Objects.requireNonNull(cause, "cause");
    return reasons.stream().anyMatch(reason -> reason.cause() == cause);
  }

  /**
   * All reasons in one line.
   *
   * @return the reasons, and whether the pipeline is paused
   */
  public String why() {
    return reasons.stream().map(Reason::toString).collect(Collectors.joining("; "))
        + (paused ? " (paused)" : "");
  }

  /** One line. */
  @Override
  public String toString() {
    String at = commit.map(newest -> "@" + newest.id().abbreviated()).orElse("");
    return pipeline + "/" + branch + at + "  " + why();
  }
}
