package io.stemma;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes that come from files, as a user asks for them. */
class ExtractorTest {
  private final Archive archive = Archive.inMemory();
  private final Repository shots = archive.ensureRepository("shots");

  @AfterEach
  void close() {
    archive.close();
  }

  @Test
  void recordsOfShotsAreAttributesOfTheirDirectories(@TempDir Path day) throws Exception {
    Files.createDirectory(day.resolve("18000"));
    Files.writeString(day.resolve("18000/shot.json"), "{\"gas\":\"D2\",\"peak_current_kA\":212.5}");
    shots.defineExtractor("record", "/{shot}/shot.json", new JsonAttributes());
    Commit commit = shots.main().commit("18000", tx -> tx.importDirectory(day, "/"));
    assertThat(commit.find(where("gas").is("D2")).list()).hasSize(1);
  }
}
