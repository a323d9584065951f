package io.stemma.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one new object, front to back. Used by one thread at a time.
 *
 * <p>After an {@link IOException} of any method nothing more is written; the writer can only be
 * closed.
 */
public interface ObjectWriter extends Closeable {

  /**
   * Appends all remaining bytes of the buffer, whatever its kind: heap, direct, read-only. Its
   * position is then at its limit, its bytes are as they were, and it may be reused.
   *
   * @param bytes what to append
   * @throws IOException if it could not be written, or the writer was committed or closed
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Creates the object if there is none under its key, atomically and durably. May be called once.
   *
   * <p>Where a store's client library tries again by itself, the object that is met can be the one
   * that this writer created a moment ago. Who must know whether it won puts something of its own
   * into the object, and reads it back.
   *
   * @return {@link CreateOutcome#CREATED} if this writer created the object; {@link
   *     CreateOutcome#EXISTS} if there is one already, which is left as it is and need not be
   *     durable (see {@link ObjectStore#sync(String)})
   * @throws OutcomeUnknownException if the object may or may not have been created
   * @throws IOException if the object was certainly not created, also where the writer was
   *     committed or closed before
   */
  CreateOutcome commit() throws IOException;

  /**
   * Ends the writer. What was not committed is dropped and its space released; what was, stays. A
   * second call does nothing.
   */
  @Override
  void close() throws IOException;
}
