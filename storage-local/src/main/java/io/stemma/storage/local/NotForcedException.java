package io.stemma.storage.local;

import java.io.IOException;
import java.nio.file.Path;

/** A directory could not even be opened to be made durable, for example for want of descriptors. */
final class NotForcedException extends IOException {
  private static final long serialVersionUID = 1L;

  NotForcedException(Path directory, IOException cause) {
    super("could not open " + directory + " to make it durable: " + cause, cause);
  }
}
