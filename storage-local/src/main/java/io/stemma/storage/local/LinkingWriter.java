package io.stemma.storage.local;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a temporary file, makes it durable, and gives it the object's name by a hard link. */
final class LinkingWriter implements ObjectWriter {
  /** What a writer needs from its store. */
  record Context(
      FileCalls calls, TemporaryFiles temporaries, DurableDirectories directories, Guard guard) {}

  /** Throws if the store was closed. */
  interface Guard {
    void checkOpen() throws IOException;
  }

  private final Context context;
  private final String key;
  private final Path target;
  private final Path temporary;
  private final FileCalls.NewFile file;
  private boolean done;
  private boolean closed;

  LinkingWriter(Context context, String key, Path target) throws IOException {
    this.context = context;
    this.key = key;
    this.target = target;
    this.temporary = context.temporaries.next();
    this.file = context.calls.createFile(temporary);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    check();
    boolean written = false;
    try {
      file.write(bytes);
      written = true;
    } finally {
      done = !written;
    }
  }

  @Override
  public CreateOutcome commit() throws IOException {
    check();
    done = true;
    if (Files.isRegularFile(target)) {
      return CreateOutcome.EXISTS; // who lost a race learns it without waiting for the disk
    }
    file.force();
    file.close();
    Path parent = Objects.requireNonNull(target.getParent());
    context.directories.ensure(parent);
    if (!link()) {
      return CreateOutcome.EXISTS;
    }
    try {
      context.directories.force(parent);
    } catch (NotForcedException e) {
      throw new OutcomeUnknownException(key, false, e);
    } catch (IOException e) {
      throw new OutcomeUnknownException(key, true, e);
    }
    return CreateOutcome.CREATED;
  }

  /** Returns whether the object is this writer's. */
  private boolean link() throws IOException {
    try {
      context.calls.link(temporary, target);
      return true;
    } catch (IOException e) {
      return linkedAfterAll(e);
    }
  }

  /**
   * On a network file system a request can be done, its answer lost, and the request sent again: it
   * then fails because of the very name that it made. Inodes tell.
   */
  private boolean linkedAfterAll(IOException failure) throws IOException {
    BasicFileAttributes there;
    boolean known;
    boolean mine = false;
    try {
      there = attributes(target);
      if (there == null) {
        // A request that is still on its way finds no file to link once the other name is gone.
        deleteTemporary();
        known = attributes(target) == null;
      } else {
        mine = Files.isSameFile(temporary, target);
        known = true;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw new OutcomeUnknownException(key, false, failure);
    }
    if (!known) {
      throw new OutcomeUnknownException(key, false, failure);
    } else if (there == null) {
      throw failure;
    } else if (!there.isRegularFile()) {
      throw new IOException("no object can be at " + target + ", which is no file", failure);
    }
    return mine;
  }

  private void deleteTemporary() throws IOException {
    try {
      context.calls.delete(temporary);
    } catch (NoSuchFileException e) {
      // somebody was faster
    }
  }

  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    done = true;
    try {
      file.close();
    } finally {
      context.temporaries.remove(temporary);
    }
  }

  private void check() throws IOException {
    context.guard.checkOpen();
    if (done) {
      throw new IOException("the writer of " + key + " was committed, closed or has failed");
    }
  }
}
