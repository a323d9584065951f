package io.stemma.testing.azurite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** The emulator as npm installs it from the lock file beside this class. */
final class AzuriteInstallation {
  private AzuriteInstallation() {}

  /**
   * Installs what the lock file names, once; other processes wait.
   *
   * @return the program that node runs
   */
  static Path install(Path home) throws IOException {
    Files.createDirectories(home);
    Path main = home.resolve("node_modules/azurite/dist/src/blob/main.js");
    try (FileChannel channel =
            FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path installed = home.resolve("installed");
      if (!lock.isValid() || Files.exists(installed)) {
        return main;
      }
      for (String name : List.of("package.json", "package-lock.json")) {
        try (InputStream in = AzuriteInstallation.class.getResourceAsStream(name)) {
          Files.copy(
              Objects.requireNonNull(in, name),
              home.resolve(name),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      npm(home);
      Files.createFile(installed);
    }
    return main;
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
          "The emulator of Azure Blob Storage needs Node.js 20 or newer with npm on the PATH;"
              + " install it, and run this again",
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
