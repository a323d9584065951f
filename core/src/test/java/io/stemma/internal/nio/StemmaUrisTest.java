package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths in commits by URI: they resolve while an archive of the id is open. */
class StemmaUrisTest {
  private static final String NAME = "/a b/\u00e4\ud83d\ude00%!#?[x]&+.i16";

  private static Commit commit(Archive archive) {
    return archive.ensureRepository("r").main().commit("a", tx -> tx.write(NAME, "1"));
  }

  @Test
  void resolvesAPath() throws IOException {
    try (Archive archive = Archive.inMemory()) {
      Commit commit = commit(archive);
      URI uri = commit.path(NAME).toUri();
      assertThat(uri)
          .hasToString(
              "stemma://"
                  + archive.id()
                  + "/"
                  + commit.id()
                  + "!/a%20b/%C3%A4%F0%9F%98%80%25!%23%3F%5Bx%5D&+.i16");
      assertThat(Path.of(uri)).isEqualTo(commit.path(NAME));
      assertThat(Files.readString(Path.of(uri))).isEqualTo("1");
      assertThat(commit.fileSystem().getPath("a b").toUri()).isEqualTo(commit.path("/a b").toUri());
      assertThat(FileSystems.getFileSystem(uri)).isEqualTo(commit.fileSystem());
      URI bare = URI.create("stemma://" + archive.id() + "/" + commit.id());
      assertThat(Path.of(bare)).isEqualTo(commit.path("/"));
      assertThat(Path.of(uri).getFileSystem().provider()).isSameAs(commit.fileSystem().provider());
      assertThatThrownBy(() -> FileSystems.newFileSystem(bare, Map.of()))
          .isInstanceOf(FileSystemAlreadyExistsException.class);
    }
  }

  @Test
  void resolvesUntilTheLastOfAnIdIsClosed() {
    MemoryObjectStore store = new MemoryObjectStore();
    Archive first = Archive.create(store, ArchiveOptions.DEFAULT);
    Commit commit = commit(first);
    URI uri = commit.path(NAME).toUri();
    Archive second = Archive.open(store.reopen(), ArchiveOptions.DEFAULT);
    first.close();
    Path path = Path.of(uri);
    assertThat(Files.exists(path)).isTrue();
    second.close();
    assertThatThrownBy(() -> Path.of(uri))
        .isInstanceOf(FileSystemNotFoundException.class)
        .hasMessageContaining("open the archive first");
  }

  @Test
  void findsNoCommitThatIsNotThere() {
    try (Archive archive = Archive.inMemory()) {
      URI uri = URI.create("stemma://" + archive.id() + "/" + "0".repeat(64) + "!/");
      assertThatThrownBy(() -> FileSystems.getFileSystem(uri))
          .isInstanceOf(FileSystemNotFoundException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stemma:x",
        "stemma:///x",
        "stemma://x/y!/z",
        "stemma://123e4567-e89b-12d3-a456-426614174000",
        "stemma://123e4567-e89b-12d3-a456-426614174000/abc!/",
        "stemma://123e4567-e89b-12d3-a456-426614174000/abc!/?q#f"
      })
  void refusesOtherForms(String uri) {
    assertThatThrownBy(() -> Path.of(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stemma://<archive id>/<commit id>!/<path>");
  }
}
