package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.CommitSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a commit keeps of where it was made. */
class ReadPlacesTest {
  @TempDir Path directory;

  @Test
  void keepsAHundredPathsAndCountsTheOthers() {
    ReadPlaces places = new ReadPlaces();
    for (int i = 0; i < 150; i++) {
      places.add(Path.of("data/../" + i));
      places.add(Path.of("" + i));
    }
    CommitSource source = places.source().orElseThrow();
    assertThat(source.paths()).hasSize(100);
    assertThat(source.paths().get(7)).isEqualTo(Path.of("7").toAbsolutePath().toString());
    assertThat(source.more()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://ada:secret@store/bucket/shots?token=secret#secret, s3://store/bucket/shots",
    "https://secret@store/a@b, https://store/a@b",
    "https://a:p@ss@store, https://store",
    "https://a:p@store?x, https://store",
    "jar:file:///tmp/a.zip!/data, jar:file:///tmp/a.zip!/data",
    "jar:https://u:secret@store/a.zip!/data?secret, jar:https://store/a.zip!/data",
    "memory:plain, memory:plain"
  })
  void noSecretOfAnAddressIsKept(URI uri, String shown) {
    assertThat(ReadPlaces.shown(uri)).isEqualTo(shown);
  }

  @Test
  void pathsOfOtherFileSystemsAreUris() throws IOException {
    Path zip = directory.resolve("a.zip");
    try (var files = java.nio.file.FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      assertThat(ReadPlaces.shown(files.getPath("/data")))
          .isEqualTo("jar:" + zip.toUri() + "!/data");
    }
  }

  @Test
  void theHostIsWhatTheComputerCallsItself() throws IOException {
    Path file = Files.writeString(directory.resolve("hostname"), "daq-1.lab\nother\n");
    Path bad = Files.writeString(directory.resolve("bad"), "no name\n");
    List<Path> files = List.of(directory.resolve("none"), directory, bad, file);
    assertThat(HostName.of(name -> null, files)).isEqualTo("daq-1.lab");
    assertThat(HostName.of(name -> name.equals("HOSTNAME") ? "h1" : null, files)).isEqualTo("h1");
    assertThat(HostName.of(name -> "<bad>", files)).isEqualTo("daq-1.lab");
    assertThat(HostName.of(name -> "x".repeat(300), List.of(bad))).isEmpty();
  }
}
