package io.stemma.testing.azurite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running emulator of Azure Blob Storage on a free port of the loopback interface, with its data
 * in a directory of its own. It ends with the JVM that started it, also where that is killed.
 */
public final class AzuriteServer implements AutoCloseable {
  /** The account that every such emulator has. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** The key of that account; published, so no secret. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;

  /** Ends when its standard input does, as it does when the JVM is gone. */
  private static final String ENDING =
      "process.stdin.on('end', () => process.exit()).resume(); require(process.argv[1]);";

  private final Process process;
  private final Path data;
  private final int port;
  private final Thread hook;

  private AzuriteServer(Process process, Path data, int port) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.hook = new Thread(this::stop, "stop azurite");
  }

  /**
   * Starts one, and installs the program before, where it is missing.
   *
   * @param home where it is installed, and where its data are, below; several processes may share
   *     it
   * @return the server, which answers
   * @throws IOException if it cannot be installed or started
   */
  public static AzuriteServer start(Path home) throws IOException {
    Path main = AzuriteInstallation.install(home.toAbsolutePath());
    Path data = Files.createTempDirectory(home.toAbsolutePath(), "data-");
    int port = freePort();
    Path log = data.resolve("azurite.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    "node",
                    "-e",
                    ENDING,
                    "--",
                    main.toString(),
                    "--blobHost",
                    "127.0.0.1",
                    "--blobPort",
                    Integer.toString(port),
                    "--location",
                    data.resolve("blobs").toString(),
                    "--silent",
                    "--skipApiVersionCheck",
                    "--disableTelemetry"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    AzuriteServer server = new AzuriteServer(process, data, port);
    Runtime.getRuntime().addShutdownHook(server.hook);
    server.await(log);
    return server;
  }

  private void await(Path log) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          IOException failure =
              new IOException("Azurite did not start: " + Files.readString(log), e);
          close();
          throw failure;
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

  /**
   * Where it listens.
   *
   * @return a port of the loopback interface
   */
  public int port() {
    return port;
  }

  /**
   * The address of its account.
   *
   * @return for example {@code http://127.0.0.1:40001/devstoreaccount1}
   */
  public String endpoint() {
    return endpoint(port);
  }

  /**
   * The address of its account behind another port, where something passes requests on to it.
   *
   * @param other a port of the loopback interface
   * @return the address
   */
  public static String endpoint(int other) {
    return "http://127.0.0.1:" + other + "/" + ACCOUNT;
  }

  /**
   * What a client needs to use an account of an emulator.
   *
   * @param endpoint the address of the account
   * @return a connection string with the account's key
   */
  public static String connectionString(String endpoint) {
    return "DefaultEndpointsProtocol=http;AccountName="
        + ACCOUNT
        + ";AccountKey="
        + KEY
        + ";BlobEndpoint="
        + endpoint
        + ";";
  }

  /** Stops it, and deletes its data. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the JVM is ending, and the hook does it
    }
    stop();
  }

  private void stop() {
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(data)) {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    } catch (IOException e) {
      return; // what is left lies below the directory of the build
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens. */
  @Override
  public String toString() {
    return "Azurite at " + endpoint();
  }
}
