package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One change to an archive, as its log has it.
 *
 * @param id the identity
 * @param sequence the entry of the log that holds it
 * @param time when it was committed; never before that of an earlier one
 * @param author who did it
 * @param type what was done: {@code commit}, {@code merge}, {@code create-repository}, {@code undo}
 *     ...
 * @param message in the words of the author
 * @param moves which branches, tags and repositories it moved
 */
public record Operation(
    OperationId id,
    long sequence,
    Instant time,
    String author,
    String type,
    String message,
    List<Move> moves)
    implements Displayed {
  private static final int SHOWN = 20;

  /**
   * Copies the list.
   *
   * @param id the identity
   * @param sequence the entry of the log that holds it
   * @param time when it was committed; never before that of an earlier one
   * @param author who did it
   * @param type what was done: {
   * @param message in the words of the author
   * @param moves which branches, tags and repositories it moved
   */
  public Operation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(moves, "moves");
    moves =
        new PrintedList<>(
            moves,
            "moves",
            List.of("name", "from", "to"),
            each -> List.of(each.name, Move.end(each.from), Move.end(each.to)));
  }

  /**
   * A branch, tag or repository that an operation moved.
   *
   * @param name {@code shots} for a repository, {@code shots/main} for a branch or a tag
   * @param from where it was; empty if it was created
   * @param to where it is; empty if it was removed
   */
  public record Move(String name, Optional<CommitId> from, Optional<CommitId> to) {

    /**
     * Refuses null.
     *
     * @param name {@code shots} for a repository, {@code shots/main} for a branch or a tag
     * @param from where it was; empty if it was created
     * @param to where it is; empty if it was removed
     */
    public Move {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }

    /** One line: the name, where it was, and where it is. */
    @Override
    public String toString() {
      return outline().toString();
    }

    private Outline outline() {
      return Outline.of(name, end(from) + " -> " + end(to));
    }

    private static String end(Optional<CommitId> id) {
      return id.map(CommitId::abbreviated).orElse("none");
    }
  }

  private Outline outline() {
    return Outline.of("" + sequence, Sizes.time(time), author, type, line(message));
  }

  /** One line: sequence, time, author, what was done. */
  @Override
  public String toString() {
    return outline().toString();
  }

  /** The line, and what was moved. */
  @Override
  public String html() {
    return outline().addFirst(SHOWN, moves, Move::outline).html();
  }

  private static String line(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end) + " ...";
  }
}
