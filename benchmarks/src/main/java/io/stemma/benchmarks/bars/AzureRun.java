package io.stemma.benchmarks.bars;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.stemma.ArchiveOptions;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.azure.AzureObjectStore;
import io.stemma.testing.azurite.AzuriteServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The emulator that the bars of a run share, and clients of it. */
final class AzureRun {
  static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();
  private static final int COPIED_AT_ONCE = 8;

  private @Nullable AzuriteServer server;
  private int containers;

  /** The emulator, started when it is first asked for, stopped with this JVM. */
  synchronized AzuriteServer server() throws IOException {
    AzuriteServer running = server;
    if (running == null) {
      String data = System.getProperty("stemma.benchmarks.data", "target");
      running = AzuriteServer.start(Path.of(data, "azurite"));
      server = running;
    }
    return running;
  }

  /** A new container. */
  BlobContainerClient newContainer() throws IOException {
    BlobContainerClient container = container(server().endpoint(), "bar-" + ++containers);
    container.create();
    return container;
  }

  /** A container at an address of the account. */
  static BlobContainerClient container(String endpoint, String name) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint)
        .credential(new StorageSharedKeyCredential(AzuriteServer.ACCOUNT, AzuriteServer.KEY))
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient()
        .getBlobContainerClient(name);
  }

  /** A container as a store. */
  static ObjectStore store(BlobContainerClient container) throws IOException {
    return AzureObjectStore.open(container, "", StoreAccess.WRITE);
  }

  /** The address of a container behind a port, with a signature for a day. */
  static URI signed(BlobContainerClient container, int port, String permissions) {
    return signed(container, port, permissions, OffsetDateTime.now(ZoneOffset.UTC).plusDays(1));
  }

  /** The same with a signature until some time. */
  static URI signed(
      BlobContainerClient container, int port, String permissions, OffsetDateTime until) {
    BlobServiceSasSignatureValues values =
        new BlobServiceSasSignatureValues(until, BlobContainerSasPermission.parse(permissions));
    return URI.create(
        AzuriteServer.endpoint(port)
            + "/"
            + container.getBlobContainerName()
            + "?"
            + container.generateSas(values));
  }

  /** Copies every object, several at once. */
  static void copy(ObjectStore from, ObjectStore to) throws IOException, InterruptedException {
    List<Callable<Void>> copies = new ArrayList<>();
    try (Stream<ObjectInfo> objects = from.list("", "", Integer.MAX_VALUE)) {
      objects.forEach(
          object ->
              copies.add(
                  () -> {
                    copy(from, to, object);
                    return null;
                  }));
    }
    inParallel(COPIED_AT_ONCE, copies);
  }

  private static @Nullable Void copy(ObjectStore from, ObjectStore to, ObjectInfo object)
      throws IOException {
    try (ObjectWriter writer = to.create(object.key())) {
      int piece = 4 << 20;
      for (long at = 0; at < object.length(); at += piece) {
        ObjectRange range = from.read(object.key(), at, piece);
        writer.write(range.bytes());
      }
      Object unused = writer.commit();
    }
    return null;
  }

  /** Does all work with so many threads. */
  static <T extends @Nullable Object> void inParallel(int threads, List<Callable<T>> work)
      throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      for (Future<T> each : workers.invokeAll(work)) {
        Object unused = each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a thread failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
