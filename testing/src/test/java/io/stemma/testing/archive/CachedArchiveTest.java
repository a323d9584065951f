package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.DamageException;
import io.stemma.RollbackException;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.testing.RecordingObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are far away, read with copies on the local disk. */
class CachedArchiveTest {
  @TempDir Path directory;

  private final MemoryObjectStore objects = new MemoryObjectStore();
  private RecordingObjectStore recorded = far(objects);

  /** A store that says that it is far away. */
  private static RecordingObjectStore far(MemoryObjectStore objects) {
    return new RecordingObjectStore(
        new ForwardingStore(objects.reopen()) {
          @Override
          public boolean isRemote() {
            return true;
          }
        });
  }

  private ArchiveOptions options() {
    return ArchiveOptions.DEFAULT.withCacheDirectory(directory.resolve("cache"));
  }

  private Archive opened() {
    recorded = far(objects);
    return Archive.open(recorded, options());
  }

  private static void fill(Archive archive, int files) {
    archive
        .ensureRepository("r")
        .main()
        .commit(
            "fill",
            tx -> {
              for (int i = 0; i < files; i++) {
                tx.write("/d" + i % 1000 + "/f" + i, "content " + i);
              }
            });
  }

  private void created(int files) {
    try (Archive archive = Archive.create(objects.reopen(), options().withoutCache())) {
      fill(archive, files);
    }
  }

  private static void copy(ObjectStore from, ObjectStore to) throws IOException {
    List<ObjectInfo> all;
    try (Stream<ObjectInfo> listed = from.list("", "", Integer.MAX_VALUE)) {
      all = listed.toList();
    }
    for (ObjectInfo info : all) {
      try (ObjectWriter writer = to.create(info.key())) {
        writer.write(from.read(info.key(), 0, Integer.MAX_VALUE).bytes());
        writer.commit();
      }
    }
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("cache/ranges"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void openingTakesTwoRequestsAlsoAfterManyOperations() {
    try (Archive archive = Archive.create(objects.reopen(), options().withoutCache())) {
      Branch main = archive.createRepository("r").main();
      for (int i = 0; i < 300; i++) {
        String path = "/f" + i;
        main.commit(path, tx -> tx.write(path, path));
      }
    }
    for (int i = 0; i < 2; i++) {
      try (Archive archive = opened()) {
        assertThat(archive.id()).isNotNull();
        assertThat(recorded.lines()).hasSize(2);
      }
    }
  }

  @Test
  void theFirstFileOfAManyTakesFewRequests() {
    created(100_000);
    try (Archive archive = opened()) {
      Commit head = archive.repository("r").main().head();
      recorded.clear();
      assertThat(head.readString("/d777/f99777")).isEqualTo("content 99777");
      assertThat(recorded.lines()).hasSizeLessThanOrEqualTo(10);
    }
    try (Archive archive = opened()) {
      Commit head = archive.repository("r").main().head();
      recorded.clear();
      assertThat(head.readString("/d777/f99777")).isEqualTo("content 99777");
      assertThat(recorded.lines()).isEmpty();
    }
  }

  @Test
  void theHistoryIsReadFromCopies() {
    try (Archive archive = Archive.create(objects.reopen(), options().withoutCache())) {
      Branch main = archive.createRepository("r").main();
      for (int i = 0; i < 20; i++) {
        String path = "/f" + i;
        main.commit(path, tx -> tx.write(path, path));
      }
    }
    String first;
    try (Archive archive = opened()) {
      first = archive.operations(30).toString();
    }
    try (Archive archive = opened()) {
      recorded.clear();
      assertThat(archive.operations(30).toString()).isEqualTo(first);
      assertThat(recorded.lines()).as("looks for a newer entry").hasSize(1);
    }
  }

  @Test
  void anArchiveThatWasSetBackIsNoticed() throws IOException {
    created(10);
    MemoryObjectStore earlier = new MemoryObjectStore();
    copy(objects, earlier);
    try (Archive archive = opened()) {
      fill(archive, 20);
      fill(archive, 30);
      assertThat(archive.operations(9)).isNotNull();
    }
    assertThatThrownBy(() -> Archive.open(far(earlier), options()))
        .isInstanceOf(RollbackException.class);
    try (Archive other = Archive.open(far(earlier), options().withoutCache())) {
      fill(other, 1);
      fill(other, 2);
      fill(other, 3);
    }
    assertThatThrownBy(() -> Archive.open(far(earlier), options()))
        .as("went on in another way")
        .isInstanceOf(RollbackException.class);
  }

  @Test
  void copiesOfAnotherHistoryAreNotShown() throws IOException {
    created(10);
    MemoryObjectStore earlier = new MemoryObjectStore();
    copy(objects, earlier);
    try (Archive archive = opened()) {
      fill(archive, 20);
      fill(archive, 30);
      fill(archive, 40);
      assertThat(archive.operations(99)).isNotNull();
    }
    try (Archive other = Archive.open(earlier.reopen(), options().withoutCache())) {
      for (int i = 1; i < 6; i++) {
        fill(other, i);
      }
    }
    try (Stream<Path> heads = Files.list(directory.resolve("cache/heads"))) {
      for (Path head : heads.toList()) {
        Files.delete(head);
      }
    }
    ArchiveOptions elsewhere =
        options().withCacheDirectory(Files.createDirectory(directory.resolve("elsewhere")));
    Files.move(directory.resolve("cache/ranges"), directory.resolve("elsewhere/ranges"));
    try (Archive archive = Archive.open(far(earlier), elsewhere);
        Archive plain = Archive.open(earlier.reopen(), options().withoutCache())) {
      assertThat(archive.operations(99).toString()).isEqualTo(plain.operations(99).toString());
      assertThat(archive.verify().isClean()).isTrue();
    }
  }

  @Test
  void anArchiveInThePlaceOfAnotherHasItsOwnContent() throws IOException {
    created(50);
    try (Archive archive = opened()) {
      assertThat(archive.repository("r").main().head().readString("/d7/f7")).isEqualTo("content 7");
    }
    MemoryObjectStore other = new MemoryObjectStore();
    try (Archive archive = Archive.create(far(other), options())) {
      archive.createRepository("r").main().commit("other", tx -> tx.write("/d7/f7", "other"));
    }
    try (Archive archive = Archive.open(far(other), options())) {
      assertThat(archive.repository("r").main().head().readString("/d7/f7")).isEqualTo("other");
    }
  }

  @Test
  void aDamagedCopyIsNoDamageOfTheArchive() throws IOException {
    created(2_000);
    try (Archive archive = opened()) {
      archive.repository("r").main().head().readString("/d7/f7");
      assertThat(archive.operations(9).toString()).contains("fill");
    }
    assertThat(cached()).isNotEmpty();
    for (Path file : cached()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    try (Archive archive = opened()) {
      Commit head = archive.repository("r").main().head();
      assertThat(head.readString("/d7/f7")).isEqualTo("content 7");
      assertThat(archive.operations(9).toString()).contains("fill");
      assertThat(archive.verify().isClean()).isTrue();
    }
  }

  /** A store far away that hands out packs and index objects damaged while it is told to. */
  private ObjectStore damaging(AtomicBoolean always) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    return new ForwardingStore(objects.reopen()) {
      @Override
      public boolean isRemote() {
        return true;
      }

      @Override
      public ObjectRange read(String key, long offset, int length) throws IOException {
        ObjectRange range = super.read(key, offset, length);
        byte[] bytes = new byte[range.bytes().remaining()];
        range.bytes().get(bytes);
        boolean first = seen.add(key) || always.get();
        if (first && bytes.length > 0 && !key.startsWith("log/")) {
          bytes[bytes.length / 2] ^= 1;
        }
        return new ObjectRange(ByteBuffer.wrap(bytes), range.objectLength());
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 20_000})
  void whatWasDamagedOnItsWayIsReadAgain(int files) {
    created(files);
    AtomicBoolean always = new AtomicBoolean(true);
    try (Archive archive = Archive.open(damaging(always), options())) {
      assertThatThrownBy(() -> archive.repository("r").main().head().readString("/d7/f7"))
          .isInstanceOf(DamageException.class);
      always.set(false);
      Commit head = archive.repository("r").main().head();
      assertThat(head.readString("/d7/f7")).isEqualTo("content 7");
    }
    ArchiveOptions empty = options().withCacheDirectory(directory.resolve("empty"));
    try (Archive archive = Archive.open(damaging(always), empty)) {
      for (int i = 0; i < 50; i++) {
        Commit head = archive.repository("r").main().head();
        assertThat(head.readString("/d" + i + "/f" + i)).isEqualTo("content " + i);
      }
    }
  }

  @Test
  void damageOfTheArchiveIsFoundInSpiteOfCopies() throws IOException {
    created(50);
    String pack;
    try (Archive archive = opened()) {
      archive.repository("r").main().head().readString("/d7/f7");
      try (Stream<ObjectInfo> packs = objects.list("packs/", "", 9)) {
        pack = packs.findFirst().orElseThrow().key();
      }
      byte[] bytes = objects.read(pack, 0, Integer.MAX_VALUE).bytes().array().clone();
      bytes[bytes.length / 2] ^= 1;
      objects.delete(pack);
      try (ObjectWriter writer = objects.create(pack)) {
        writer.write(ByteBuffer.wrap(bytes));
        writer.commit();
      }
      assertThat(archive.verify().isClean()).isFalse();
    }
  }

  @Test
  void nothingIsKeptWhereNothingIsWanted() throws IOException {
    created(50);
    ArchiveOptions none = options().withCacheBytes(0);
    try (Archive archive = Archive.open(far(objects), none)) {
      archive.repository("r").main().head().readString("/d7/f7");
    }
    try (Archive archive = Archive.open(objects.reopen(), options())) {
      archive.repository("r").main().head().readString("/d7/f7");
    }
    assertThat(directory.resolve("cache/ranges")).doesNotExist();
  }
}
