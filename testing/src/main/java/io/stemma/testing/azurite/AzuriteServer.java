package io.stemma.testing.azurite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A running emulator of Azure Blob Storage on a free port of the loopback interface, with its data
 * in a directory of its own. It ends with the JVM that started it, also where that is killed, and
 * its data are gone then.
 */
public final class AzuriteServer implements AutoCloseable {
  /** The account that every such emulator has. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** The key of that account; published, so no secret. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final Path data;
  private final Path log;
  private final int port;
  private final Thread hook = new Thread(this::stop, "stop azurite");

  private AzuriteServer(Process process, Path data, Path log, int port) {
    this.process = process;
    this.data = data;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts one, and installs the program before, where it is missing.
   *
   * @param home where it is installed, and where its data are, below; several processes may share
   *     it
   * @return the server, which takes connections
   * @throws IOException if it cannot be installed or started
   */
  public static AzuriteServer start(Path home) throws IOException {
    Path at = home.toAbsolutePath();
    AzuriteInstallation.install(at, "npm");
    Path data = Files.createTempDirectory(at, "data-");
    Path log = Files.createTempFile(at, "azurite-", ".log");
    int port = freePort();
    Process process =
        AzuriteInstallation.start(
            new ProcessBuilder(
                    "node",
                    at.resolve(AzuriteInstallation.SCRIPT).toString(),
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
    AzuriteServer server = new AzuriteServer(process, data, log, port);
    Runtime.getRuntime().addShutdownHook(server.hook);
    server.await();
    return server;
  }

  private void await() throws IOException {
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

  /**
   * Where it listens.
   *
   * @return a port of the loopback interface
   */
  public int port() {
    return port;
  }

  /**
   * Where it keeps what it was given.
   *
   * @return a directory
   */
  public Path data() {
    return data;
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
   * The address of the account of an emulator.
   *
   * @param port where it, or what passes requests on to it, listens on the loopback interface
   * @return the address
   */
  public static String endpoint(int port) {
    return "http://127.0.0.1:" + port + "/" + ACCOUNT;
  }

  /** Stops it; its data go with it. */
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
    try {
      process.getOutputStream().close();
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        Files.delete(log);
      }
    } catch (IOException e) {
      return; // the next `mvn clean` takes it away
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Where it listens. */
  @Override
  public String toString() {
    return "Azurite at " + endpoint();
  }
}
