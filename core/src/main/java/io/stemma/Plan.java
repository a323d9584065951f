package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a job would do.
 *
 * @param run the datums that would be run, in the order of their names
 * @param reused how many datums keep, or get, results that were computed before
 * @param vanishing the datums that are gone, with their results, in the order of their names
 */
public record Plan(List<Planned> run, long reused, List<Vanishing> vanishing) implements Displayed {

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
      return Outline.of(name, size(), why).toString();
    }

    private String size() {
      return Sizes.count(files, "file") + ", " + Sizes.exact(bytes);
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
    run =
        new PrintedList<>(
            run,
            "datums to run",
            List.of("datum", "files>", "bytes>", "why"),
            each -> List.of(each.name, number(each.files), number(each.bytes), each.why));
    vanishing =
        new PrintedList<>(
            vanishing,
            "datums that vanish",
            List.of("datum", "why"),
            each -> List.of(each.name, each.why));
  }

  /**
   * Whether a job would leave the results as they are.
   *
   * @return true if nothing runs and nothing vanishes
   */
  public boolean isEmpty() {
    return run.isEmpty() && vanishing.isEmpty();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private Outline outline() {
    String numbers = "run " + run.size() + ", reuse " + reused;
    return Outline.of(numbers + (vanishing.isEmpty() ? "" : ", vanish " + vanishing.size()))
        .addFirst(SHOWN, run, each -> Outline.of("run   ", each.name, each.size(), each.why))
        .addFirst(SHOWN, vanishing, each -> Outline.of("vanish", each.name, each.why));
  }

  /** The numbers, and the first of the datums. */
  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
