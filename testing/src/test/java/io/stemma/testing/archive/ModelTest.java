package io.stemma.testing.archive;

import io.stemma.ArchiveOptions;
import io.stemma.storage.MemoryObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations on an archive in memory, compared with a model. */
@Execution(ExecutionMode.CONCURRENT)
class ModelTest {
  @TempDir Path temp;

  private final MemoryObjectStore store = new MemoryObjectStore();

  private ModelRun run(ArchiveOptions options, long seed) {
    return new ModelRun(store::reopen, options, temp, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agrees(long seed) {
    run(ArchiveOptions.DEFAULT.withoutCache(), seed).run(250);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 6})
  void agreesWhereAllHappensInOneInstant(long seed) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    run(ArchiveOptions.DEFAULT.withoutCache().withClock(clock), seed).run(250);
  }

  @Test
  void agreesOverThreeLevels() {
    ModelRun run = run(ArchiveOptions.DEFAULT.withoutCache(), 7);
    run.fill(15_000);
    run.run(60);
  }
}
