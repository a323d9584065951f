package io.stemma;

import io.stemma.display.Displayed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A name in a repository that points to a commit and moves with every new one. */
public interface Branch extends Displayed {

  /**
   * The name.
   *
   * @return the name of this branch
   */
  String name();

  /**
   * Where it belongs.
   *
   * @return the repository
   */
  Repository repository();

  /**
   * The newest commit.
   *
   * @return the commit that this branch points to now
   * @throws NotFoundException if the branch was deleted
   */
  Commit head();

  /**
   * Makes a commit.
   *
   * @param message what changed
   * @param body makes the changes; run once
   * @param <X> what the body throws, which leaves everything as it was
   * @return the new commit
   * @throws X what the body threw
   * @throws ConflictException if another change interfered; nothing was changed
   * @throws CommitOutcomeUnknownException if the store did not answer in time
   */
  <X extends Exception> Commit commit(String message, TransactionBody<X> body) throws X;

  /**
   * Begins a change.
   *
   * @param message what changes
   * @return the transaction, to be closed; closing without commit leaves nothing
   */
  Transaction begin(String message);

  /**
   * Prepares to take in the shots of a directory that something else fills, each once and when it
   * is complete.
   *
   * @param directory the directory to watch, of the default file system; shots are directories
   *     directly below it
   * @param options when a shot is complete, and how it is taken in
   * @return what takes them in, when it is told to; to be closed
   * @throws NotFoundException if there is no such directory
   * @throws InvalidNameException if {@link ShotOptions#into()} is no path
   * @throws ReadOnlyArchiveException if the archive cannot be changed
   */
  ShotIngest ingest(Path directory, ShotOptions options);

  /**
   * The newest commits, following first parents.
   *
   * @param count how many at most
   * @return newest first; prints as a table
   */
  List<Commit> log(int count);

  /**
   * All commits, following first parents.
   *
   * @return newest first, read as it is consumed
   */
  Stream<Commit> log();

  /**
   * The commit of this branch that belongs to a change of the archive: the one that the operation
   * brought about, directly or by way of pipelines; if there is none, the one that was read for the
   * results which it brought about; else the newest one at the time of the operation.
   *
   * @param operation the operation, such as the {@linkplain Commit#cause cause} of another commit
   * @return the commit
   * @throws NotFoundException if there is no such operation, or this branch was not there then
   */
  Commit at(OperationId operation);

  /**
   * The commits that come in from now on, or since some commit.
   *
   * @param after a commit of this repository, such as the {@link #head()}; what came after it is
   *     told
   * @return gives them one after the other
   */
  CommitFeed follow(Commit after);

  /**
   * The commits that changed a path, following first parents.
   *
   * @param path a file or directory
   * @return newest first, read as it is consumed; a commit counts if the path is added, removed or
   *     modified in it, against its first parent
   */
  Stream<Commit> history(String path);

  /**
   * Takes the changes that another commit has and this branch has not.
   *
   * @param theirs a commit of this repository
   * @return the merge commit; or, if both changed a path differently, the conflicts, and this
   *     branch is where it was
   */
  default Merge merge(Commit theirs) {
    return merge(theirs, MergeResolution.NONE);
  }

  /**
   * Takes the changes that another commit has and this branch has not.
   *
   * @param theirs a commit of this repository
   * @param resolution what to do with paths that both changed differently
   * @return the merge commit; or the conflicts, and this branch is where it was
   */
  Merge merge(Commit theirs, MergeResolution resolution);

  /**
   * Reads the attributes of all files that an extractor of the repository matches, as needed once
   * after one was {@linkplain Repository#defineExtractor defined} or removed, its code was changed,
   * or its class was missing; and commits what differs.
   *
   * @param message why
   * @return the new commit; the head as it was, if nothing differs
   * @throws ConflictException if another change interfered; nothing was changed
   * @throws CommitOutcomeUnknownException if the store did not answer in time
   */
  Commit extract(String message);

  /**
   * Points this branch to another commit.
   *
   * @param commit a commit of this repository
   * @return the operation that did it
   */
  Operation moveTo(Commit commit);

  /** One line: repository, name, and the head. */
  @Override
  String toString();

  /**
   * The newest commit's files at a path; the same as {@code head().list(path)}.
   *
   * @param path a directory
   * @return its entries; prints as a table
   */
  default List<Entry> list(String path) {
    return head().list(path);
  }
}
