package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.ShotEvent;
import io.stemma.ShotIngest;
import io.stemma.ShotOptions;
import io.stemma.ShotRound;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the right to add alone, an archive is made and shots are taken in. */
class AddOnlyObjectStoreTest {
  @TempDir Path watched;

  private final AddOnlyObjectStore store = new AddOnlyObjectStore(new MemoryObjectStore());
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());

  @Test
  void deletesNothing() {
    assertThatThrownBy(() -> store.delete("stemma.json"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stemma.json is refused");
    assertThat(store.refused()).isEqualTo(List.of("stemma.json"));
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void addingIsEnoughForAnIngest() throws IOException {
    for (int shot = 0; shot < 300; shot++) {
      Path directory = Files.createDirectory(watched.resolve("" + shot));
      Files.writeString(directory.resolve("te.csv"), "0.0," + shot);
      Files.createFile(directory.resolve("DONE"));
    }
    try (ShotIngest ingest =
        archive.createRepository("shots").main().ingest(watched, ShotOptions.marker("DONE"))) {
      ShotRound round = ingest.run();
      assertThat(round.of(ShotEvent.Kind.INGESTED)).hasSize(300);
      assertThat(ingest.run().alreadyThere()).isEqualTo(300);
    }
    assertThat(store.refused()).isEmpty();
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void whatWasGivenUpIsLeftBehind() throws IOException {
    byte[] large = new byte[3 << 20];
    new java.util.Random(1).nextBytes(large);
    Path shot = Files.createDirectory(watched.resolve("1"));
    Files.write(shot.resolve("te.i16"), large);
    Files.createSymbolicLink(shot.resolve("z"), watched);
    Files.createFile(shot.resolve("DONE"));
    try (ShotIngest ingest =
        archive.createRepository("shots").main().ingest(watched, ShotOptions.marker("DONE"))) {
      assertThat(ingest.run().of(ShotEvent.Kind.REFUSED)).hasSize(1);
      Files.delete(shot.resolve("z"));
      assertThat(ingest.run().of(ShotEvent.Kind.INGESTED)).hasSize(1);
    }
    assertThat(archive.repository("shots").main().head().read("/1/te.i16")).isEqualTo(large);
    assertThat(archive.verify().isClean()).isTrue();
  }
}
