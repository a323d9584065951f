package io.stemma;

import java.time.Duration;

/**
 * Takes the shots of a directory into a branch, each once.
 *
 * <p>A shot is a directory directly below the watched one. It is taken in whole, under its name,
 * once it is complete, as {@link ShotOptions} say. Files directly in the watched directory, and
 * names that begin with a dot, are passed over; a name that cannot be a path in a commit is {@link
 * ShotEvent.Kind#REFUSED refused}, and so is a symbolic link, unless links are followed or skipped.
 *
 * <p><b>Once.</b> The branch is the only record: a shot whose path exists in the branch's newest
 * commit has been ingested, and its files are not read again. A commit that takes in a shot relies
 * on its path being absent, so of any number of ingesters, in any number of processes that end in
 * whatever way, one takes it in. Whoever deletes a shot from the branch while its directory is
 * there has it taken in again.
 *
 * <p>If the files of an ingested shot change, that is told as {@link ShotEvent.Kind#CHANGED}, as
 * far as lengths, times of modification and new names show it; nothing else is done. A shot that
 * changes while it is read is not committed but waits. What is wrong with one shot does not keep
 * the others: after a failure a shot is tried again when it has changed, or after a minute.
 *
 * <p>Nothing is ever deleted or replaced in the store: credentials that can read, list and create
 * are enough.
 *
 * <p>May be used by several threads; one round runs at a time.
 */
public interface ShotIngest extends AutoCloseable {

  /**
   * Looks at the directory once, and takes in all that is complete.
   *
   * @return what was found and done; prints as a table
   * @throws StorageException if the directory cannot be listed, or the store failed; shots that
   *     were committed before stay
   * @throws NotFoundException if the branch is gone
   * @throws CommitOutcomeUnknownException if the store did not answer in time; the next round finds
   *     out, so there is nothing to be asked or repeated
   * @throws IllegalStateException if this was closed
   */
  ShotRound run();

  /**
   * Runs rounds until this is closed or the thread is interrupted, whose flag stays set. What may
   * pass by itself (a store or directory that cannot be reached) is told as an event of the watched
   * directory, and the next round tries again.
   *
   * @param interval how long to pause between rounds; zero for no pause
   * @throws NotFoundException if the branch is gone
   * @throws IllegalArgumentException if the interval is negative
   * @throws IllegalStateException if this was closed before
   */
  void follow(Duration interval);

  /**
   * Ends this: {@link #follow} returns. Waits for a round that is under way, which ends after the
   * commit at hand; the archive stays open. May be called by a listener, which does not wait, and
   * twice.
   */
  @Override
  void close();

  /** One line: what is watched, and into which branch it goes. */
  @Override
  String toString();
}
