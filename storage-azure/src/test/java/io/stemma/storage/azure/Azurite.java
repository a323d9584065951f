package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import io.stemma.testing.azurite.AzuriteServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The emulator of Azure Blob Storage, one for all tests of this JVM: installed below {@code target}
 * and started when it is first needed.
 */
final class Azurite {
  static final String ACCOUNT = AzuriteServer.ACCOUNT;
  static final String KEY = AzuriteServer.KEY;

  private static @Nullable Azurite running;

  private final AzuriteServer server;

  private Azurite(AzuriteServer server) {
    this.server = server;
  }

  /** The emulator of this JVM. */
  static synchronized Azurite running() {
    if (running == null) {
      try {
        running = new Azurite(AzuriteServer.start(Path.of("target", "azurite")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  /** Where the emulator answers. */
  String endpoint() {
    return server.endpoint();
  }

  /** The port of the loopback interface where it answers. */
  int port() {
    return server.port();
  }

  /** Where it keeps what it was given. */
  Path data() {
    return server.data();
  }

  /** A container, which need not exist. */
  BlobContainerClient container(String name) {
    return containerAt(port(), name, new RequestRetryOptions());
  }

  /** A container of the emulator behind a port of the loopback interface, with retries as asked. */
  static BlobContainerClient containerAt(int port, String name, RequestRetryOptions retries) {
    return new BlobServiceClientBuilder()
        .endpoint(AzuriteServer.endpoint(port))
        .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
        .addPolicy(new WholeAnswers())
        .retryOptions(retries)
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient()
        .getBlobContainerClient(name);
  }
}
