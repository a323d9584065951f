package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.archive.StoreOpening;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where the stores of one test are: under a random prefix of a container, in the emulator or, under
 * the profile {@code real-account}, where the environment says. There, what was made is deleted
 * when the place is closed, as far as the account lets us.
 */
final class TestPlace implements AutoCloseable {
  /** Address of a container, perhaps with a prefix and a signature; a signature is a secret. */
  static final String VARIABLE = "STEMMA_TEST_CONTAINER";

  private static final boolean REAL_ACCOUNT = Boolean.getBoolean("stemma.tests.real-account");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static @Nullable BlobContainerClient account;

  private final BlobContainerClient container;
  private final String prefix;

  private TestPlace(BlobContainerClient container, String prefix) {
    this.container = container;
    this.prefix = prefix;
  }

  /** A place where nothing is yet. */
  static TestPlace make() throws IOException {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String own = "test-" + HexFormat.of().formatHex(random);
    if (!REAL_ACCOUNT) {
      return new TestPlace(Azurite.running().container("tests"), own);
    }
    AzureLocation at = location();
    return new TestPlace(account(at), at.prefix().isEmpty() ? own : at.prefix() + "/" + own);
  }

  private static AzureLocation location() throws IOException {
    String address = System.getenv().getOrDefault(VARIABLE, "");
    if (address.isEmpty()) {
      throw new IOException(
          VARIABLE + " is not set; it names the container on which the tests are to run");
    }
    return AzureLocation.of(URI.create(address));
  }

  private static synchronized BlobContainerClient account(AzureLocation at) throws IOException {
    if (account == null) {
      AzureCredential credential =
          at.signature().isEmpty()
              ? AzureCredential.ofEnvironment()
              : AzureCredential.ofSignature(at.signature());
      account = AzureClients.client(at, credential, AzureOptions.DEFAULT);
    }
    return account;
  }

  /** Opens a store by its name in this place. */
  ObjectStore open(String store) throws IOException {
    return AzureObjectStore.open(container, prefix + "/" + store, StoreAccess.CREATE);
  }

  /** The same, again and again. */
  StoreOpening opening(String store) {
    return () -> open(store);
  }

  @Override
  public void close() {
    if (!REAL_ACCOUNT) {
      return; // the emulator ends with all that it holds
    }
    try {
      ListBlobsOptions all = new ListBlobsOptions().setPrefix(prefix + "/");
      container
          .listBlobs(all, null)
          .forEach(blob -> container.getBlobClient(blob.getName()).deleteIfExists());
    } catch (BlobStorageException e) {
      // The message of the exception could hold the signature.
      System.err.println("Blobs under " + prefix + " are left: status " + e.getStatusCode());
    }
  }
}
