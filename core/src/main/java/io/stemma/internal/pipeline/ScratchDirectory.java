package io.stemma.internal.pipeline;

import io.stemma.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory of the local disk, made when it is first asked for. */
final class ScratchDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

  private final String owner;
  private @Nullable Path directory;

  /**
   * Not made yet.
   *
   * @param owner for messages: what it is for
   */
  ScratchDirectory(String owner) {
    this.owner = owner;
  }

  synchronized Path get() {
    Path made = directory;
    if (made == null) {
      try {
        made = Files.createTempDirectory("stemma-datum-");
      } catch (IOException e) {
        throw new StorageException("a scratch directory for " + owner + " cannot be made", e);
      }
      directory = made;
    }
    return made;
  }

  /** Deletes it, if it was made. */
  @Override
  public synchronized void close() {
    Path made = directory;
    if (made == null) {
      return;
    }
    directory = null;
    try (Stream<Path> all = Files.walk(made)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} is left behind", made, e);
    }
  }
}
