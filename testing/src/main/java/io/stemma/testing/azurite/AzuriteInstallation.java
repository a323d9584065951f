package io.stemma.testing.azurite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** The emulator as npm installs it from the lock file beside this class. */
final class AzuriteInstallation {
  /** What node runs: the emulator, in a way that ends with whoever started it. */
  static final String SCRIPT = "start.js";

  private AzuriteInstallation() {}

  /** Installs what the lock file names, once; other processes wait. */
  static void install(Path home, String npm) throws IOException {
    Files.createDirectories(home);
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path installed = home.resolve("installed");
      copy(home, SCRIPT);
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
    try (InputStream in = AzuriteInstallation.class.getResourceAsStream(name)) {
      Files.copy(
          Objects.requireNonNull(in, name),
          home.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void runNpm(Path home, String command) throws IOException {
    Path log = home.resolve("npm.log");
    Process npm =
        start(
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

  /** Starts a program of Node.js. */
  static Process start(ProcessBuilder command) throws IOException {
    try {
      return command.start();
    } catch (IOException e) {
      throw new IOException(
          "The emulator of Azure Blob Storage, which the tests and benchmarks of archives in Azure"
              + " run on, needs Node.js 20 or newer with npm on the PATH; install it, and run this"
              + " again",
          e);
    }
  }
}
