package io.stemma.storage.local;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.archive.ArchiveChange;
import io.stemma.testing.archive.CrashTrial;
import io.stemma.testing.archive.CrashingPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on an archive in a directory, crashed at every call of the file system. */
@Execution(ExecutionMode.CONCURRENT)
class ArchiveCrashTest {
  @TempDir static Path temp;

  private int disks;

  static Stream<ArchiveChange> changes() throws IOException {
    return ArchiveChange.all(ArchiveChange.makeDay(temp.resolve("day"))).stream();
  }

  private final class DiskPlace implements CrashingPlace {
    private final Path home;
    private final CrashingDisk disk;

    DiskPlace(Path home) throws IOException {
      this(home, new CrashingDisk(home.resolve("live")));
    }

    private DiskPlace(Path home, CrashingDisk disk) {
      this.home = home;
      this.disk = disk;
    }

    @Override
    public CrashingPlace copy() throws IOException {
      return new DiskPlace(home, disk.copy());
    }

    @Override
    public ObjectStore open() throws IOException {
      return disk.open("store", StoreAccess.CREATE);
    }

    @Override
    public long steps() {
      return disk.calls();
    }

    @Override
    public void crashAt(long step) {
      disk.crashAt(step);
    }

    @Override
    public boolean crashed() {
      return disk.crashed();
    }

    @Override
    public ObjectStore survivors(long seed) throws IOException {
      Path survivors = disk.survivors(home.resolve("survivors"), seed);
      return DirectoryObjectStore.open(
          survivors.resolve("store"), StoreAccess.WRITE, new UnforcedCalls());
    }
  }

  /** No second crash follows, so nothing has to reach the disk. */
  private static final class UnforcedCalls extends ForwardingFileCalls {
    UnforcedCalls() {
      super(new SystemFileCalls());
    }

    @Override
    void forceFile(NewFile file) {}

    @Override
    public void forceDirectory(Path directory) {}
  }

  @ParameterizedTest
  @MethodSource("changes")
  void leavesTheOldStateOrTheNew(ArchiveChange change) throws IOException {
    Path home = temp.resolve(change.name());
    new CrashTrial(() -> new DiskPlace(home.resolve("disk" + disks++)), 1, home.resolve("caches"))
        .run(change);
  }
}
