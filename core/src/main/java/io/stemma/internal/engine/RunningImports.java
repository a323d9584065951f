package io.stemma.internal.engine;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The imports of a transaction, which must not be committed with half of a directory. */
final class RunningImports {
  private final Set<Object> running = new LinkedHashSet<>();
  private @Nullable Path broken;

  /** One import; the same directory may be imported several times at once. */
  final class Run {
    private final Path directory;

    private Run(Path directory) {
      this.directory = directory;
    }

    /** Ends; {@code half} says whether only a part was taken in. */
    void end(boolean half) {
      synchronized (RunningImports.this) {
        running.remove(this);
        if (half && broken == null) {
          broken = directory;
        }
      }
    }

    @Override
    public String toString() {
      return directory.toString();
    }
  }

  synchronized Run begin(Path directory) {
    Run run = new Run(directory);
    running.add(run);
    return run;
  }

  /** Fails if there is half of a directory. */
  synchronized void checkWhole() {
    if (broken != null) {
      throw new IllegalStateException(
          "the import of "
              + broken
              + " failed half-way, so this transaction cannot be committed; close it and begin a"
              + " new one");
    } else if (!running.isEmpty()) {
      throw new IllegalStateException(
          running.iterator().next()
              + " is still being imported, by another thread; commit when that is done");
    }
  }
}
