package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import io.stemma.testing.azurite.AzuriteServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The emulator of Azure Blob Storage, one for all tests of this JVM: installed below {@code target}
 * when it is first needed, and stopped with the JVM.
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

  /** A container, which need not exist. */
  BlobContainerClient container(String name) {
    return new BlobServiceClientBuilder()
        .connectionString(AzuriteServer.connectionString(endpoint()))
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient()
        .getBlobContainerClient(name);
  }
}
