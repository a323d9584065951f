package io.stemma;

import java.util.List;
import java.util.Objects;

/**
 * What a job would do.
 *
 * @param run the datums that would be run, in the order of their names
 * @param reused how many datums keep, or get, results that were computed before
 * @param vanishing the datums that are gone, with their results, in the order of their names
 */
public record Plan(List<Planned> run, long reused, List<Vanishing> vanishing) {

  /** How many datums are printed. */
  private static final int SHOWN = 10;

  /**
   * A datum that would be run.
   *
   * @param name the datum
   * @param why what is new about it
   * @param files how many files its inputs have
   * @param bytes how many bytes they have
   */
  public record Planned(String name, String why, long files, long bytes) {

    /**
     * Refuses null.
     *
     * @param name the datum
     * @param why what is new about it
     * @param files how many files its inputs have
     * @param bytes how many bytes they have
     */
    public Planned {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(why, "why");
    }

    /** One line. */
    @Override
    public String toString() {
      return name + "  " + Sizes.count(files, "file") + ", " + Sizes.exact(bytes) + "  " + why;
    }
  }

  /**
   * A datum that is gone.
   *
   * @param name the datum
   * @param why what became of what it was computed from
   */
  public record Vanishing(String name, String why) {

    /**
     * Refuses null.
     *
     * @param name the datum
     * @param why what became of what it was computed from
     */
    public Vanishing {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(why, "why");
    }

    /** One line. */
    @Override
    public String toString() {
      return name + "  " + why;
    }
  }

  /**
   * Copies the lists.
   *
   * @param run the datums that would be run, in the order of their names
   * @param reused how many datums keep, or get, results that were computed before
   * @param vanishing the datums that are gone, with their results, in the order of their names
   */
  public Plan {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(vanishing, "vanishing");
    run = List.copyOf(run);
    vanishing = List.copyOf(vanishing);
  }

  /**
   * Whether a job would leave the results as they are.
   *
   * @return true if nothing runs and nothing vanishes
   */
  public boolean isEmpty() {
    return run.isEmpty() && vanishing.isEmpty();
  }

  /** The numbers, and the first of the datums. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("run ").append(run.size()).append(", reuse ").append(reused);
    if (!vanishing.isEmpty()) {
      text.append(", vanish ").append(vanishing.size());
    }
    run.stream().limit(SHOWN).forEach(each -> text.append("\n  run     ").append(each));
    vanishing.stream().limit(SHOWN).forEach(each -> text.append("\n  vanish  ").append(each));
    int hidden = Math.max(0, run.size() - SHOWN) + Math.max(0, vanishing.size() - SHOWN);
    return hidden == 0
        ? text.toString()
        : text.append("\n  and ").append(hidden).append(" more").toString();
  }
}
