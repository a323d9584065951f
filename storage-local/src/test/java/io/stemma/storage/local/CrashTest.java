package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine crashes before every single call; nothing that was promised may be lost. */
class CrashTest {
  private static final int SEEDS = 16;
  private static final List<String> KEYS =
      List.of("stemma.json", "log/0/1", "log/0/2", "packs/a0/x");

  @TempDir Path directory;

  /** Which calls a store leaves out. */
  private enum Missing {
    NOTHING,
    FILE,
    DIRECTORY,
    PARENTS,
    ROOT
  }

  private static FileCalls without(Missing missing, CrashingDisk disk) {
    Path root = disk.path("store");
    return new ForwardingFileCalls(disk) {
      @Override
      void forceFile(NewFile file) throws IOException {
        if (missing != Missing.FILE) {
          file.force();
        }
      }

      @Override
      public void forceDirectory(Path directory) throws IOException {
        boolean skipped =
            switch (missing) {
              case NOTHING, FILE -> false;
              case DIRECTORY -> holdsObjects(root, directory);
              case PARENTS -> directory.startsWith(root) && !holdsObjects(root, directory);
              case ROOT -> directory.equals(root.getParent());
            };
        if (!skipped) {
          super.forceDirectory(directory);
        }
      }
    };
  }

  /** Whether it is a directory like {@code log/0}. */
  private static boolean holdsObjects(Path root, Path directory) {
    return directory.startsWith(root) && root.relativize(directory).getNameCount() == 2;
  }

  private static byte[] content(String key) {
    byte[] bytes = new byte[700];
    new Random(key.hashCode()).nextBytes(bytes);
    return bytes;
  }

  private static CreateOutcome put(ObjectStore store, String key) throws IOException {
    byte[] content = content(key);
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(content, 0, 300));
      writer.write(ByteBuffer.wrap(content, 300, 400));
      return writer.commit();
    }
  }

  /** Creates objects until all are there or the machine is down; what was promised is collected. */
  private static void work(ObjectStore store, Map<String, byte[]> promised) throws IOException {
    for (String key : KEYS) {
      assertThat(put(store, key)).isEqualTo(CreateOutcome.CREATED);
      promised.put(key, content(key));
    }
    assertThat(put(store, "log/0/2")).isEqualTo(CreateOutcome.EXISTS);
    promised.remove("packs/a0/x");
    store.delete("packs/a0/x");
  }

  /** What is wrong with what survived. */
  private static List<String> faults(CrashingDisk disk, Map<String, byte[]> promised) {
    List<String> faults = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      SortedMap<String, byte[]> survivors = disk.survivors(seed);
      for (String key : promised.keySet()) {
        if (!survivors.containsKey("store/")) {
          faults.add("lost with the root: " + key);
        } else if (!survivors.containsKey("store/" + key)) {
          faults.add("lost: " + key);
        }
      }
      survivors.forEach(
          (path, bytes) -> {
            String key = path.substring("store/".length());
            if (ObjectKeys.isKey(key) && !Arrays.equals(bytes, content(key))) {
              faults.add("damaged: " + key);
            }
          });
    }
    return faults;
  }

  /** Crashes before every call, until something is wrong. */
  private List<String> faultsOfCrashes(Missing missing) throws IOException {
    List<String> faults = List.of();
    boolean finished = false;
    for (int k = 1; !finished && faults.isEmpty(); k++) {
      CrashingDisk disk = new CrashingDisk(directory.resolve("disk" + k));
      disk.crashAt(k);
      Map<String, byte[]> promised = new LinkedHashMap<>();
      try (ObjectStore store =
          DirectoryObjectStore.open(
              disk.path("store"), StoreAccess.CREATE, without(missing, disk))) {
        work(store, promised);
      } catch (IOException e) {
        assertThat(disk.crashed()).as("%s", e).isTrue();
      }
      finished = !disk.crashed();
      disk.crash();
      faults = faults(disk, promised);
    }
    return faults;
  }

  @Test
  void nothingPromisedIsLostWhereverTheMachineCrashes() throws IOException {
    assertThat(faultsOfCrashes(Missing.NOTHING)).isEmpty();
  }

  @Test
  void withoutForcingFilesObjectsAreDamaged() throws IOException {
    assertThat(faultsOfCrashes(Missing.FILE)).anyMatch(fault -> fault.startsWith("damaged"));
  }

  @Test
  void withoutForcingTheDirectoryNamesAreLost() throws IOException {
    assertThat(faultsOfCrashes(Missing.DIRECTORY)).anyMatch(fault -> fault.startsWith("lost: "));
  }

  @Test
  void withoutForcingParentsDirectoriesAreLost() throws IOException {
    assertThat(faultsOfCrashes(Missing.PARENTS)).anyMatch(fault -> fault.startsWith("lost: "));
  }

  @Test
  void withoutForcingTheDirectoryAboveTheRootIsLost() throws IOException {
    assertThat(faultsOfCrashes(Missing.ROOT)).anyMatch(fault -> fault.contains("with the root"));
  }

  /** Kills one process before its k-th call; the machine goes on. */
  private static final class MortalCalls extends ForwardingFileCalls {
    private int left;

    MortalCalls(FileCalls calls, int left) {
      super(calls);
      this.left = left;
    }

    @Override
    void before() throws IOException {
      if (--left <= 0) {
        throw new IOException("this process was killed");
      }
    }
  }

  /**
   * One process is killed before its k-th call, another goes on where it left off: among
   * directories and names that can be seen and are not durable. Then the machine crashes.
   */
  private List<String> faultsOfSuccessors(Function<CrashingDisk, FileCalls> second, boolean sync)
      throws IOException {
    List<String> faults = List.of();
    boolean finished = false;
    for (int k = 1; !finished && faults.isEmpty(); k++) {
      CrashingDisk disk = new CrashingDisk(directory.resolve("shared" + k));
      try (ObjectStore store =
          DirectoryObjectStore.open(
              disk.path("store"), StoreAccess.CREATE, new MortalCalls(disk, k))) {
        work(store, new LinkedHashMap<>());
        finished = true;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("killed");
      }
      Map<String, byte[]> promised = new LinkedHashMap<>();
      try (ObjectStore store =
          DirectoryObjectStore.open(disk.path("store"), StoreAccess.CREATE, second.apply(disk))) {
        for (String key : KEYS) {
          if (put(store, key) == CreateOutcome.EXISTS && sync) {
            store.sync(key);
          }
          promised.put(key, content(key));
        }
      }
      disk.crash();
      faults = faults(disk, promised);
    }
    return faults;
  }

  @Test
  void whoGoesOnAfterAnotherProcessLosesNothing() throws IOException {
    assertThat(faultsOfSuccessors(disk -> disk, true)).isEmpty();
  }

  @Test
  void whatAnotherProcessCreatedMayBeLostUnlessSynced() throws IOException {
    assertThat(faultsOfSuccessors(disk -> disk, false)).anyMatch(f -> f.startsWith("lost: "));
  }

  @Test
  void directoriesOfAnotherProcessMayBeLostUnlessTheirParentsAreForced() throws IOException {
    Function<CrashingDisk, FileCalls> trusting =
        disk ->
            new ForwardingFileCalls(disk) {
              @Override
              public void forceDirectory(Path directory) throws IOException {
                if (holdsObjects(disk.path("store"), directory)) {
                  super.forceDirectory(directory);
                }
              }
            };
    assertThat(faultsOfSuccessors(trusting, true)).anyMatch(f -> f.startsWith("lost"));
  }

  @Test
  void theStoreWorksAfterEveryCrash() throws IOException {
    boolean finished = false;
    for (int k = 1; !finished; k += 7) {
      CrashingDisk disk = new CrashingDisk(directory.resolve("again" + k));
      disk.crashAt(k);
      try (ObjectStore store = disk.open("store", StoreAccess.CREATE)) {
        work(store, new LinkedHashMap<>());
      } catch (IOException e) {
        assertThat(disk.crashed()).isTrue();
      }
      finished = !disk.crashed();
      Path survivors = disk.survivors(directory.resolve("survivors" + k), k);
      Path root = survivors.resolve("store");
      try (ObjectStore store = DirectoryObjectStore.open(root, StoreAccess.CREATE)) {
        for (String key : KEYS) {
          put(store, key);
          assertThat(store.read(key, 0, 1000).bytes().array()).isEqualTo(content(key));
        }
      }
    }
  }
}
