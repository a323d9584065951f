package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The emulator of Azure Blob Storage, one for all tests of this JVM: installed by npm below {@code
 * target} when it is first needed, started on a free port of the loopback interface. It ends with
 * the JVM, also where that is killed.
 */
final class Azurite {
  /** The account and its key that every such emulator has; published, so no secret. */
  static final String ACCOUNT = "devstoreaccount1";

  static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final long START_SECONDS = 60;
  private static @Nullable Azurite running;

  private final int port;
  private final Path data;

  private Azurite(int port, Path data) {
    this.port = port;
    this.data = data;
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

  /** The port of the loopback interface where it answers. */
  int port() {
    return port;
  }

  /** Where it keeps what it was given. */
  Path data() {
    return data;
  }

  /** A container, which need not exist. */
  BlobContainerClient container(String name) {
    return containerAt(port, name, new RequestRetryOptions());
  }

  /** A container of the emulator behind a port of the loopback interface, with retries as asked. */
  static BlobContainerClient containerAt(int port, String name, RequestRetryOptions retries) {
    return new BlobServiceClientBuilder()
        .endpoint("http://127.0.0.1:" + port + "/" + ACCOUNT)
        .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
        .addPolicy(new WholeAnswers())
        .retryOptions(retries)
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .buildClient()
        .getBlobContainerClient(name);
  }

  private static Azurite start(Path home) throws IOException {
    install(home, "npm");
    Path data = Files.createTempDirectory(home, "data-");
    Path log = Files.createTempFile(home, "azurite-", ".log");
    int port = freePort();
    Process process = start(home, "node", data, port, log);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, log)));
    await(process, port, log);
    return new Azurite(port, data);
  }

  /** Starts the emulator through a script that ends with this JVM, whatever becomes of it. */
  private static Process start(Path home, String node, Path data, int port, Path log)
      throws IOException {
    return startCommand(
        new ProcessBuilder(
                node,
                home.resolve("start.js").toString(),
                data.toString(),
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
            .redirectOutput(log.toFile()));
  }

  private static Process startCommand(ProcessBuilder command) throws IOException {
    try {
      return command.start();
    } catch (IOException e) {
      throw new IOException(
          "The tests of storage-azure need Node.js 20 or newer with npm on the PATH, for the"
              + " emulator of Azure Blob Storage; install it, and run the build again",
          e);
    }
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

  private static void stop(Process process, Path log) {
    try {
      process.getOutputStream().close();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        Files.delete(log);
      }
    } catch (IOException | InterruptedException e) {
      return; // the next `mvn clean` takes it away
    } finally {
      process.destroyForcibly();
    }
  }

  /** Installs what the lock file names, once; other JVMs wait. */
  static void install(Path home, String npm) throws IOException {
    Files.createDirectories(home);
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path installed = home.resolve("installed");
      copy(home, "start.js");
      if (!lock.isValid() || Files.exists(installed)) {
        return;
      }
      copy(home, "package.json");
      copy(home, "package-lock.json");
      runNpm(home, npm);
      Files.createFile(installed);
    }
  }

  private static void copy(Path home, String name) throws IOException {
    try (InputStream in = Azurite.class.getResourceAsStream("/azurite/" + name)) {
      Files.copy(
          Objects.requireNonNull(in, name),
          home.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void runNpm(Path home, String command) throws IOException {
    Path log = home.resolve("npm.log");
    Process npm =
        startCommand(
            new ProcessBuilder(command, "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
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
