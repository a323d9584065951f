package io.stemma;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How much must change on the branch that an input reads before {@link Archive#update} and {@link
 * Archive#subscribe} run the pipeline for it. Counted from the commit that the results at hand were
 * computed from; from the beginning of the branch, if there are none. {@link Pipeline#run} does not
 * ask.
 *
 * @param commits so many commits have come in on the line of first parents; a branch that was moved
 *     back has none
 * @param bytes so many bytes have the files that are new or changed
 * @param isBoth whether, of two limits, both must be reached, and not only one
 */
public record Trigger(OptionalLong commits, OptionalLong bytes, boolean isBoth) {

  /**
   * Checks the limits.
   *
   * @param commits so many commits have come in on the line of first parents
   * @param bytes so many bytes have the files that are new or changed
   * @param isBoth whether, of two limits, both must be reached, and not only one
   * @throws IllegalArgumentException if there is no limit, or one is less than 1
   */
  public Trigger {
    Objects.requireNonNull(commits, "commits");
    Objects.requireNonNull(bytes, "bytes");
    if (commits.isEmpty() && bytes.isEmpty()) {
      throw new IllegalArgumentException("a trigger needs a number of commits or of bytes");
    }
    check(commits, "commits");
    check(bytes, "bytes");
  }

  private static void check(OptionalLong limit, String what) {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "a trigger waits for at least 1 of " + what + ", not for " + limit.getAsLong());
    }
  }

  /**
   * After a number of commits.
   *
   * @param commits how many, at least 1
   * @return the trigger
   */
  public static Trigger commits(long commits) {
    return new Trigger(OptionalLong.of(commits), OptionalLong.empty(), false);
  }

  /**
   * After a number of bytes in new and changed files.
   *
   * @param bytes how many, at least 1
   * @return the trigger
   */
  public static Trigger bytes(long bytes) {
    return new Trigger(OptionalLong.empty(), OptionalLong.of(bytes), false);
  }

  /**
   * After a number of commits or of bytes, whichever comes first.
   *
   * @param commits how many commits, at least 1
   * @param bytes how many bytes, at least 1
   * @return the trigger
   */
  public static Trigger either(long commits, long bytes) {
    return new Trigger(OptionalLong.of(commits), OptionalLong.of(bytes), false);
  }

  /**
   * After a number of commits and of bytes, whichever comes last.
   *
   * @param commits how many commits, at least 1
   * @param bytes how many bytes, at least 1
   * @return the trigger
   */
  public static Trigger both(long commits, long bytes) {
    return new Trigger(OptionalLong.of(commits), OptionalLong.of(bytes), true);
  }

  /** The limits. */
  @Override
  public String toString() {
    List<String> limits = new ArrayList<>();
    commits.ifPresent(limit -> limits.add(Sizes.count(limit, "commit")));
    bytes.ifPresent(limit -> limits.add(Sizes.exact(limit)));
    return String.join(isBoth ? " and " : " or ", limits);
  }
}
