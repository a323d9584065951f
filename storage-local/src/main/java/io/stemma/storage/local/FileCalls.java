package io.stemma.storage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The calls that change the disk or make changes durable. Tests put a disk beneath that forgets in
 * a crash what was not made durable.
 */
interface FileCalls {

  /** Creates a file that must not exist, for writing front to back. */
  NewFile createFile(Path file) throws IOException;

  /** Gives a file a second name, atomically and only if there is nothing under that name. */
  void link(Path existing, Path link) throws IOException;

  /** Creates a directory that must not exist. */
  void createDirectory(Path directory) throws IOException;

  /**
   * Makes the names in a directory durable (fsync). Not disturbed by interrupts.
   *
   * @throws NotForcedException if nothing was tried, so that a later call can tell
   * @throws IOException if it failed; a later call that succeeds then proves nothing
   */
  void forceDirectory(Path directory) throws IOException;

  /** Removes a name of a file. */
  void delete(Path file) throws IOException;

  /** A file being written. */
  interface NewFile extends Closeable {

    /** Appends all remaining bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes all bytes written so far durable (fsync). */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
