package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AzuriteTest {
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
}
