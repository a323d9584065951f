package io.stemma.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.StemmaException;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What each role of {@code docs/AZURE.md} may do, with signatures of the permissions that the page
 * gives for it: the emulator knows no roles.
 */
class AzuriteRolesTest {
  private static final String READER = "rl";
  private static final String ADD_ONLY = "rcl";
  private static final String INGEST = "rwl";
  private static final String MAINTENANCE = "rwdl";
  private static final int BLOCK = 4 << 20;
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private BlobContainerClient container;

  @BeforeEach
  void makeArchive() throws IOException {
    container =
        Azurite.running().container("roles-" + HexFormat.of().toHexDigits(new Random().nextLong()));
    container.create();
    try (ObjectStore store = open(MAINTENANCE, StoreAccess.CREATE);
        Archive archive = Archive.create(store, OPTIONS)) {
      archive.createRepository("shots").main().commit("first", tx -> tx.write("/a", "b"));
    }
  }

  @AfterEach
  void removeContainer() {
    container.delete();
  }

  private ObjectStore open(String permissions, StoreAccess access) throws IOException {
    String signature =
        container.generateSas(
            new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
                BlobContainerSasPermission.parse(permissions)));
    return AzureObjectStore.open(
        new BlobContainerClientBuilder()
            .endpoint(container.getBlobContainerUrl())
            .sasToken(signature)
            .serviceVersion(BlobServiceVersion.V2025_11_05)
            .buildClient(),
        "",
        access);
  }

  private static CreateOutcome create(ObjectStore store, String key, int length)
      throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.allocate(length));
      return writer.commit();
    }
  }

  private static String anyKey(ObjectStore store) throws IOException {
    try (Stream<ObjectInfo> objects = store.list("packs/", "", 1)) {
      return objects.findFirst().orElseThrow().key();
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aReaderReadsAndWritesNothing() throws IOException {
    try (ObjectStore store = open(READER, StoreAccess.READ);
        Archive archive = Archive.open(store, OPTIONS.forReading())) {
      assertThat(archive.repository("shots").main().head().readString("/a")).isEqualTo("b");
      assertThat(archive.verify().isClean()).isTrue();
    }
    try (ObjectStore store = open(READER, StoreAccess.WRITE)) {
      assertThatThrownBy(() -> create(store, "packs/aa/new", 10)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> create(store, "packs/aa/new", 9 << 20))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.delete(anyKey(store))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void theIngesterCommitsAndDeletesNothing() throws IOException {
    try (ObjectStore store = open(INGEST, StoreAccess.WRITE);
        Archive archive = Archive.open(store, OPTIONS)) {
      byte[] samples = noise(9 << 20);
      archive.repository("shots").main().commit("second", tx -> tx.write("/te.i16", samples));
      assertThat(archive.repository("shots").main().head().read("/te.i16")).isEqualTo(samples);
      assertThatThrownBy(() -> store.delete(anyKey(store)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
      assertThat(archive.compact()).isNotNull();
      assertThat(archive.verify().isClean()).isTrue();
    }
  }

  @Test
  void whoMayOnlyCreateCommitsWhatFitsIntoOneRequest() throws IOException {
    try (ObjectStore store = open(ADD_ONLY, StoreAccess.WRITE);
        Archive archive = Archive.open(store, OPTIONS)) {
      archive.repository("shots").main().commit("small", tx -> tx.write("/c", "d"));
      assertThat(create(store, "packs/aa/whole", BLOCK)).isEqualTo(CreateOutcome.CREATED);
      assertThatThrownBy(() -> create(store, "packs/aa/blocks", BLOCK + 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
      byte[] samples = noise(9 << 20);
      assertThatThrownBy(
              () ->
                  archive
                      .repository("shots")
                      .main()
                      .commit("large", tx -> tx.write("/te.i16", samples)))
          .isInstanceOf(StemmaException.class);
      assertThat(archive.repository("shots").main().head().readString("/c")).isEqualTo("d");
    }
  }

  @Test
  void maintenanceDoesAll() throws IOException {
    try (ObjectStore store = open(MAINTENANCE, StoreAccess.WRITE);
        Archive archive = Archive.open(store, OPTIONS)) {
      archive.repository("shots").main().commit("third", tx -> tx.write("/e", "f"));
      assertThat(create(store, "packs/aa/leftover", 10)).isEqualTo(CreateOutcome.CREATED);
      assertThat(store.delete("packs/aa/leftover")).isTrue();
      assertThat(archive.repository("shots").main().head().read("/e"))
          .isEqualTo("f".getBytes(UTF_8));
      assertThat(archive.verify().isClean()).isTrue();
    }
  }
}
