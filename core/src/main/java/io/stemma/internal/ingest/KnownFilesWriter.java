package io.stemma.internal.ingest;

import io.stemma.internal.base.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the next file of known files beside the one that is read, and replaces it in the end; if
 * nothing changed, nothing is written. Best effort: after an error nothing is written any more.
 * Safe for use by several threads.
 */
final class KnownFilesWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownFilesWriter.class);

  private final Optional<Path> file;
  private final KnownFiles before;
  private final List<KnownSection> kept = new ArrayList<>();
  private final List<KnownSection> added = new ArrayList<>();
  private final ByteWriter buffer = new ByteWriter(1 << 16);
  private @Nullable Path temporary;
  private @Nullable FileChannel channel;
  private long size;
  private boolean failed;

  /**
   * Begins.
   *
   * @param file what to replace; empty to write nothing
   * @param before what was known from it
   */
  KnownFilesWriter(Optional<Path> file, KnownFiles before) {
    this.file = file;
    this.before = before;
    this.failed = file.isEmpty();
  }

  /** Keeps a section of what was known. */
  synchronized void keep(KnownSection section) {
    kept.add(section);
  }

  /** Adds files of a directory, sorted by name. */
  synchronized void add(String directory, List<KnownFile> files) {
    for (int i = 0; i < files.size() && !failed; i += KnownSection.MAX_FILES) {
      List<KnownFile> some = files.subList(i, Math.min(files.size(), i + KnownSection.MAX_FILES));
      KnownSection section = KnownSection.encode(directory, some, buffer, size);
      if (write(ByteBuffer.wrap(buffer.array(), 0, buffer.size()))) {
        added.add(section);
      }
    }
  }

  private boolean write(ByteBuffer bytes) {
    try {
      FileChannel out = channel;
      if (out == null) {
        Path target = file.orElseThrow();
        Path parent = java.util.Objects.requireNonNull(target.getParent());
        temporary = Files.createTempFile(parent, "known", ".tmp");
        out = FileChannel.open(temporary, StandardOpenOption.WRITE);
        channel = out;
      }
      while (bytes.hasRemaining()) {
        size += out.write(bytes);
      }
      return true;
    } catch (IOException e) {
      LOG.debug("known files are not written: {}", e.toString());
      failed = true;
      return false;
    }
  }

  /**
   * Replaces the file.
   *
   * @param owner the archive and the directory
   */
  synchronized void save(String owner, KnownBase base) {
    boolean same =
        added.isEmpty() && kept.size() == before.count() && before.base().equals(Optional.of(base));
    if (same || failed) {
      return;
    }
    List<KnownSection> all = new ArrayList<>(added);
    for (KnownSection section : kept) {
      byte[] bytes = before.bytes(section);
      if (bytes.length > 0) {
        all.add(section.at(size));
        write(ByteBuffer.wrap(bytes));
      }
    }
    write(ByteBuffer.wrap(KnownFiles.end(owner, base, all, size)));
    close(channel);
    channel = null;
    if (!failed && temporary != null) {
      try {
        Files.move(temporary, file.orElseThrow(), StandardCopyOption.ATOMIC_MOVE);
        temporary = null;
      } catch (IOException e) {
        LOG.debug("known files are not replaced: {}", e.toString());
      }
    }
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing a file of known files: {}", e.toString());
      }
    }
  }

  /** Removes what was not saved. */
  @Override
  public synchronized void close() {
    close(channel);
    channel = null;
    if (temporary != null) {
      KnownFiles.delete(temporary);
      temporary = null;
    }
    failed = true;
  }
}
