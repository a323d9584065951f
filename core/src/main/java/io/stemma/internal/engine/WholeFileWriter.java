package io.stemma.internal.engine;

import io.stemma.ExportOptions;
import io.stemma.ExportOptions.Existing;
import io.stemma.StorageException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.files.UncachedFile;
import io.stemma.internal.format.v1.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files whole or not at all: under a temporary name in the same directory, which then
 * becomes the file's own. Used by one thread at a time.
 */
final class WholeFileWriter {
  private static final String TEMPORARY = ".stemma-export-";

  /** Length of a temporary name. */
  static final int TEMPORARY_LENGTH = TEMPORARY.length() + 16;

  private final NewFile.Maker maker;
  private final ExportOptions options;
  private final FasterWay way;
  private final Runnable checkGoing;
  private ContentReader reader;

  WholeFileWriter(
      ChunkSource source,
      NewFile.Maker maker,
      ExportOptions options,
      FasterWay way,
      Runnable checkGoing) {
    this.reader = new ContentReader(source, Content.EMPTY);
    this.maker = maker;
    this.options = options;
    this.way = way;
    this.checkGoing = checkGoing;
  }

  /** Writes a file; false if one is there and was kept. */
  boolean write(Path file, FileEntry entry) {
    if (options.existing() == Existing.KEEP && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path temporary = file.resolveSibling(temporaryName());
    boolean there = false;
    try {
      boolean executable = options.restoreMetadata() && entry.executable();
      boolean uncached = uncached(entry.length());
      long began = System.nanoTime();
      try (NewFile out = maker.make(temporary, executable, uncached)) {
        there = true;
        reader = reader.next(Content.of(entry));
        copy(out);
        out.end();
        if (options.restoreMetadata() && entry.modified().isPresent()) {
          Files.setLastModifiedTime(temporary, FileTime.from(entry.modified().get()));
        }
        if (options.durable()) {
          out.force();
        }
      }
      if (isLarge(entry.length())) {
        way.took(uncached, entry.length(), System.nanoTime() - began);
      }
      boolean published = publish(temporary, file);
      there = false;
      return published;
    } catch (IOException e) {
      throw new StorageException("writing " + file + ": " + e.getMessage(), e);
    } finally {
      if (there) {
        deleteQuietly(temporary);
      }
    }
  }

  private static String temporaryName() {
    return TEMPORARY + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static boolean isLarge(long length) {
    return length >= UncachedFile.PIECE;
  }

  /** What is forced to disk must go there anyway. */
  private boolean uncached(long length) {
    return isLarge(length) && (options.durable() || way.isUncached());
  }

  private void copy(NewFile out) throws IOException {
    reader.copyTo(
        (bytes, length) -> {
          checkGoing.run();
          out.write(ByteBuffer.wrap(bytes, 0, length));
        });
  }

  /** Gives a written file its name. A link fails where a file is; a rename would replace it. */
  private boolean publish(Path temporary, Path file) throws IOException {
    if (options.existing() == Existing.REPLACE) {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    boolean published = true;
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      published = false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No hard links here. Whoever puts a file there in this moment loses it; nobody can help
      // that.
      published = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      if (published) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
    Files.delete(temporary);
    if (!published && options.existing() == Existing.FAIL) {
      throw ExportCheck.alreadyThere(file);
    }
    return published;
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The error that ended the writing is the one to be told.
      return;
    }
  }
}
