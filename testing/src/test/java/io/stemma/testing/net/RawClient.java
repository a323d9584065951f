package io.stemma.testing.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A client that sees every byte of an answer. */
final class RawClient implements AutoCloseable {
  /** How a connection ended. */
  enum End {
    OPEN,
    ORDERLY,
    RESET
  }

  private final Socket socket;
  private final InputStream in;
  private End end = End.OPEN;

  RawClient(FaultyProxy proxy) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static byte[] request(String method, String target, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    String head = method + " " + target + " HTTP/1.1\r\nHost: peer\r\n" + length + "\r\n";
    bytes.writeBytes(head.getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      end = End.RESET;
    }
  }

  /** Reads until a text came, or the connection ended; to the end if the text is empty. */
  String readUntil(String last) {
    StringBuilder text = new StringBuilder();
    while (end == End.OPEN && (last.isEmpty() || !endsWith(text, last))) {
      try {
        int next = in.read();
        if (next < 0) {
          end = End.ORDERLY;
        } else {
          text.append((char) next);
        }
      } catch (IOException e) {
        end = End.RESET;
      }
    }
    return text.toString();
  }

  private static boolean endsWith(StringBuilder text, String last) {
    int from = text.length() - last.length();
    return from >= 0 && text.indexOf(last, from) == from;
  }

  String readAll() {
    return readUntil("");
  }

  End end() {
    return end;
  }

  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }
}
