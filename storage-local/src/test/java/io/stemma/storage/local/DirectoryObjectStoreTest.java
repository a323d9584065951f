package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.ReadOnlyStoreException;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory adds to the contract. */
class DirectoryObjectStoreTest {
  @TempDir Path directory;

  private static void put(ObjectStore store, String key) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(new byte[3]));
      writer.commit();
    }
  }

  private static List<String> keys(ObjectStore store) throws IOException {
    try (Stream<ObjectInfo> objects = store.list("", "", 1000)) {
      return objects.map(ObjectInfo::key).toList();
    }
  }

  /** Every path with its time of change, as text. */
  private Map<String, String> snapshot() throws IOException {
    Map<String, String> snapshot = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        snapshot.put(path.toString(), Files.getLastModifiedTime(path).toString());
      }
    }
    return snapshot;
  }

  @Test
  void keysAreFiles() throws IOException {
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.WRITE)) {
      put(store, "packs/ab/01");
      assertThat(Files.size(directory.resolve("packs").resolve("ab").resolve("01"))).isEqualTo(3);
      assertThat(store).hasToString("directory " + directory.toRealPath());
    }
  }

  @Test
  void createMakesAllDirectories() throws IOException {
    Path deep = directory.resolve("x/y/z");
    try (ObjectStore store = DirectoryObjectStore.open(deep, StoreAccess.CREATE)) {
      put(store, "a");
    }
    try (ObjectStore store = DirectoryObjectStore.open(deep, StoreAccess.WRITE)) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void nothingElseMakesDirectories() throws IOException {
    Path missing = directory.resolve("missing");
    for (StoreAccess access : new StoreAccess[] {StoreAccess.READ, StoreAccess.WRITE}) {
      assertThatThrownBy(() -> DirectoryObjectStore.open(missing, access))
          .isInstanceOf(NoSuchStoreException.class)
          .hasMessageContaining(missing.toString());
    }
    assertThat(missing).doesNotExist();
  }

  @Test
  void aFileIsNoStore() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    for (StoreAccess access : StoreAccess.values()) {
      assertThatIOException()
          .isThrownBy(() -> DirectoryObjectStore.open(file, access))
          .withMessageContaining("not a directory");
    }
  }

  @Test
  void readingChangesNothing() throws IOException {
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.WRITE)) {
      put(store, "a/b");
    }
    Files.delete(directory.resolve(".tmp"));
    Map<String, String> before = snapshot();
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.READ)) {
      assertThatThrownBy(() -> store.create("a/c"))
          .isInstanceOf(ReadOnlyStoreException.class)
          .hasMessageContainingAll("a/c", "opened for reading");
      assertThatThrownBy(() -> store.delete("a/b")).isInstanceOf(ReadOnlyStoreException.class);
      assertThat(keys(store)).containsExactly("a/b");
      assertThat(store.read("a/b", 0, 9).objectLength()).isEqualTo(3);
      store.sync("a/b");
      assertThat(store.toString()).endsWith(", reading only");
    }
    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void whatIsNoObjectIsNotListed() throws IOException {
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.WRITE)) {
      put(store, "a/b");
      Files.createFile(directory.resolve("README.TXT"));
      Files.createFile(directory.resolve("a/.hidden"));
      Files.createFile(directory.resolve("a/lost+found"));
      Files.createDirectory(directory.resolve("Other"));
      Files.createFile(directory.resolve("Other/c"));
      Files.createDirectory(directory.resolve("empty"));
      try (ObjectWriter writer = store.create("a/c")) {
        writer.write(ByteBuffer.wrap(new byte[1]));
        assertThat(keys(store)).containsExactly("a/b");
      }
    }
  }

  @Test
  void listingOneNameReadsTheDirectoriesOnItsWayOnly() throws IOException {
    for (int i = 0; i < 50; i++) {
      Path shard = Files.createDirectories(directory.resolve("log/%02d".formatted(i)));
      for (int j = 0; j < 3; j++) {
        Files.createFile(shard.resolve("e" + j));
      }
    }
    Files.createDirectories(directory.resolve("packs/aa"));
    assertReads(2, "log/", "", "log/00/e0");
    assertReads(2, "log/", "log/17/e1", "log/17/e2");
    assertReads(3, "log/", "log/17/e2", "log/18/e0");
    assertReads(1, "log/30/", "", "log/30/e0");
    assertReads(2, "log/3", "", "log/30/e0");
    assertReads(1, "log/30/e1", "", "log/30/e1");
  }

  private void assertReads(int directories, String prefix, String after, String first)
      throws IOException {
    DirectoryListing listing = new DirectoryListing(directory, prefix, after, () -> {});
    assertThat(listing.next().key()).isEqualTo(first);
    assertThat(listing.directoriesRead()).isEqualTo(directories);
  }

  @Test
  void anObjectCostsTwoForcesOnceItsDirectoriesAreKnown() throws IOException {
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.WRITE)) {
      put(store, "packs/00/a");
      put(store, "packs/01/a");
      put(store, "packs/02/a");
    }
    int[] forces = {0};
    FileCalls counting =
        new ForwardingFileCalls(new SystemFileCalls()) {
          @Override
          void forceFile(NewFile file) throws IOException {
            forces[0]++;
            file.force();
          }

          @Override
          public void forceDirectory(Path forced) throws IOException {
            forces[0]++;
            super.forceDirectory(forced);
          }
        };
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.WRITE, counting)) {
      assertThat(forces[0]).isZero();
      put(store, "packs/00/b");
      for (String key : List.of("packs/00/c", "packs/01/c", "packs/02/c")) {
        forces[0] = 0;
        put(store, key);
        assertThat(forces[0]).as(key).isEqualTo(2);
      }
      forces[0] = 0;
      put(store, "packs/03/c");
      assertThat(forces[0]).as("a new directory").isEqualTo(3);
      forces[0] = 0;
      put(store, "packs/03/c");
      assertThat(forces[0]).as("an object that is there").isZero();
      store.sync("packs/01/c");
      assertThat(forces[0]).as("its name alone").isEqualTo(1);
    }
  }

  @Test
  void directoriesThatVanishAreSkipped() throws IOException {
    try (ObjectStore store = DirectoryObjectStore.open(directory, StoreAccess.WRITE)) {
      put(store, "a/1");
      put(store, "b/1");
      put(store, "c/1");
      try (Stream<ObjectInfo> objects = store.list("", "", 10)) {
        var iterator = objects.iterator();
        assertThat(iterator.next().key()).isEqualTo("a/1");
        Files.delete(directory.resolve("b/1"));
        Files.delete(directory.resolve("b"));
        assertThat(iterator.next().key()).isEqualTo("c/1");
      }
    }
  }

  @Test
  void aStoreWhoseDirectoryIsGoneIsNotEmpty() throws IOException {
    Path root = directory.resolve("root");
    try (ObjectStore store = DirectoryObjectStore.open(root, StoreAccess.CREATE)) {
      Files.delete(root.resolve(".tmp"));
      Files.delete(root);
      assertThatIOException().isThrownBy(() -> keys(store)).withMessageContaining("gone");
      assertThatThrownBy(() -> store.read("a", 0, 1)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> store.sync("a")).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void oldTemporaryFilesAreRemovedWhenOpenedForWriting() throws IOException {
    Path temporary = Files.createDirectory(directory.resolve(".tmp"));
    String hex = "0123456789abcdef0123456789abcdef";
    Path old = Files.createFile(temporary.resolve("stemma-" + hex + ".tmp"));
    Path young = Files.createFile(temporary.resolve("stemma-" + hex.replace('0', '1') + ".tmp"));
    Path foreign = Files.createFile(temporary.resolve("notes.txt"));
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(foreign, yesterday);
    DirectoryObjectStore.open(directory, StoreAccess.READ).close();
    assertThat(old).exists();
    DirectoryObjectStore.open(directory, StoreAccess.WRITE).close();
    assertThat(temporary.toFile().listFiles())
        .containsExactlyInAnyOrder(young.toFile(), foreign.toFile());
  }

  @Test
  void theProviderIsFoundAndOpensUris() throws IOException {
    getClass().getModule().addUses(ObjectStoreProvider.class);
    ObjectStoreProvider provider =
        ServiceLoader.load(ObjectStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.scheme().equals("file"))
            .findFirst()
            .orElseThrow();
    try (ObjectStore store = provider.open(directory.resolve("s").toUri(), StoreAccess.CREATE)) {
      put(store, "a");
    }
    assertThat(directory.resolve("s/a")).exists();
    for (String wrong : List.of("file:relative", "file://host/x", "file:///x?y", "file:///x#y")) {
      assertThatIOException()
          .isThrownBy(() -> provider.open(URI.create(wrong), StoreAccess.READ))
          .withMessageContainingAll(wrong, "file:///path/to/directory");
    }
  }
}
