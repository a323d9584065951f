package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ways in which a program does not get at its archive.
 *
 * @param name what is wrong
 * @param secrets what must not be seen anywhere
 * @param says what the error must say
 * @param attempt opens the archive, or the store, and fails
 */
record FailingAccess(String name, List<String> secrets, String says, Attempt attempt) {
  /** What fails. */
  interface Attempt {
    void run() throws IOException;
  }

  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  @Override
  public String toString() {
    return name;
  }

  static List<FailingAccess> all() throws IOException {
    BlobContainerClient container = Azurite.running().container("failing-access");
    container.createIfNotExists();
    URI place = Signatures.place("failing-access", "");
    URI missing = Signatures.place("no-such-container", "");
    String good = Signatures.of(container, "racwdl");
    try (AzureObjectStore store = open(place, AzureCredential.ofSignature(good))) {
      Archive.openOrCreate(store, OPTIONS).close();
    }
    List<FailingAccess> all = new ArrayList<>();
    String wrong = "V1JPTkctS0VZLVdST05HLUtFWQ==";
    AzureCredential wrongKey = AzureCredential.ofKey(Azurite.ACCOUNT, wrong);
    all.add(failing("wrong key", wrong, "is the key right", place, wrongKey));
    String forged = good.replaceAll("sig=..", "sig=AA");
    all.add(signed("wrong signature", forged, "the signature whole", place));
    all.add(signed("expired signature", Signatures.expired(container), "not expired", place));
    AzureCredential key = AzureCredential.ofKey(Azurite.ACCOUNT, Azurite.KEY);
    all.add(failing("no container", Azurite.KEY, "there is no container", missing, key));
    URI unknown = URI.create("https://no-such-account-here.blob.core.invalid/shots");
    all.add(signed("unknown host", good, "is there a network", unknown));
    URI refused = URI.create("http://127.0.0.1:1/devstoreaccount1/shots");
    all.add(failing("connection refused", Azurite.KEY, "is there a network", refused, key));
    all.add(silent(good));
    all.add(reading(good, Signatures.of(container, "rl"), place));
    AzureCredential searched = AzureCredential.ofEnvironment(Map.of());
    URI nowhere = URI.create("https://no-such-account-here.blob.core.invalid/shots");
    all.add(failing("no credential", good, "AZURE_STORAGE_SAS_TOKEN", nowhere, searched));
    return all;
  }

  private static AzureObjectStore open(URI place, AzureCredential credential) throws IOException {
    return AzureObjectStore.open(place, credential, AzureOptions.DEFAULT, StoreAccess.WRITE);
  }

  private static FailingAccess failing(
      String name, String secret, String says, URI place, AzureCredential credential) {
    return new FailingAccess(
        name, List.of(secret), says, () -> Archive.open(open(place, credential), OPTIONS).close());
  }

  private static FailingAccess signed(String name, String signature, String says, URI place) {
    AzureCredential credential = AzureCredential.ofSignature(signature);
    return failing(name, Signatures.secret(signature), says, place, credential);
  }

  /** A machine takes the connection and never says a word. */
  private static FailingAccess silent(String signature) {
    return new FailingAccess(
        "no answer",
        List.of(Signatures.secret(signature)),
        "is there a network",
        () -> {
          try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String at = "http://127.0.0.1:" + silent.getLocalPort() + "/devstoreaccount1/shots";
            AzureCredential credential = AzureCredential.ofSignature(signature);
            Archive.open(open(URI.create(at), credential), OPTIONS).close();
          }
        });
  }

  private static FailingAccess reading(String good, String reading, URI place) {
    return new FailingAccess(
        "read-only signature",
        List.of(Signatures.secret(good), Signatures.secret(reading)),
        "sp=rl",
        () -> {
          AzureObjectStore store = open(place, AzureCredential.ofSignature(reading));
          try (Archive archive = Archive.open(store, OPTIONS)) {
            archive.ensureRepository("shots").main().commit("one", tx -> tx.write("/a", "b"));
          }
        });
  }
}
