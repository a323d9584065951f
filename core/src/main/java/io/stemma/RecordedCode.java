package io.stemma;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The code that a job ran, as the archive keeps it: its own classes and all that these reach,
 * without the JDK and Stemma's interfaces. Reading it runs none of it. Usable from any thread until
 * the archive is closed.
 *
 * <p>Prints as the name of the class, the id, the names of all classes, and the warnings.
 */
public interface RecordedCode {

  /**
   * What tells it from other code, whatever it was compiled into.
   *
   * @return 64 hexadecimal digits
   */
  String id();

  /**
   * The transformation.
   *
   * @return the name of its class, where generated names are counted anew
   */
  String transformation();

  /**
   * What it consists of.
   *
   * @return the names of the classes, sorted, such as {@code lab.Day$Fit}
   */
  List<String> classes();

  /**
   * The code that ran last in its place, where somebody {@linkplain Pipeline#acceptAsEqual(int)
   * accepted} that it gives the same; also where a job found all results of its datums at hand, as
   * those may be of either.
   *
   * @return that code; empty if only this one ran
   */
  Optional<RecordedCode> accepted();

  /**
   * What may make it give other results when it is run again, as it was seen when the job ran: see
   * the list in {@code docs/REPLAY.md}.
   *
   * @return a line for each, 100 at most unless the pipeline was declared unreproducible; prints as
   *     a list
   */
  List<String> warnings();

  /**
   * The class files, and what they need beside them, as files of a commit that no branch leads to.
   *
   * @return the commit; a class is at {@code /lab/Day$Fit.class}
   */
  Commit files();

  /**
   * What differs from other code.
   *
   * @param older the other code, of this archive
   * @return the classes and files that differ, by name; prints as a list
   */
  List<Change> changesSince(RecordedCode older);

  /**
   * A class, or a file beside the classes, that is not what it was.
   *
   * @param name of the class, or the path of the file
   * @param kind whether it is new, gone, or another
   * @param members of a class that is another: the methods and fields that were added, removed or
   *     changed, each with {@code +}, {@code -} or {@code ~} before it
   */
  record Change(String name, io.stemma.Change.Kind kind, List<String> members) {
    /**
     * Copies the list.
     *
     * @param name of the class, or the path of the file
     * @param kind whether it is new, gone, or another
     * @param members the methods and fields that differ
     */
    public Change {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(members, "members");
      members = List.copyOf(members);
    }

    /** One line: the name, and what differs in it. */
    @Override
    public String toString() {
      String what =
          switch (kind) {
            case ADDED -> "  is new";
            case REMOVED -> "  is gone";
            default -> "  ";
          };
      return name + what + String.join(", ", members);
    }
  }
}
