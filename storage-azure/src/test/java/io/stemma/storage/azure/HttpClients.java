package io.stemma.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpClientProvider;
import com.azure.core.util.HttpClientOptions;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures a store over one HTTP client of the library: netty, okhttp or jdk. */
final class HttpClients {
  private static final int LARGE = 64 << 20;
  private static final int RANGE = 4 << 20;
  private static final int SMALL = 1000;
  private static final int ROUNDS = 3;
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "netty", "com.azure.core.http.netty.NettyAsyncHttpClientProvider",
          "okhttp", "com.azure.core.http.okhttp.OkHttpAsyncClientProvider",
          "jdk", "com.azure.core.http.jdk.httpclient.JdkHttpClientProvider");

  private final AzureObjectStore store;
  private final byte[] large = new byte[LARGE];

  private HttpClients(AzureObjectStore store) {
    this.store = store;
    new Random(1).nextBytes(large);
  }

  /** Measures the one that is named. */
  public static void main(String[] args) throws Exception {
    String name = args[0];
    String endpoint = Azurite.running().endpoint();
    long begin = System.nanoTime();
    HttpClient http =
        HttpClient.createDefault(
            new HttpClientOptions()
                .setHttpClientProvider(
                    Class.forName(PROVIDERS.get(name)).asSubclass(HttpClientProvider.class)));
    BlobContainerClient container =
        new BlobContainerClientBuilder()
            .endpoint(endpoint)
            .containerName("clients-" + name)
            .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
            .serviceVersion(BlobServiceVersion.V2025_11_05)
            .httpClient(http)
            .buildClient();
    try (AzureObjectStore store = AzureObjectStore.open(container, "", StoreAccess.CREATE)) {
      print(name, "first call", "s", seconds(begin));
      new HttpClients(store).measure(name);
    }
  }

  private void measure(String name) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "large/" + round;
      long begin = System.nanoTime();
      put(key, ByteBuffer.wrap(large));
      print(name, "put of 64 MiB", "MiB/s", 64 / seconds(begin));
      for (int threads : new int[] {1, 4}) {
        begin = System.nanoTime();
        download(key, threads);
        print(name, "ranges of 4 MiB, " + threads + " at once", "MiB/s", 64 / seconds(begin));
      }
    }
    long begin = System.nanoTime();
    for (int i = 0; i < SMALL; i++) {
      put("small/" + i, ByteBuffer.wrap(large, i, 1000));
    }
    print(name, "a put of 1,000 bytes", "ms", seconds(begin) * 1000 / SMALL);
    begin = System.nanoTime();
    for (int i = 0; i < SMALL; i++) {
      store.read("small/" + i, 0, 1000);
    }
    print(name, "a read of 1,000 bytes", "ms", seconds(begin) * 1000 / SMALL);
  }

  private void download(String key, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<ByteBuffer>> ranges = new ArrayList<>();
    for (int offset = 0; offset < LARGE; offset += RANGE) {
      int at = offset;
      ranges.add(pool.submit(() -> store.read(key, at, RANGE).bytes()));
    }
    pool.shutdown();
    for (int i = 0; i < ranges.size(); i++) {
      ByteBuffer expected = ByteBuffer.wrap(large, i * RANGE, RANGE);
      if (!ranges.get(i).get().equals(expected)) {
        throw new IllegalStateException("other bytes than were put");
      }
    }
  }

  private void put(String key, ByteBuffer bytes) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(bytes);
      if (writer.commit() != CreateOutcome.CREATED) {
        throw new IllegalStateException(key + " exists");
      }
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void print(String name, String what, String unit, double value) {
    System.out.println(String.format(Locale.ROOT, "%-8s %-28s %8.2f %s", name, what, value, unit));
  }
}
