package io.stemma.testing.archive;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on an archive in memory, whose process is killed before everything it writes. */
@Execution(ExecutionMode.CONCURRENT)
class KilledProcessTest {
  @TempDir static Path temp;

  static Stream<ArchiveChange> changes() throws IOException {
    return ArchiveChange.all(ArchiveChange.makeDay(temp.resolve("day"))).stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void leavesTheOldStateOrTheNew(ArchiveChange change) throws IOException {
    Supplier<StoreOpening> stores = () -> new MemoryObjectStore()::reopen;
    new CrashTrial(() -> new KilledProcess(stores), 1, temp.resolve(change.name())).run(change);
  }
}
