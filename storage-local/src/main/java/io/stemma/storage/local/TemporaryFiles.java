package io.stemma.storage.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The directory {@code .tmp} in the root, where objects are written before they get their names. No
 * key can lead there, as no part of a key begins with a dot.
 */
final class TemporaryFiles {
  static final String DIRECTORY = ".tmp";

  private static final Pattern OWN = Pattern.compile("stemma-[0-9a-f]{32}\\.tmp");
  private static final Duration STALE = Duration.ofDays(1);

  private final FileCalls calls;
  private final Path directory;

  /** Makes the directory and tries whether the file system can do what the store needs. */
  TemporaryFiles(FileCalls calls, Path root) throws IOException {
    this.calls = calls;
    this.directory = root.resolve(DIRECTORY);
    try {
      calls.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new IOException(directory + " has to be a directory, for temporary files", e);
      }
    }
    Path probe = next();
    calls.createFile(probe).close();
    try {
      probeLinks(root, probe);
      removeStale(Files.getLastModifiedTime(probe));
    } finally {
      remove(probe);
    }
  }

  /** A name that nobody else uses. */
  Path next() {
    return directory.resolve("stemma-" + UUID.randomUUID().toString().replace("-", "") + ".tmp");
  }

  /** Removes a name; if that fails, the file is removed by some later open. */
  void remove(Path file) {
    try {
      calls.delete(file);
    } catch (IOException e) {
      // harmless: nobody reads it
    }
  }

  private void probeLinks(Path root, Path probe) throws IOException {
    Path link = next();
    try {
      calls.link(probe, link);
    } catch (UnsupportedOperationException | FileSystemException e) {
      throw noLinks(root, e);
    }
    try {
      calls.link(probe, link);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      remove(link);
    }
    throw noLinks(root, new FileSystemException(link.toString(), null, "was replaced by a link"));
  }

  private static IOException noLinks(Path root, Exception cause) {
    return new IOException(
        "the file system of "
            + root
            + " cannot make hard links ("
            + cause.getMessage()
            + "), by which a store creates objects at most once. Put the store on a file system that"
            + " can, such as ext4, XFS, Btrfs, NTFS or NFS; reading is possible where it is",
        cause);
  }

  /** By the clock of the file system, which is that of another machine if the store is shared. */
  private void removeStale(FileTime now) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (OWN.matcher(file.getFileName().toString()).matches() && isStale(file, now)) {
          remove(file);
        }
      }
    }
  }

  private static boolean isStale(Path file, FileTime now) {
    try {
      Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now.toInstant());
      return age.compareTo(STALE) > 0;
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }
}
