package io.stemma;

import io.stemma.display.Displayed;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of all files of a repository. Immutable; usable from any thread until its archive is
 * closed; equal to another if the ids are equal.
 *
 * <p>Every byte that is read is verified against its id first: damage ends in a {@link
 * DamageException}, never in wrong data.
 */
public interface Commit extends Displayed {

  /**
   * The identity: a hash over everything in this commit and before it.
   *
   * @return the id
   */
  CommitId id();

  /**
   * The repository that it was made in.
   *
   * @return the name of the repository
   */
  String repository();

  /**
   * What changed, in the words of the author.
   *
   * @return the message
   */
  String message();

  /**
   * Who made it.
   *
   * @return the author
   */
  String author();

  /**
   * When it was made.
   *
   * @return the time, not before that of its parents
   */
  Instant time();

  /**
   * The commits that this one was made from: none for the first, two or more for a merge.
   *
   * @return the parents, the branch's own first
   */
  List<Commit> parents();

  /**
   * What brought it about: the operation that first changed something. The commits of results that
   * follow from one change, through whatever pipelines, share its cause.
   *
   * @return the id of an operation
   */
  OperationId cause();

  /**
   * What is said of this commit.
   *
   * @return the attributes of the commit itself
   */
  Attributes attributes();

  /**
   * From where somebody made it: the name of the computer, as it calls itself, and the directories
   * that were imported. Told by whoever made the commit, like the author; what may be a secret is
   * left out of addresses.
   *
   * @return where; empty for what a job or a merge made, and where nothing is known
   */
  Optional<CommitSource> source();

  /**
   * How many files there are, without walking them.
   *
   * @return the number of files
   */
  long files();

  /**
   * How many bytes the files have, without walking them.
   *
   * @return the sum of their lengths
   */
  long bytes();

  /**
   * Whether there is something at a path.
   *
   * @param path a path
   * @return true if it is a file or directory
   */
  boolean exists(String path);

  /**
   * A file or directory; counts and bytes of a directory are not got by walking it.
   *
   * @param path a path
   * @return the entry
   * @throws NotFoundException if there is nothing
   */
  Entry entry(String path);

  /**
   * What is directly in a directory.
   *
   * @param path a directory
   * @return files and directories, sorted by name; prints as a table
   * @throws NotFoundException if there is no such directory
   */
  List<Entry> list(String path);

  /**
   * All files below a path.
   *
   * @param path a directory, or a file
   * @return the files in the order of their paths, read as they are consumed
   * @throws NotFoundException if there is nothing
   */
  Stream<Entry> walk(String path);

  /**
   * All files and directories that a pattern matches.
   *
   * @param pattern a glob; see the package description
   * @return what matches, in the order of the paths, read as it is consumed
   * @throws InvalidNameException if the pattern is no glob
   */
  Stream<Entry> glob(String pattern);

  /**
   * The files and directories whose attributes and paths a condition is true of: looks at all
   * files, and at directories that carry attributes. Reads no content; needs no catalog, and works
   * on every commit alike.
   *
   * @param condition what is asked
   * @return what is found, when it is asked for; prints as a table
   * @throws InvalidNameException if the condition has a pattern that is no glob
   */
  Matches find(Condition condition);

  /**
   * The content of a file.
   *
   * @param path a file, of less than 2 GiB
   * @return its bytes
   * @throws NotFoundException if there is no such file
   */
  byte[] read(String path);

  /**
   * The content of a file as text.
   *
   * @param path a file in UTF-8
   * @return the text
   * @throws NotFoundException if there is no such file
   */
  String readString(String path);

  /**
   * The content of a file, front to back.
   *
   * @param path a file
   * @return a stream, to be closed; it need not be buffered
   * @throws NotFoundException if there is no such file
   */
  InputStream newInputStream(String path);

  /**
   * The content of a file, at any position; reads only what it needs.
   *
   * @param path a file
   * @return a read-only channel, to be closed
   * @throws NotFoundException if there is no such file
   */
  SeekableByteChannel newByteChannel(String path);

  /**
   * The plain SHA-256 of a file's content, as {@code sha256sum} gives it. Reads the file.
   *
   * @param path a file
   * @return 64 lower-case hexadecimal digits
   * @throws NotFoundException if there is no such file
   */
  String sha256(String path);

  /**
   * A file or directory of this commit as a read-only path, for any library that reads paths.
   *
   * @param path a path
   * @return the path in {@link #fileSystem()}, whether or not there is something
   */
  Path path(String path);

  /**
   * This commit as a read-only file system. Its URIs are {@code stemma://<archive id>/<commit
   * id>!/<path>} and resolve while the archive is open.
   *
   * @return the file system; closing it does nothing
   */
  FileSystem fileSystem();

  /**
   * Writes files to a directory of the default file system.
   *
   * @param path a directory or file of this commit; what is below it comes out directly below the
   *     target
   * @param target a directory; made if missing
   * @return what was written
   */
  default Export export(String path, Path target) {
    return export(path, target, ExportOptions.DEFAULT);
  }

  /**
   * Writes files to a directory of the default file system. Each file appears whole or not at all.
   *
   * @param path a directory or file of this commit; what is below it comes out directly below the
   *     target
   * @param target a directory; made if missing
   * @param options what to keep, and what to do with files that are there
   * @return what was written
   * @throws InvalidNameException if a path cannot be a file there, or two paths would be one; then
   *     nothing was written
   */
  Export export(String path, Path target, ExportOptions options);

  /**
   * What changed from an older commit to this one.
   *
   * @param older any commit of the archive, also of another repository
   * @return the difference
   */
  Diff changesSince(Commit older);

  /**
   * What changed from the first parent to this commit.
   *
   * @return the difference; for a first commit, all its files
   */
  Diff changes();

  /**
   * Where a file comes from: which datum of which pipeline gave it, by which code, from which
   * files.
   *
   * @param path a file
   * @return what is known of it; further back is read when it is asked for
   * @throws NotFoundException if there is no such file
   */
  Derivation derivation(String path);

  /**
   * What was made from files of this commit: those results, at the newest commits of all branches,
   * whose datums had as their input a file at or below a path that is the same here, with content
   * and attributes; and what pipelines made of these. The job may have read another commit of the
   * repository, an older or a newer one, if only the file is the same in it.
   *
   * @param path a file; or a directory, of which one file that is the same is enough
   * @return what was made from them; nothing, if these versions are no input of today's results
   * @throws NotFoundException if there is nothing at the path
   * @see Archive#downstream
   */
  Downstream downstream(String path);

  /**
   * The code that computed these results.
   *
   * @return what the archive keeps of it; empty if no job made this commit, or the code of the job
   *     was not kept
   */
  Optional<RecordedCode> code();

  /**
   * Computes the results again, by the code that the archive keeps of the job that made them, from
   * the commits that it read: classes of the class path do not count, and the job's repositories
   * and branches may have moved on or be gone. Uses all processors; nothing is written to the
   * archive.
   *
   * <p>Runs that code with all rights of this process.
   *
   * @param trust says that this is wanted
   * @return what came of it
   * @throws NotFoundException if no job made this commit, or its code was not kept
   * @throws StemmaException if this thread was interrupted
   */
  Replay replay(Trust trust);

  /**
   * Computes the results of some datums again; see {@link #replay(Trust)}.
   *
   * @param trust says that this is wanted
   * @param datums their names, each with a leading {@code /}
   * @return what came of it
   * @throws NotFoundException if no job made this commit, its code was not kept, or it has no such
   *     datum, or no result of it
   */
  Replay replay(Trust trust, Collection<String> datums);

  /**
   * Computes the results of some datums again, each in a JVM that has run nothing yet, by the code
   * that the archive keeps: so what differs from JVM to JVM is found, such as sums in the order of
   * a {@code Set.of}. Starts as many JVMs at once as there are processors. Nothing is written to
   * the archive.
   *
   * @param trust says that this is wanted
   * @param datums how many at most, spread over all
   * @return what came of it
   * @throws NotFoundException if no job made this commit, or its code was not kept
   * @throws IllegalArgumentException if the number is less than 1
   */
  Replay replayInFreshJvms(Trust trust, int datums);

  /**
   * Computes the results again by other code, such as today's, from the commits that the job read.
   * Nothing is written to the archive.
   *
   * @param transformation what computes
   * @return how it differs from the results of this commit
   * @throws NotFoundException if no job made this commit
   * @throws IllegalArgumentException if the transformation cannot be written down
   */
  Replay replayWith(Transformation transformation);

  /**
   * Computes the results of some datums again by other code; see {@link
   * #replayWith(Transformation)}.
   *
   * @param transformation what computes
   * @param datums their names, each with a leading {@code /}
   * @return how it differs from the results of this commit
   * @throws NotFoundException if no job made this commit, or it has no such datum, or no result of
   *     it
   * @throws IllegalArgumentException if the transformation cannot be written down
   */
  Replay replayWith(Transformation transformation, Collection<String> datums);

  /**
   * What came of replays of this commit that were {@linkplain Replay#record() recorded}.
   *
   * @return newest first; prints as a table
   */
  List<Verdict> verdicts();

  /**
   * What this commit was made from: by which job of which version of a pipeline, from which
   * commits, and so on back to the commits that no job made.
   *
   * @return the graph, to be exported
   */
  Provenance provenance();

  /**
   * The commits up to this one that changed a path, following first parents.
   *
   * @param path a file or directory
   * @return newest first, read as it is consumed
   */
  Stream<Commit> history(String path);

  /** One line: abbreviated id, time, author, message. */
  @Override
  String toString();
}
