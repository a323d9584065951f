package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The emulator of Azure Blob Storage, one for all tests of this JVM: installed by npm below {@code
 * target} when it is first needed, started on a free port of the loopback interface, stopped with
 * the JVM.
 */
final class Azurite {
  /** The account and its key that every such emulator has; published, so no secret. */
  static final String ACCOUNT = "devstoreaccount1";

  static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final long START_SECONDS = 60;
  private static @Nullable Azurite running;

  private final int port;

  private Azurite(int port) {
    this.port = port;
  }

  /** The emulator of this JVM. */
  static synchronized Azurite running() {
    if (running == null) {
      try {
        running = start(Path.of("target", "azurite").toAbsolutePath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  /** Where the emulator answers. */
  String endpoint() {
    return "http://127.0.0.1:" + port + "/" + ACCOUNT;
  }

  /** A container, which need not exist. */
  BlobContainerClient container(String name) {
    return new BlobServiceClientBuilder()
        .connectionString(
            "DefaultEndpointsProtocol=http;AccountName="
                + ACCOUNT
                + ";AccountKey="
                + KEY
                + ";BlobEndpoint="
                + endpoint()
                + ";")
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient()
        .getBlobContainerClient(name);
  }

  private static Azurite start(Path home) throws IOException {
    install(home);
    Path data = Files.createTempDirectory(home, "data-");
    int port = freePort();
    Path log = data.resolve("azurite.log");
    Process process =
        new ProcessBuilder(
                "node",
                home.resolve("node_modules/azurite/dist/src/blob/main.js").toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                Integer.toString(port),
                "--location",
                data.resolve("blobs").toString(),
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data)));
    await(process, port, log);
    return new Azurite(port);
  }

  private static void await(Process process, int port, Path log) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("Azurite did not start: " + Files.readString(log), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void stop(Process process, Path data) {
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(data)) {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException | InterruptedException e) {
      return; // the next `mvn clean` takes it away
    }
  }

  /** Installs what the lock file names, once; other JVMs wait. */
  private static void install(Path home) throws IOException {
    Files.createDirectories(home);
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path installed = home.resolve("installed");
      if (!lock.isValid() || Files.exists(installed)) {
        return;
      }
      for (String name : List.of("package.json", "package-lock.json")) {
        try (InputStream in = Azurite.class.getResourceAsStream("/azurite/" + name)) {
          Files.copy(
              Objects.requireNonNull(in, name),
              home.resolve(name),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      npm(home);
      Files.createFile(installed);
    }
  }

  private static void npm(Path home) throws IOException {
    Path log = home.resolve("npm.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException(
          "The tests of storage-azure need Node.js 20 or newer with npm on the PATH, for the"
              + " emulator of Azure Blob Storage; install it, and run the build again",
          e);
    }
    try {
      if (npm.waitFor() != 0) {
        throw new IOException("npm could not install Azurite: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      npm.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while npm installed Azurite", e);
    }
  }
}
