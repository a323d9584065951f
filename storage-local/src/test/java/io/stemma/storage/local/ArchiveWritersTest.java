package io.stemma.storage.local;

import io.stemma.Archive;
import io.stemma.testing.archive.DisjointWriters;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two archives open on one directory, each with several threads that commit to one branch. */
class ArchiveWritersTest {
  @TempDir Path temp;

  @Test
  void noCommitIsLost() throws InterruptedException {
    DisjointWriters one = new DisjointWriters("one", 4, 8);
    DisjointWriters other = new DisjointWriters("other", 4, 8);
    try (Archive first = Archive.create(temp.resolve("archive"));
        Archive second = Archive.open(temp.resolve("archive"))) {
      first.createRepository("r");
      Thread thread = new Thread(() -> run(other, second));
      thread.start();
      run(one, first);
      thread.join();
      DisjointWriters.check(first, first.repository("r").main(), List.of(one, other));
    }
  }

  private static void run(DisjointWriters writers, Archive archive) {
    try {
      writers.run(archive.repository("r").main(), nanos -> {});
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
