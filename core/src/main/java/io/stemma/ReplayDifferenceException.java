package io.stemma;

import java.util.Objects;
import java.util.stream.Collectors;

/** Results that were computed again are not what they were. */
public final class ReplayDifferenceException extends StemmaException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 5;

  private final transient Replay replay;

  /**
   * Says which.
   *
   * @param replay what came of it
   * @param required what they should be, such as {@code identical}
   */
  public ReplayDifferenceException(Replay replay, String required) {
    super(
        message(
            Objects.requireNonNull(replay, "replay"),
            Objects.requireNonNull(required, "required")));
    this.replay = replay;
  }

  private static String message(Replay replay, String required) {
    long count = replay.differences().size();
    String named =
        replay.differences().stream()
            .limit(SHOWN)
            .map(Replay.Difference::toString)
            .collect(Collectors.joining("; "));
    String environment =
        replay.environment().isEmpty() ? "" : "; " + String.join("; ", replay.environment());
    return "the results of commit "
        + replay.commit().id().abbreviated()
        + " of "
        + replay.commit().repository()
        + ", computed again, are not "
        + required
        + ": "
        + Sizes.count(count, "file")
        + " of "
        + replay.files()
        + (count == 1 ? " differs: " : " differ: ")
        + named
        + (count > SHOWN ? "; and " + (count - SHOWN) + " more" : "")
        + replay
            .unreproducible()
            .map(why -> "; it was declared not reproducible: " + why)
            .orElse("")
        + environment;
  }

  /**
   * What came of it.
   *
   * @return the replay
   */
  public Replay replay() {
    return replay;
  }
}
