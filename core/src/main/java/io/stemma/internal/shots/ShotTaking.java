package io.stemma.internal.shots;

import io.stemma.Commit;
import io.stemma.ConflictException;
import io.stemma.DamageException;
import io.stemma.Import;
import io.stemma.InvalidNameException;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.ShotEvent;
import io.stemma.ShotEvent.Kind;
import io.stemma.ShotOptions;
import io.stemma.StemmaException;
import io.stemma.Transaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes complete shots into the branch, in one commit: begins anew without those that fail, and
 * without those that somebody else committed first.
 */
final class ShotTaking {
  /** So often others may commit first, without having taken in one of the shots. */
  private static final int ATTEMPTS = 5;

  private final Round round;
  private final ShotTarget target;
  private final ShotOptions options;
  private final Map<ShotPlace, ShotLook> shots;

  /**
   * Prepares.
   *
   * @param shots complete ones, and how each looked when it was found to be so
   */
  ShotTaking(Round round, ShotTarget target, ShotOptions options, Map<ShotPlace, ShotLook> shots) {
    this.round = round;
    this.target = target;
    this.options = options;
    this.shots = new LinkedHashMap<>(shots);
  }

  void run() {
    int lost = 0;
    int tried = 0;
    while (!shots.isEmpty() && round.isGoing()) {
      try (Transaction change = target.branch().begin(message())) {
        if (!removesAny(change.base()) && takeInto(change)) {
          Commit commit = change.commit();
          shots.forEach((shot, look) -> round.ingested(shot, look, commit));
          return;
        }
      } catch (ConflictException e) {
        lost = shots.size() == tried ? lost + 1 : 1;
        tried = shots.size();
        if (lost == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private String message() {
    List<ShotPlace> all = List.copyOf(shots.keySet());
    String first = all.get(0).name();
    return all.size() == 1
        ? "shot " + first
        : all.size() + " shots, " + first + " to " + all.get(all.size() - 1).name();
  }

  /** Removes the shots that a commit has; says whether there were any. */
  private boolean removesAny(Commit committed) {
    int before = shots.size();
    for (ShotPlace shot : List.copyOf(shots.keySet())) {
      if (committed.exists(shot.path())) {
        shots.remove(shot);
        round.foundThere();
      }
    }
    return shots.size() < before;
  }

  /** Takes all shots in; false, with one shot less, if one failed. */
  private boolean takeInto(Transaction change) {
    for (Map.Entry<ShotPlace, ShotLook> each : List.copyOf(shots.entrySet())) {
      ShotPlace shot = each.getKey();
      change.expectUnchanged(shot.path());
      try {
        Import done = target.take(change, shot.directory(), shot.path(), options.imports());
        if (isAsIn(each.getValue(), shot)) {
          round.taken(shot, done);
        } else {
          shots.remove(shot);
          round.changedWhileRead(shot);
          return false;
        }
      } catch (ReadOnlyArchiveException | DamageException e) {
        throw e;
      } catch (StemmaException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        shots.remove(shot);
        failed(shot, each.getValue(), e);
        return false;
      }
    }
    return true;
  }

  private boolean isAsIn(ShotLook before, ShotPlace shot) {
    try {
      return ShotLook.of(shot.directory(), options.imports().links()).mark().equals(before.mark());
    } catch (IOException e) {
      return false; // The next look says what is wrong.
    }
  }

  private void failed(ShotPlace shot, ShotLook before, StemmaException e) {
    if (!isAsIn(before, shot)) {
      round.changedWhileRead(shot);
      return;
    }
    boolean refused = e instanceof InvalidNameException;
    round.failed(
        new ShotEvent(
            refused ? Kind.REFUSED : Kind.FAILED,
            shot.directory(),
            e.getMessage() + (refused ? "" : "; it is tried again"),
            Optional.empty()),
        before);
  }
}
