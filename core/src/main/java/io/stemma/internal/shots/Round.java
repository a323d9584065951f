package io.stemma.internal.shots;

import io.stemma.Commit;
import io.stemma.Import;
import io.stemma.ShotEvent;
import io.stemma.ShotEvent.Kind;
import io.stemma.ShotOptions;
import io.stemma.ShotRound;
import io.stemma.internal.ingest.FileClock;
import io.stemma.internal.ingest.FileStat;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One look at a watched directory, and what comes of it. */
final class Round {
  /** So many shots that are on the branch are looked at again in one round, in turn. */
  private static final int COMPARED = 256;

  private final ShotTarget target;
  private final Path directory;
  private final ShotOptions options;
  private final SeenShots seen;
  private final BooleanSupplier going;
  private final Set<Path> met = new HashSet<>();
  private final List<ShotEvent> events = new ArrayList<>();
  private final Map<ShotPlace, Import> imports = new HashMap<>();
  private long there;

  Round(
      ShotTarget target,
      Path directory,
      ShotOptions options,
      SeenShots seen,
      BooleanSupplier going) {
    this.target = target;
    this.directory = directory;
    this.options = options;
    this.seen = seen;
    this.going = going;
  }

  boolean isGoing() {
    return going.getAsBoolean();
  }

  ShotRound run() {
    Commit head = target.branch().head();
    List<ShotPlace> present = new ArrayList<>();
    Map<ShotPlace, ShotLook> ready = new LinkedHashMap<>();
    List<ShotPlace> shots =
        ShotPlace.in(
            directory,
            TreePath.of(options.into()),
            options.imports().links(),
            (place, why) -> say(Kind.REFUSED, place, why));
    for (ShotPlace shot : shots) {
      met.add(shot.directory());
      if (head.exists(shot.path())) {
        present.add(shot);
      } else {
        complete(shot).ifPresent(look -> ready.put(shot, look));
      }
    }
    seen.keep(met);
    there += present.size();
    take(ready);
    compare(present, head);
    return new ShotRound(directory, events, there);
  }

  private void take(Map<ShotPlace, ShotLook> ready) {
    Map<ShotPlace, ShotLook> some = new LinkedHashMap<>();
    int left = ready.size();
    for (Map.Entry<ShotPlace, ShotLook> shot : ready.entrySet()) {
      some.put(shot.getKey(), shot.getValue());
      left--;
      if (some.size() == options.shotsPerCommit() || left == 0) {
        new ShotTaking(this, target, options, some).run();
        some.clear();
      }
    }
  }

  /** How a shot looks, if it is complete and to be taken in now. */
  private Optional<ShotLook> complete(ShotPlace shot) {
    try {
      boolean marked = isMarked(shot);
      if (!marked && options.quiet().isEmpty()) {
        say(Kind.WAITING, shot.directory(), missing());
        return Optional.empty();
      }
      ShotLook look = ShotLook.of(shot.directory(), options.imports().links());
      SeenShot memory = seen.of(shot.directory());
      Instant now = options.clock().instant();
      Optional<ShotEvent> failure = memory.heldBack(look, now);
      Duration unchanged = memory.unchangedFor(look, now);
      if (!marked && !isQuiet(shot, look, unchanged, now)) {
        say(Kind.WAITING, shot.directory(), missing());
      } else if (look.files().isEmpty()) {
        say(Kind.WAITING, shot.directory(), "it holds no files");
      } else if (failure.isPresent()) {
        say(failure.get());
      } else {
        return Optional.of(look);
      }
    } catch (NoSuchFileException e) {
      changedWhileRead(shot);
    } catch (IOException e) {
      String text = "looking at " + e.getMessage() + ": " + e.getClass().getSimpleName();
      say(Kind.FAILED, shot.directory(), text + "; is it readable? It is tried again");
    }
    return Optional.empty();
  }

  private boolean isMarked(ShotPlace shot) {
    Path inside = shot.directory();
    return options.marker().filter(name -> Files.exists(inside.resolve(name))).isPresent()
        || options
            .markerSuffix()
            .filter(suffix -> Files.exists(inside.resolveSibling(inside.getFileName() + suffix)))
            .isPresent();
  }

  private boolean isQuiet(ShotPlace shot, ShotLook look, Duration unchanged, Instant now) {
    Duration quiet = options.quiet().orElseThrow();
    if (unchanged.compareTo(quiet) >= 0) {
      return true;
    }
    return look.newest() != FileStat.UNKNOWN
        && look.newest() <= TimeUnit.SECONDS.toNanos(now.minus(quiet).getEpochSecond())
        && FileClock.isLocal(shot.directory());
  }

  private String missing() {
    List<String> ways = new ArrayList<>();
    options.marker().ifPresent(name -> ways.add("has no " + name + " in it"));
    options.markerSuffix().ifPresent(suffix -> ways.add("has no " + suffix + " file beside it"));
    options
        .quiet()
        .ifPresent(time -> ways.add("was not quiet for " + time.toMillis() / 1000.0 + " s"));
    return String.join(", ", ways);
  }

  private void compare(List<ShotPlace> present, Commit head) {
    Set<ShotPlace> turn = Set.copyOf(seen.turn(present, COMPARED));
    for (ShotPlace shot : present) {
      if (turn.contains(shot) && isGoing()) {
        compare(shot, head);
      }
      seen.of(shot.directory()).changed().ifPresent(this::say);
    }
  }

  private void compare(ShotPlace shot, Commit head) {
    SeenShot memory = seen.of(shot.directory());
    try {
      ShotLook look = ShotLook.of(shot.directory(), options.imports().links());
      if (!memory.isCompared(look) || memory.changed().isPresent()) {
        memory.compared(
            look,
            ShotComparison.difference(shot, look, head)
                .map(
                    text ->
                        new ShotEvent(
                            Kind.CHANGED,
                            shot.directory(),
                            text
                                + "; it was not taken in again: commit what changed, or delete "
                                + shot.path()
                                + " on the branch to have all of it taken in",
                            Optional.empty())));
      }
    } catch (IOException e) {
      return; // Being cleared away, or not readable any more: the branch has it.
    }
  }

  /** Takes note of a shot that a transaction holds now. */
  void taken(ShotPlace shot, Import done) {
    imports.put(shot, done);
  }

  /** Takes note of a shot that was committed. */
  void ingested(ShotPlace shot, ShotLook look, Commit commit) {
    seen.of(shot.directory()).compared(look, Optional.empty());
    Import done = imports.getOrDefault(shot, new Import(0, 0, 0, 0, 0));
    String text =
        String.format(
            Locale.ROOT,
            "%,d %s, %,d B, in commit %s",
            done.files(),
            done.files() == 1 ? "file" : "files",
            done.bytes(),
            commit.id().abbreviated());
    say(new ShotEvent(Kind.INGESTED, shot.directory(), text, Optional.of(commit.id())));
  }

  /** Takes note of a shot that somebody else committed. */
  void foundThere() {
    there++;
  }

  /** Takes note of a shot that is not complete after all. */
  void changedWhileRead(ShotPlace shot) {
    say(Kind.WAITING, shot.directory(), "it changed while it was read; it is read again");
  }

  /** Takes note of a shot with which something is wrong. */
  void failed(ShotEvent event, ShotLook look) {
    seen.of(event.directory()).failed(event, look, options.clock().instant());
    say(event);
  }

  private void say(Kind kind, Path place, String text) {
    say(new ShotEvent(kind, place, text, Optional.empty()));
  }

  private void say(ShotEvent event) {
    met.add(event.directory());
    events.add(event);
    if (seen.of(event.directory()).isNews(event)) {
      options.listener().accept(event);
    }
  }
}
