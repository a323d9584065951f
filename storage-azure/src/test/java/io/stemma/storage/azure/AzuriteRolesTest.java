package io.stemma.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Transaction;
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
  private static final String INGEST = "rcl";
  private static final String MAINTENANCE = "rwdl";
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
    return AzureObjectStore.open(client(permissions), "", access);
  }

  private BlobContainerClient client(String permissions) {
    String signature =
        container.generateSas(
            new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
                BlobContainerSasPermission.parse(permissions)));
    return new BlobContainerClientBuilder()
        .endpoint(container.getBlobContainerUrl())
        .sasToken(signature)
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient();
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
  void theIngesterAddsAndNeitherChangesNorDeletes() throws IOException {
    try (ObjectStore store = open(INGEST, StoreAccess.WRITE);
        Archive archive = Archive.open(store, OPTIONS)) {
      byte[] samples = noise(9 << 20);
      archive.repository("shots").main().commit("second", tx -> tx.write("/te.i16", samples));
      assertThat(archive.repository("shots").main().head().read("/te.i16")).isEqualTo(samples);
      String key = anyKey(store);
      assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IOException.class);
      long length = store.read(key, 0, 1).objectLength();
      assertThat(create(store, key, 10)).isEqualTo(CreateOutcome.EXISTS);
      assertThat(create(store, key, 9 << 20)).isEqualTo(CreateOutcome.EXISTS);
      assertThat(store.read(key, 0, 1).objectLength()).isEqualTo(length);
      assertThat(archive.compact()).isNotNull();
      assertThat(archive.verify().isClean()).isTrue();
    }
    // Also without the condition that there is no blob, which a stolen signature would leave out.
    BlobContainerClient stolen = client(INGEST);
    String name = container.listBlobs().iterator().next().getName();
    assertThatThrownBy(() -> stolen.getBlobClient(name).upload(BinaryData.fromString("x"), true))
        .isInstanceOf(BlobStorageException.class)
        .hasMessageContaining("403");
    assertThatThrownBy(() -> stolen.getBlobClient(name).delete())
        .isInstanceOf(BlobStorageException.class)
        .hasMessageContaining("403");
  }

  @Test
  void twoIngestersGetPastEachOther() throws IOException {
    try (ObjectStore one = open(INGEST, StoreAccess.WRITE);
        ObjectStore other = open(INGEST, StoreAccess.WRITE);
        Archive first = Archive.open(one, OPTIONS);
        Archive second = Archive.open(other, OPTIONS)) {
      for (int i = 0; i < 3; i++) {
        String path = "/" + i;
        first.repository("shots").main().commit("first", tx -> tx.write("/first" + path, "x"));
        // Both add the same number to the log: the one who comes second is told so.
        try (Transaction late = second.repository("shots").main().begin("second")) {
          late.write("/second" + path, "y");
          first.repository("shots").main().commit("again", tx -> tx.write("/again" + path, "z"));
          Commit unused = late.commit();
        }
      }
      assertThat(first.repository("shots").main().head().files()).isEqualTo(10);
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
