package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AzuriteTest {
  @TempDir Path directory;

  @Test
  void endsWithAProcessThatWasKilled() throws IOException {
    JavaProcess process = JavaProcess.start(EmulatorProcess.class);
    try {
      int port = Integer.parseInt(process.line());
      Path data = Path.of(process.line());
      assertThat(data).isDirectory();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        process.kill();
        // The connection ends when the emulator does.
        assertThat(read(socket)).isNegative();
      }
      assertThat(data).doesNotExist();
    } finally {
      process.kill();
    }
  }

  private static int read(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return -1;
    }
  }

  @Test
  void withoutNpmItIsSaidWhatIsMissing() {
    assertThatThrownBy(() -> Azurite.install(directory, "npm-that-is-not-there"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("need Node.js 20 or newer with npm on the PATH")
        .hasMessageContaining("install it, and run the build again");
  }
}
