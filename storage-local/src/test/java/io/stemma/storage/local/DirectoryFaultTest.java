package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.StorageException;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of the file system that fail, or whose answer got lost. */
class DirectoryFaultTest {
  @TempDir Path directory;

  private ObjectStore open(FileCalls calls) throws IOException {
    return DirectoryObjectStore.open(directory, StoreAccess.CREATE, calls);
  }

  private static CreateOutcome put(ObjectStore store, String key) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(new byte[10]));
      return writer.commit();
    }
  }

  private void assertNothingTemporary() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".tmp"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anObjectWhoseBytesCouldNotBeForcedIsNotCreated() throws IOException {
    FileCalls failing =
        new ForwardingFileCalls(new SystemFileCalls()) {
          @Override
          void forceFile(NewFile file) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    try (ObjectStore store = open(failing)) {
      assertThatIOException()
          .isThrownBy(() -> put(store, "a/b"))
          .withMessage("Input/output error")
          .isNotInstanceOf(OutcomeUnknownException.class);
      assertThatThrownBy(() -> store.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    }
    assertNothingTemporary();
  }

  @Test
  void afterAFailedForceOfADirectoryNothingIsTriedThereAgain() throws IOException {
    boolean[] fails = {false};
    FileCalls failing =
        new ForwardingFileCalls(new SystemFileCalls()) {
          @Override
          public void forceDirectory(Path forced) throws IOException {
            if (fails[0] && forced.endsWith("a")) {
              throw new IOException("Input/output error");
            }
            super.forceDirectory(forced);
          }
        };
    try (ObjectStore store = open(failing)) {
      put(store, "a/first");
      fails[0] = true;
      assertThatThrownBy(() -> put(store, "a/b"))
          .isInstanceOfSatisfying(
              OutcomeUnknownException.class,
              e -> {
                assertThat(e.durabilityInDoubt()).isTrue();
                assertThat(e.key()).isEqualTo("a/b");
              });
      fails[0] = false;
      assertThat(store.read("a/b", 0, 10).objectLength()).isEqualTo(10);
      assertThatIOException().isThrownBy(() -> store.sync("a/b")).withMessageContaining("fsync");
      assertThatIOException().isThrownBy(() -> put(store, "a/c")).withMessageContaining("fsync");
      assertThatThrownBy(() -> store.read("a/c", 0, 1)).isInstanceOf(NoSuchObjectException.class);
      assertThat(put(store, "elsewhere/c")).isEqualTo(CreateOutcome.CREATED);
    }
    try (ObjectStore anew = open(new SystemFileCalls())) {
      assertThat(put(anew, "a/c")).isEqualTo(CreateOutcome.CREATED);
    }
    assertNothingTemporary();
  }

  @Test
  void aDirectoryThatCouldNotBeOpenedCanBeSyncedLater() throws IOException {
    boolean[] fails = {false};
    FileCalls failing =
        new ForwardingFileCalls(new SystemFileCalls()) {
          @Override
          public void forceDirectory(Path forced) throws IOException {
            if (fails[0]) {
              throw new NotForcedException(forced, new IOException("Too many open files"));
            }
            super.forceDirectory(forced);
          }
        };
    try (ObjectStore store = open(failing)) {
      put(store, "a/first");
      fails[0] = true;
      assertThatThrownBy(() -> put(store, "a/b"))
          .isInstanceOfSatisfying(
              OutcomeUnknownException.class, e -> assertThat(e.durabilityInDoubt()).isFalse());
      fails[0] = false;
      store.sync("a/b");
      assertThat(put(store, "a/b")).isEqualTo(CreateOutcome.EXISTS);
    }
  }

  /** Links that are made and then reported as failed, as over a network. */
  private static FileCalls answeringLinksWith(boolean made, IOException answer) {
    return new ForwardingFileCalls(new SystemFileCalls()) {
      @Override
      public void link(Path existing, Path link) throws IOException {
        if (link.toString().contains(".tmp")) {
          super.link(existing, link);
          return;
        }
        if (made) {
          super.link(existing, link);
        }
        throw answer;
      }
    };
  }

  @Test
  void aLinkWhoseAnswerGotLostIsRecognised() throws IOException {
    for (IOException answer :
        new IOException[] {
          new FileAlreadyExistsException("a/b"), new FileSystemException("a/b", null, "Timed out")
        }) {
      try (ObjectStore store = open(answeringLinksWith(true, answer))) {
        assertThat(put(store, "a/b")).isEqualTo(CreateOutcome.CREATED);
        assertThat(put(store, "a/b")).isEqualTo(CreateOutcome.EXISTS);
        assertThat(store.delete("a/b")).isTrue();
      }
    }
    assertNothingTemporary();
  }

  @Test
  void aLinkThatWasNotMadeIsAnError() throws IOException {
    IOException full = new FileSystemException("a/b", null, "No space left on device");
    try (ObjectStore store = open(answeringLinksWith(false, full))) {
      assertThatThrownBy(() -> put(store, "a/b")).isSameAs(full);
      assertThatThrownBy(() -> store.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    }
    assertNothingTemporary();
  }

  @Test
  void aLinkThatIsMadeLateLeavesTheOutcomeUnknown() throws IOException {
    FileCalls late =
        new ForwardingFileCalls(
            answeringLinksWith(false, new FileSystemException("a/b", null, "Timed out"))) {
          @Override
          public void delete(Path file) throws IOException {
            Path target = directory.resolve("a/b");
            if (Files.isDirectory(directory.resolve("a")) && !Files.exists(target)) {
              Files.createLink(target, file);
            }
            super.delete(file);
          }
        };
    try (ObjectStore store = open(late)) {
      assertThatThrownBy(() -> put(store, "a/b"))
          .isInstanceOfSatisfying(
              OutcomeUnknownException.class, e -> assertThat(e.durabilityInDoubt()).isFalse());
      store.sync("a/b");
    }
  }

  @Test
  void missingHardLinksAreNoticedWhenTheStoreIsOpened() throws IOException {
    Exception[] answers = {
      new UnsupportedOperationException("hard links"),
      new FileSystemException("x", "y", "Operation not permitted")
    };
    for (Exception answer : answers) {
      FileCalls without =
          new ForwardingFileCalls(new SystemFileCalls()) {
            @Override
            public void link(Path existing, Path link) throws IOException {
              if (answer instanceof IOException e) {
                throw e;
              }
              throw (RuntimeException) answer;
            }
          };
      assertThatIOException()
          .isThrownBy(() -> open(without))
          .withMessageContainingAll("cannot make hard links", directory.toString(), "ext4");
      assertNothingTemporary();
      DirectoryObjectStore.open(directory, StoreAccess.READ, without).close();
    }
  }

  @Test
  void linksThatReplaceAreNoticedToo() throws IOException {
    FileCalls replacing =
        new ForwardingFileCalls(new SystemFileCalls()) {
          @Override
          public void link(Path existing, Path link) throws IOException {
            Files.deleteIfExists(link);
            super.link(existing, link);
          }
        };
    assertThatIOException()
        .isThrownBy(() -> open(replacing))
        .withMessageContaining("cannot make hard links");
    assertNothingTemporary();
  }

  @Test
  void afterAFailedForceOfADirectoryOfPacksOthersAreUsed() throws IOException {
    boolean[] fails = {false};
    FileCalls failing =
        new ForwardingFileCalls(new SystemFileCalls()) {
          @Override
          public void forceDirectory(Path forced) throws IOException {
            if (fails[0] && forced.toString().matches(".*packs.[0-9a-f]{2}")) {
              fails[0] = false;
              throw new IOException("Input/output error");
            }
            super.forceDirectory(forced);
          }
        };
    try (Archive archive = Archive.create(open(failing), ArchiveOptions.DEFAULT.withoutCache())) {
      Branch main = archive.createRepository("r").main();
      byte[] large = new byte[6 << 20];
      new Random(1).nextBytes(large);
      fails[0] = true;
      assertThatThrownBy(() -> main.commit("fails", tx -> tx.write("/a", large)))
          .isInstanceOf(StorageException.class);
      main.commit("goes on", tx -> tx.write("/a", large));
      assertThat(main.head().read("/a")).isEqualTo(large);
    }
  }
}
