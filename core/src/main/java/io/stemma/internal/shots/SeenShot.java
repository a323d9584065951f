package io.stemma.internal.shots;

import io.stemma.ShotEvent;
import io.stemma.internal.base.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What earlier rounds found out about a shot. Saves work and repetition; nothing rests on it. */
final class SeenShot {
  /** A shot that failed, and is as it was then, is tried again after this time. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private Optional<Hash> last = Optional.empty();
  private Instant since = Instant.MAX;
  private Optional<Hash> compared = Optional.empty();
  private Optional<ShotEvent> changed = Optional.empty();
  private Optional<ShotEvent> failure = Optional.empty();
  private Instant retry = Instant.MIN;
  private Optional<ShotEvent> told = Optional.empty();

  /** Takes note of a look; returns for how long the shot has looked like that. */
  Duration unchangedFor(ShotLook look, Instant now) {
    Optional<Hash> mark = Optional.of(look.mark());
    if (!mark.equals(last) || now.isBefore(since)) {
      last = mark;
      since = now;
    }
    return Duration.between(since, now);
  }

  /** Takes note of a failure. */
  void failed(ShotEvent event, ShotLook look, Instant now) {
    last = Optional.of(look.mark());
    failure = Optional.of(event);
    retry = now.plus(RETRY);
  }

  /** The failure because of which this shot is not to be tried now, if there is one. */
  Optional<ShotEvent> heldBack(ShotLook look, Instant now) {
    if (!Optional.of(look.mark()).equals(last) || !now.isBefore(retry)) {
      failure = Optional.empty();
    }
    return failure;
  }

  /** Takes note that a look agreed with the branch, or did not. */
  void compared(ShotLook look, Optional<ShotEvent> difference) {
    compared = Optional.of(look.mark());
    changed = difference;
  }

  /** Whether a look is the one that was compared with the branch. */
  boolean isCompared(ShotLook look) {
    return compared.equals(Optional.of(look.mark()));
  }

  /** In what the shot was found to differ from the branch. */
  Optional<ShotEvent> changed() {
    return changed;
  }

  /** Whether an event says something new; it then is the newest. */
  boolean isNews(ShotEvent event) {
    boolean news = !told.equals(Optional.of(event));
    told = Optional.of(event);
    return news;
  }

  /** Lets the next event be news, whatever it says. */
  void forget() {
    told = Optional.empty();
  }
}
