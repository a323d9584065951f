package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where commits are. */
class CommitSourceTest {
  @TempDir Path directory;

  private final Archive archive =
      Archive.create(new MemoryObjectStore(), ArchiveOptions.DEFAULT.withoutCache());
  private final Branch main = archive.createRepository("shots").main();

  @BeforeEach
  void shot() throws IOException {
    Path shot = Files.createDirectory(directory.resolve("1"));
    Files.writeString(shot.resolve("te"), "10");
    Files.writeString(shot.resolve("DONE"), "");
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static List<String> paths(Commit commit) {
    return commit.source().map(CommitSource::paths).orElse(List.of());
  }

  @Test
  void anImportSaysItsDirectory() {
    Commit commit = main.commit("import", tx -> tx.importDirectory(directory, "/"));
    assertThat(paths(commit)).containsExactly(directory.toAbsolutePath().toString());
    assertThat(commit.source().orElseThrow().toString()).endsWith(": " + directory);
    assertThat(commit.provenance().provJson())
        .contains("\"stemma:source\": [\"" + directory + "\"]");
    assertThat(commit.provenance().svg()).doesNotContain(directory.toString());
    assertThat(archive.repository("shots").at(commit.id().value()).source())
        .isEqualTo(commit.source());
  }

  @Test
  void aShotThatIsTakenInSaysItsDirectory() {
    main.ingest(directory, ShotOptions.marker("DONE")).run();
    assertThat(paths(main.head())).containsExactly(directory.resolve("1").toString());
  }

  @Test
  void anImportThatFailedIsNotSaid() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere"));
    Path good = Files.createDirectory(directory.resolve("1/good"));
    Commit commit =
        main.commit(
            "import",
            tx -> {
              assertThat(catchThrowable(() -> tx.importDirectory(directory.resolve("9"), "/")))
                  .isNotNull();
              tx.importDirectory(good, "/");
            });
    assertThat(paths(commit)).containsExactly(good.toString());
  }

  @Test
  void mergesAndJobsHaveNone() {
    Branch side = archive.repository("shots").createBranch("side", main.head());
    side.commit("a", tx -> tx.write("/a", "1"));
    main.commit("b", tx -> tx.write("/b", "1"));
    Commit merged = main.merge(side.head()).commit().orElseThrow();
    assertThat(merged.parents()).hasSize(2);
    assertThat(merged.source()).isEqualTo(Optional.empty());
    archive.definePipeline("out", new CalibratedShots.Sum("te"), Input.each("shots", "/none"));
    assertThat(archive.pipeline("out").run().commit().source()).isEmpty();
  }
}
