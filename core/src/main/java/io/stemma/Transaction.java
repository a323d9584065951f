package io.stemma;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A change of one branch in the making. Nothing of it can be seen until it is committed; what is
 * read through it includes its own changes. Usable from several threads; changes of one path apply
 * in the order in which the calls return.
 *
 * <p>Where one thread commits or closes a transaction while others still call it, each of their
 * calls is either done, and in the commit, or fails with an {@link IllegalStateException} and
 * leaves nothing in it. A commit waits for calls with content in memory; one that is still reading
 * a stream fails. While a directory is being imported, it is the commit that fails.
 *
 * <p>Where another change is committed first, this one is applied on top of it, unless both touch
 * the same path, a file and something below it, or a range (a deleted or moved directory, something
 * read or {@linkplain #expectUnchanged expected}): then the commit ends in a {@link
 * ConflictException}. So it does where the branch, or its repository, was deleted meanwhile, even
 * if there is another one of that name now, unless that has this one's base in its history.
 *
 * <p>Where the repository has {@linkplain Repository#defineExtractor extractors}, the attributes
 * that they read come with the commit; the transaction itself does not see them yet. Two changes of
 * files that say something of one directory touch the same path: that directory.
 */
public interface Transaction extends AutoCloseable {

  /**
   * Writes a file. Its attributes, if there are any, stay.
   *
   * @param path the file; its directories need not exist
   * @param content its bytes
   * @return this
   */
  Transaction write(String path, byte[] content);

  /**
   * Writes a file in UTF-8.
   *
   * @param path the file
   * @param content its text
   * @return this
   */
  Transaction write(String path, String content);

  /**
   * Writes a file from a stream, which is read to its end and not closed.
   *
   * @param path the file
   * @param content its bytes
   * @return this
   */
  Transaction write(String path, InputStream content);

  /**
   * Writes a file piece by piece. Closing stages what was written so far, also when an exception
   * broke the writing off, as in a try-with-resources statement: let that exception end the
   * transaction, or delete the file again.
   *
   * @param path the file
   * @return a stream; the file is there once it is closed, and not at all if it is not. Once the
   *     transaction was committed or closed, writing and closing fail with an {@link
   *     java.io.IOException}
   */
  OutputStream newOutputStream(String path);

  /**
   * Adds bytes to the end of a file, which is created if it is missing.
   *
   * @param path the file
   * @param content the bytes to add
   * @return this
   */
  Transaction append(String path, byte[] content);

  /**
   * Deletes a file, or a directory with all that is below it. Deleting nothing is no error.
   *
   * @param path a file or directory; {@code /} for everything
   * @return this
   */
  Transaction delete(String path);

  /**
   * Moves a file or directory, with its attributes.
   *
   * @param from what to move
   * @param to its new path, at which there is nothing yet
   * @return this
   * @throws NotFoundException if there is nothing at {@code from}
   * @throws AlreadyExistsException if there is something at {@code to}
   */
  Transaction move(String from, String to);

  /**
   * Copies a file or directory, with the attributes that it carries, from any commit. Within an
   * archive that is by reference: no data is read. From another archive, which must be open, what
   * this one does not hold yet is read, verified, and stored as it was compressed there, by several
   * threads; the history of the files stays behind.
   *
   * @param source a commit of this archive or another one
   * @param from what to copy
   * @param to where to; replaces a file, overlays a directory
   * @return this
   * @throws NotFoundException if there is nothing at {@code from}
   * @throws DamageException if the other archive is damaged: then nothing is copied
   */
  Transaction copy(Commit source, String from, String to);

  /**
   * Takes in all files of a directory; files at the same paths are replaced, others stay. A file in
   * the place of a directory, or the reverse, is refused when the transaction is committed, with an
   * {@link AlreadyExistsException}; {@link ImportOptions#mirroring()} replaces it.
   *
   * @param directory a directory of the default file system
   * @param to the directory of this repository to put them in
   * @return what was done
   */
  default Import importDirectory(Path directory, String to) {
    return importDirectory(directory, to, ImportOptions.DEFAULT);
  }

  /**
   * Takes in all files of a directory, in parallel. Files that are known to be as they were when
   * they were taken in before are not read again; a change always shows, also one that keeps length
   * and time of modification. Should this fail half-way (a file that changes while it is read, a
   * link that is not to be followed, an interrupt), the transaction cannot be committed any more.
   *
   * @param directory a directory of the default file system
   * @param to the directory of this repository to put them in
   * @param options what to keep, what to follow, who listens
   * @return what was done
   */
  Import importDirectory(Path directory, String to, ImportOptions options);

  /**
   * Says something of a path.
   *
   * @param path a file, or a directory, which need not exist otherwise
   * @param name name of the attribute
   * @param value a value; see {@link Attributes}
   * @return this
   * @throws NotFoundException if the path is the root; say it of the commit instead
   */
  Transaction attribute(String path, String name, Object value);

  /**
   * Says several things of a path at once, in a fraction of the time. What else was said of it
   * stays.
   *
   * @param path a file, or a directory, which need not exist otherwise
   * @param values values by the names of attributes; see {@link Attributes}
   * @return this
   * @throws NotFoundException if the path is the root; say it of the commit instead
   */
  Transaction attributes(String path, Map<String, ?> values);

  /**
   * Takes back what was said of a path.
   *
   * @param path a file or directory
   * @param name name of the attribute
   * @return this
   */
  Transaction removeAttribute(String path, String name);

  /**
   * Says for which shots a file is valid: sets its attribute {@code validity}.
   *
   * @param path a file
   * @param from the first
   * @param to the last, not less than {@code from}
   * @return this
   */
  Transaction validity(String path, long from, long to);

  /**
   * Says something of the commit that this will be.
   *
   * @param name name of the attribute
   * @param value a value; see {@link Attributes}
   * @return this
   */
  Transaction commitAttribute(String name, Object value);

  /**
   * A file or directory as this transaction sees it. The commit then expects it to be unchanged.
   *
   * @param path a path
   * @return the entry, if there is one
   */
  Optional<Entry> entry(String path);

  /**
   * The content of a file as this transaction sees it. The commit then expects it to be unchanged.
   *
   * @param path a file
   * @return its bytes
   * @throws NotFoundException if there is no such file
   */
  byte[] read(String path);

  /**
   * Declares that this change relies on something: if another change to it is committed first, the
   * commit ends in a {@link ConflictException}.
   *
   * @param path a file, or a directory with all that is below it
   * @return this
   */
  Transaction expectUnchanged(String path);

  /**
   * The commit that this change began with.
   *
   * @return the head of the branch when the transaction began
   */
  Commit base();

  /**
   * Commits the change; an empty one makes a commit, too.
   *
   * @return the new head of the branch
   * @throws ConflictException if another change interfered; nothing was changed
   * @throws CommitOutcomeUnknownException if the store did not answer in time
   * @throws IllegalStateException if this was committed or closed, belongs to an {@link
   *     ArchiveTransaction}, holds half of a directory, or is still importing one
   */
  Commit commit();

  /** Drops the change unless it was committed. */
  @Override
  void close();
}
