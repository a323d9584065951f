package io.stemma.storage;

import java.io.IOException;
import java.util.stream.Stream;

/**
 * A set of immutable objects under string keys, with one primitive of coordination: an object is
 * created only if it is absent.
 *
 * <p><b>Keys.</b> A key is 1 to 512 characters long and made of parts separated by single {@code
 * /}. A part is 1 to 128 characters from {@code a-z 0-9 . _ -} and does not begin with a dot.
 * Another key is refused with {@link IllegalArgumentException} by every method. Where there is an
 * object {@code a/b}, a store may hold {@code a/b/c} as well or may refuse to create it with an
 * {@link IOException}, and the other way round; callers must not rely on either. Until it is
 * created, {@code a/b/c} is simply absent, and so is {@code a} where there is {@code a/b}.
 *
 * <p><b>Visibility.</b> An object appears whole or not at all. Once {@link ObjectWriter#commit()}
 * has returned {@link CreateOutcome#CREATED}, every later read and list, from any process, sees the
 * object, and it survives a crash of the machine. An object that another process is creating can
 * become visible a moment before it is durable: see {@link #sync(String)}. A deleted object is gone
 * for every later read and list; after a crash of the machine it may be back.
 *
 * <p><b>Threads.</b> A store is safe for use by any number of threads and processes at once. A
 * thread whose interrupt flag is set either completes the operation or gets an {@link IOException}
 * with its flag still set; operations of other threads and later operations are not disturbed. The
 * flag is never cleared.
 *
 * <p><b>Closing.</b> {@link #close()} may be called twice. After it every other method throws
 * {@link IOException}; streams that were open fail or go on, and writers that were open create
 * nothing: they throw {@link IOException} and can be closed.
 *
 * <p><b>Arguments</b> are checked first: whatever is outside its grammar or range is refused with
 * {@link IllegalArgumentException}, and nothing is done.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Begins a new object. Nothing is visible under the key until {@link ObjectWriter#commit()}. Any
   * number of writers may be open for the same key; at most one of them creates the object.
   *
   * @param key where the object is to be
   * @return a writer, to be closed by the caller
   * @throws IOException if the store cannot be written to; {@link ReadOnlyStoreException} if this
   *     is known beforehand
   */
  ObjectWriter create(String key) throws IOException;

  /**
   * Reads a range of an object. The range is cut at the object's end: a range that begins at or
   * behind the end gives no bytes and the object's length, so an empty object reads as no bytes.
   * Memory is taken for the bytes that exist, not for {@code length}.
   *
   * @param key the object
   * @param offset where to begin, in bytes, not negative
   * @param length how many bytes at most, not negative
   * @return exactly the bytes of the range that exist, and the length of the whole object
   * @throws NoSuchObjectException if there is no object under the key
   * @throws IOException if it could not be read
   */
  ObjectRange read(String key, long offset, int length) throws IOException;

  /**
   * Lists objects whose key begins with a prefix, in the order of their keys compared character by
   * character. An object that exists during the whole listing is listed exactly once; one that is
   * created or deleted meanwhile may be. What has been listed can be gone when it is read.
   *
   * @param prefix what the keys begin with: empty, or any beginning of a key, not only whole parts
   * @param after list only keys that are greater than this; empty for all, else any beginning of a
   *     key, whether there is such an object or not
   * @param limit how many at most, at least 1
   * @return the objects; to be closed by the caller. Errors while listing are thrown as {@link
   *     java.io.UncheckedIOException}
   * @throws IOException if the listing could not begin
   */
  Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException;

  /**
   * Removes an object. Afterwards the key is free again. Of several calls at once for one object,
   * one removes it. A read that has begun gives the object's bytes or fails.
   *
   * @param key the object
   * @return whether this call removed it; false if there was none
   * @throws IOException if it could not be removed, or nobody knows
   */
  boolean delete(String key) throws IOException;

  /**
   * Makes sure that an object which can be seen, perhaps created by another process a moment ago,
   * survives a crash of the machine. A store in which whatever can be seen is durable only looks
   * whether it is there.
   *
   * @param key the object
   * @throws NoSuchObjectException if there is no object under the key
   * @throws IOException if durability could not be established
   */
  void sync(String key) throws IOException;

  /**
   * Whether the store is so far away that copies of what was read are worth their place on a local
   * disk. A store that reads through another one answers as that one does.
   *
   * @return false unless the store says otherwise
   */
  default boolean isRemote() {
    return false;
  }

  /** Releases what the store holds. Objects stay. */
  @Override
  void close() throws IOException;
}
