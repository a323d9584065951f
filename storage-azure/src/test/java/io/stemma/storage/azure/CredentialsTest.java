package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.Repository;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.ReadOnlyStoreException;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.RecordingObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What credentials suffice for, and what is said where they do not. */
class CredentialsTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();
  private static final int LONG = 9 << 20;

  @TempDir Path directory;

  /** The place of a new archive, which anybody with the key may write. */
  private static BlobContainerClient newArchive() throws IOException {
    String name = "credentials-" + HexFormat.of().toHexDigits(new Random().nextLong());
    BlobContainerClient container = Azurite.running().container(name);
    AzureObjectStore store =
        AzureObjectStore.open(container, "archives/jet", AzureOptions.DEFAULT, StoreAccess.CREATE);
    try (Archive archive = Archive.create(store, OPTIONS)) {
      archive.createRepository("shots").main().commit("one", tx -> tx.write("/a", "b"));
    }
    return container;
  }

  /**
   * By an address with a signature, which tells its permissions, or by a client, which does not.
   */
  private static AzureObjectStore open(
      BlobContainerClient container, String permissions, boolean told) throws IOException {
    String signature = Signatures.of(container, permissions);
    String name = container.getBlobContainerName();
    if (told) {
      URI place = Signatures.place(name, signature);
      return AzureObjectStore.open(
          place, AzureCredential.ofEnvironment(), AzureOptions.DEFAULT, StoreAccess.WRITE);
    }
    BlobContainerClient client =
        new BlobContainerClientBuilder()
            .endpoint(Azurite.running().endpoint())
            .containerName(name)
            .sasToken(signature)
            .serviceVersion(BlobServiceVersion.V2025_11_05)
            .buildClient();
    return AzureObjectStore.open(client, "archives/jet", StoreAccess.WRITE);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReadOnlyCredentialOpensAnArchiveThatSaysSoAtTheFirstWrite(boolean told) throws IOException {
    BlobContainerClient container = newArchive();
    try (Archive archive = Archive.open(open(container, "rl", told), OPTIONS)) {
      Repository shots = archive.repository("shots");
      assertThat(shots.main().head().readString("/a")).isEqualTo("b");
      assertThatThrownBy(() -> shots.main().commit("two", tx -> tx.write("/c", "d")))
          .isInstanceOf(ReadOnlyArchiveException.class)
          .hasMessageContaining("sp=r");
      assertThatThrownBy(() -> shots.createBranch("b", shots.main().head()))
          .isInstanceOf(ReadOnlyArchiveException.class)
          .hasMessageContaining("sp=r");
      assertThat(shots.main().head().readString("/a")).isEqualTo("b");
    }
  }

  @Test
  void openingWithAReadOnlyCredentialCostsNoMore() throws IOException {
    BlobContainerClient container = newArchive();
    String all = requestsOfOpening(open(container, "racwdl", true));
    assertThat(requestsOfOpening(open(container, "rl", true))).isEqualTo(all);
    assertThat(requestsOfOpening(open(container, "rl", false))).isEqualTo(all);
  }

  private static String requestsOfOpening(AzureObjectStore store) {
    RecordingObjectStore recorded = new RecordingObjectStore(store);
    Archive.open(recorded, OPTIONS).close();
    return recorded.toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCredentialThatCanOnlyAddSufficesForCommitsAndImports(boolean told) throws IOException {
    BlobContainerClient container = newArchive();
    Files.createDirectories(directory.resolve("47100"));
    Files.write(directory.resolve("47100/te"), noise(LONG));
    Files.writeString(directory.resolve("47100/shot.json"), "{}");
    try (Archive archive = Archive.open(open(container, "rcl", told), OPTIONS)) {
      var main = archive.repository("shots").main();
      main.commit("ingest", tx -> tx.importDirectory(directory, "/"));
      main.commit("long", tx -> tx.write("/long", noise(LONG + 1)));
      assertThat(main.head().read("/47100/te")).isEqualTo(noise(LONG));
      assertThat(main.head().read("/long")).isEqualTo(noise(LONG + 1));
      assertThat(archive.verify().isClean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoCanOnlyAddReplacesAndDeletesNothing(boolean told) throws IOException {
    BlobContainerClient container = newArchive();
    try (AzureObjectStore store = open(container, "rcl", told)) {
      for (int length : new int[] {10, LONG}) {
        String key = "x/" + length;
        assertThat(put(store, key, noise(length))).isEqualTo(CreateOutcome.CREATED);
        assertThat(put(store, key, noise(length + 1))).isEqualTo(CreateOutcome.EXISTS);
        assertThat(store.read(key, 0, 2 * LONG).bytes()).isEqualTo(ByteBuffer.wrap(noise(length)));
        assertThatThrownBy(() -> store.delete(key))
            .isInstanceOf(ReadOnlyStoreException.class)
            .hasMessageContaining("deleting".substring(0, 5));
      }
    }
  }

  private static CreateOutcome put(ObjectStore store, String key, byte[] bytes) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  @Test
  void credentialsPrintWhatTheyAreAndNotWhatTheyHold() {
    String connection = "DefaultEndpointsProtocol=https;AccountName=jet;AccountKey=SECRET";
    assertThat(AzureCredential.ofConnection(connection)).hasToString("the given connection string");
    assertThat(AzureCredential.ofKey("jet", "SECRET")).hasToString("the given account and key");
    assertThat(AzureCredential.ofSignature("sig=SECRET")).hasToString("the given signature");
  }

  @Test
  void givenCredentialsAreUsed() throws IOException {
    BlobContainerClient container = newArchive();
    URI place = Signatures.place(container.getBlobContainerName(), "");
    String connection =
        "DefaultEndpointsProtocol=http;AccountName="
            + Azurite.ACCOUNT
            + ";AccountKey="
            + Azurite.KEY
            + ";BlobEndpoint="
            + Azurite.running().endpoint()
            + ";";
    for (AzureCredential credential :
        new AzureCredential[] {
          AzureCredential.ofKey(Azurite.ACCOUNT, Azurite.KEY),
          AzureCredential.ofConnection(connection),
          AzureCredential.ofSignature("?" + Signatures.of(container, "racwdl")),
        }) {
      AzureObjectStore store =
          AzureObjectStore.open(place, credential, AzureOptions.DEFAULT, StoreAccess.WRITE);
      try (Archive archive = Archive.open(store, OPTIONS)) {
        archive.repository("shots").main().commit("more", tx -> tx.write("/a", "c"));
      }
    }
  }

  @Test
  void theLettersOfASignatureAreRead() {
    SignedPermissions adding = SignedPermissions.of("sv=2024-11-04&sp=rcl&sig=x");
    assertThat(adding.letters()).isEqualTo("rcl");
    assertThat(adding.forbidCreating()).isFalse();
    assertThat(adding.forbidBlocks()).isTrue();
    assertThat(adding.forbidDeleting()).isTrue();
    assertThat(SignedPermissions.of("sp=rl").forbidCreating()).isTrue();
    assertThat(SignedPermissions.of("sp=rwl&sig=x").forbidBlocks()).isFalse();
    SignedPermissions unknown = SignedPermissions.of("si=policy&sig=x");
    assertThat(unknown.forbidCreating()).isFalse();
    assertThat(unknown.forbidBlocks()).isFalse();
    assertThat(unknown.allowBlocks()).isFalse();
  }
}
