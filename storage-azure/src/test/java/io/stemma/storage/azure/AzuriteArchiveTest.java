package io.stemma.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives in the emulator: what a program does with one, from two processes' view. */
class AzuriteArchiveTest {
  @TempDir Path directory;

  private final ArchiveOptions options = ArchiveOptions.DEFAULT;

  private Path dayOfShots() throws IOException {
    Random random = new Random(1);
    for (int shot = 0; shot < 20; shot++) {
      Path files = Files.createDirectories(directory.resolve("day/" + (47100 + shot)));
      Files.writeString(files.resolve("shot.json"), "{\"shot\":" + (47100 + shot) + "}");
      ByteBuffer samples =
          ByteBuffer.allocate(shot == 7 ? 9 << 20 : 100_000).order(ByteOrder.LITTLE_ENDIAN);
      for (short value = 0; samples.hasRemaining(); ) {
        value += (short) (random.nextGaussian() * 20);
        samples.putShort(value);
      }
      Files.write(files.resolve("te.i16"), samples.array());
    }
    return directory.resolve("day");
  }

  @Test
  @Tag("account")
  void aDayOfShotsIsCommittedAndReadElsewhere() throws IOException {
    try (TestPlace place = TestPlace.make()) {
      dayOfShotsIsCommittedAndReadElsewhere(place);
    }
  }

  private void dayOfShotsIsCommittedAndReadElsewhere(TestPlace place) throws IOException {
    Path day = dayOfShots();
    Commit ingested;
    try (ObjectStore store = place.open("archives/jet");
        Archive archive = Archive.create(store, options)) {
      Branch main = archive.createRepository("shots").main();
      ingested = main.commit("ingest", tx -> tx.importDirectory(day, "/"));
      assertThat(ingested.read("/47107/te.i16"))
          .isEqualTo(Files.readAllBytes(day.resolve("47107/te.i16")));
    }
    try (ObjectStore store = place.open("archives/jet");
        Archive archive = Archive.open(store, options)) {
      Branch main = archive.repository("shots").main();
      assertThat(main.head().id()).isEqualTo(ingested.id());
      for (int shot = 47100; shot < 47120; shot++) {
        assertThat(main.head().read("/" + shot + "/te.i16"))
            .isEqualTo(Files.readAllBytes(day.resolve(shot + "/te.i16")));
      }
      main.commit("note", tx -> tx.write("/note.txt", "seen elsewhere"));
      assertThat(main.head().changes().stream().count()).isEqualTo(1);
      assertThat(archive.verify().isClean()).isTrue();
    }
  }

  /** A signature that the service takes for this container, until tomorrow. */
  private static String signature(BlobContainerClient container, String permissions) {
    return container.generateSas(
        new BlobServiceSasSignatureValues(
            OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
            BlobContainerSasPermission.parse(permissions)));
  }

  @Test
  void anArchiveIsOpenedByItsAddress() throws IOException {
    BlobContainerClient container = Azurite.running().container("by-address");
    container.create();
    String place = Azurite.running().endpoint() + "/by-address/archives/jet";
    URI all = URI.create(place + "?" + signature(container, "racwdl"));
    try (Archive archive = Archive.create(all, options)) {
      archive.createRepository("shots").main().commit("one", tx -> tx.write("/a", "b"));
    }
    URI reading = URI.create(place + "?" + signature(container, "rl"));
    try (Archive archive = Archive.open(reading, options.forReading())) {
      assertThat(archive.repository("shots").main().head().read("/a"))
          .isEqualTo("b".getBytes(UTF_8));
    }
  }

  @Test
  void errorsTellNoSignature() {
    BlobContainerClient container = Azurite.running().container("not-there");
    String query = signature(container, "rl");
    URI place = URI.create(Azurite.running().endpoint() + "/not-there?" + query);
    String forged = query.replaceAll("sig=..", "sig=AA");
    URI wrong = URI.create(Azurite.running().endpoint() + "/not-there?" + forged);
    for (URI each : List.of(place, wrong)) {
      String secret = each.getRawQuery().replaceAll(".*sig=([^&]*).*", "$1");
      assertThatThrownBy(() -> Archive.open(each, options))
          .hasMessageContaining("not-there")
          .satisfies(
              e -> {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain(secret).doesNotContain("sig=");
              });
    }
  }
}
