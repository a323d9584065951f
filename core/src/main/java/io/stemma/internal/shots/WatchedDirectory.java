package io.stemma.internal.shots;

import io.stemma.CommitOutcomeUnknownException;
import io.stemma.ConflictException;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.ShotEvent;
import io.stemma.ShotIngest;
import io.stemma.ShotOptions;
import io.stemma.ShotRound;
import io.stemma.StemmaException;
import io.stemma.StorageException;
import io.stemma.internal.path.TreePath;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Rounds over one directory, one at a time. */
public final class WatchedDirectory implements ShotIngest {
  private final ShotTarget target;
  private final Path directory;
  private final ShotOptions options;
  private final SeenShots seen = new SeenShots();
  private final SeenShot trouble = new SeenShot();
  private final ReentrantLock rounds = new ReentrantLock();
  private final ReentrantLock pauses = new ReentrantLock();
  private final Condition ended = pauses.newCondition();
  private volatile boolean closed;

  private WatchedDirectory(ShotTarget target, Path directory, ShotOptions options) {
    this.target = target;
    this.directory = directory;
    this.options = options;
  }

  /** Prepares; fails if the directory is not there, or the options are wrong for the branch. */
  public static WatchedDirectory of(ShotTarget target, Path directory, ShotOptions options) {
    TreePath into = TreePath.of(options.into());
    if (directory.getFileSystem() != FileSystems.getDefault()) {
      throw new InvalidNameException(
          directory + " is not in the default file system; shots are taken in from there only");
    } else if (!Files.isDirectory(directory)) {
      throw new NotFoundException("there is no directory " + directory + " to take shots from");
    }
    return new WatchedDirectory(target, directory, options.into("/" + into.text()));
  }

  @Override
  public ShotRound run() {
    checkOpen();
    return round();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the ingest of " + directory + " was closed");
    }
  }

  private boolean isGoing() {
    return !closed && !Thread.currentThread().isInterrupted();
  }

  private ShotRound round() {
    rounds.lock();
    try {
      return new Round(target, directory, options, seen, this::isGoing).run();
    } finally {
      rounds.unlock();
    }
  }

  @Override
  public void follow(Duration interval) {
    Objects.requireNonNull(interval, "interval");
    if (interval.isNegative()) {
      throw new IllegalArgumentException("the interval is negative: " + interval);
    }
    checkOpen();
    while (isGoing()) {
      try {
        round();
        trouble.forget();
      } catch (StemmaException e) {
        if (Thread.currentThread().isInterrupted()) {
          return; // It broke the round off, which is no trouble.
        } else if (!mayPass(e)) {
          throw e;
        }
        tell(e);
      }
      pause(interval.toNanos());
    }
  }

  private static boolean mayPass(StemmaException e) {
    return e instanceof StorageException
        || e instanceof ConflictException
        || e instanceof CommitOutcomeUnknownException;
  }

  private void tell(StemmaException e) {
    ShotEvent event =
        new ShotEvent(
            ShotEvent.Kind.FAILED,
            directory,
            e.getMessage() + "; the next round tries again",
            Optional.empty());
    if (trouble.isNews(event)) {
      options.listener().accept(event);
    }
  }

  private void pause(long nanos) {
    pauses.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pauses.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    pauses.lock();
    try {
      ended.signalAll();
    } finally {
      pauses.unlock();
    }
    if (!rounds.isHeldByCurrentThread()) {
      rounds.lock();
      try {
        seen.keep(Set.of());
      } finally {
        rounds.unlock();
      }
    }
  }

  @Override
  public String toString() {
    return "shots of " + directory + " into " + target.branch() + "; " + options;
  }
}
