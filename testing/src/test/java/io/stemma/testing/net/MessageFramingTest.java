package io.stemma.testing.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFramingTest {
  private static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 201 Created\r\ncontent-length:0\r\n\r\n",
          "HTTP/1.1 206 Partial\r\nContent-Length: 11\r\nX: y\r\n\r\n\r\n\r\nHTTP/1.",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n0\r\n\r\n12345\n\r\n1\r\nx\r\n0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n000\r\nTrailer: yes\r\n\r\n",
          "HTTP/1.1 304 Not Modified\r\n\r\n");

  /** The same messages, however they are cut into pieces on their way. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
  void findsWhereMessagesEnd(int piece) throws IOException {
    byte[] all = String.join("", ANSWERS).getBytes(ISO_8859_1);
    MessageFraming framing = new MessageFraming();
    List<String> messages = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    for (int from = 0; from < all.length; from += piece) {
      ByteBuffer in = ByteBuffer.wrap(all, from, Math.min(piece, all.length - from));
      while (in.hasRemaining()) {
        ByteBuffer passed = framing.read(in);
        assertThat(framing.begins()).isEqualTo(message.isEmpty() && passed.hasRemaining());
        message.append(ISO_8859_1.decode(passed));
        if (framing.ends()) {
          messages.add(message.toString());
          message.setLength(0);
        }
      }
    }
    assertThat(messages).isEqualTo(ANSWERS);
    assertThat(message).isEmpty();
  }
}
