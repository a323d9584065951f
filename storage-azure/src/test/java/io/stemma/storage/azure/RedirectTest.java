package io.stemma.storage.azure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.stemma.storage.StoreAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A redirection could lead a request with its credential elsewhere, and out of encryption. */
class RedirectTest {

  /** Answers each request with the same, and counts them. */
  private static AtomicInteger serve(ServerSocket server, String answer) {
    AtomicInteger requests = new AtomicInteger();
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try (Socket socket = server.accept()) {
                  BufferedReader in =
                      new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                  for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                    line = in.readLine();
                  }
                  requests.incrementAndGet();
                  socket.getOutputStream().write(answer.getBytes(US_ASCII));
                } catch (IOException e) {
                  return; // the test is over
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return requests;
  }

  @Test
  void redirectionsAreNotFollowed() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket elsewhere = new ServerSocket(0, 50, here);
        ServerSocket first = new ServerSocket(0, 50, here)) {
      String end = "Content-Length: 0\r\nConnection: close\r\n\r\n";
      AtomicInteger followed = serve(elsewhere, "HTTP/1.1 200 OK\r\n" + end);
      String to = "Location: http://127.0.0.1:" + elsewhere.getLocalPort() + "/x\r\n";
      AtomicInteger asked = serve(first, "HTTP/1.1 307 Temporary Redirect\r\n" + to + end);
      URI place =
          URI.create("http://127.0.0.1:" + first.getLocalPort() + "/devstoreaccount1/shots");
      AzureCredential key = AzureCredential.ofKey(Azurite.ACCOUNT, Azurite.KEY);
      try (AzureObjectStore store =
          AzureObjectStore.open(place, key, AzureOptions.DEFAULT, StoreAccess.READ)) {
        assertThatIOException()
            .isThrownBy(() -> store.read("a", 0, 1))
            .withMessageContaining("307");
      }
      assertThat(asked).hasPositiveValue();
      assertThat(followed).hasValue(0);
    }
  }
}
