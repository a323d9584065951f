package io.stemma.testing.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server behind the proxy. It answers each request with its body; what is asked for as {@code
 * /chunks} comes in chunks, what is asked for as {@code /until-closed} without a length.
 */
final class PeerServer {
  /** What came on one connection before it ended. */
  record Received(List<String> requests, int bytesOfAnother) {}

  private final ServerSocket listener;
  private final Thread thread;
  private final List<Socket> sockets = new ArrayList<>();
  private final LinkedBlockingQueue<CompletableFuture<Received>> connections =
      new LinkedBlockingQueue<>();

  PeerServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(this::accept, "peer");
    thread.start();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** What came on the next connection; waits until it has ended. */
  Received received() throws InterruptedException {
    return connections.take().join();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        CompletableFuture<Received> received = new CompletableFuture<>();
        connections.add(received);
        new Thread(() -> received.complete(serve(socket)), "peer connection").start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static Received serve(Socket socket) {
    List<String> requests = new ArrayList<>();
    int[] taken = {0};
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      while (true) {
        taken[0] = 0;
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) next(in, taken));
        }
        String length = head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1");
        byte[] body = new byte[length.length() < 9 ? Integer.parseInt(length) : 0];
        for (int i = 0; i < body.length; i++) {
          body[i] = (byte) next(in, taken);
        }
        requests.add(head.substring(0, head.indexOf(" HTTP")) + " " + body.length);
        taken[0] = 0;
        if (answer(head.toString(), body, out)) {
          return new Received(requests, 0);
        }
      }
    } catch (IOException e) {
      return new Received(requests, taken[0]);
    }
  }

  /** Answers; returns whether the connection ends. */
  private static boolean answer(String head, byte[] body, OutputStream out) throws IOException {
    String length = "Content-Length: " + body.length + "\r\n\r\n";
    if (head.startsWith("HEAD")) {
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n".getBytes(ISO_8859_1));
      return false;
    } else if (head.contains(" /chunks ")) {
      String begin = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
      out.write((begin + Integer.toHexString(body.length) + ";x=y\r\n").getBytes(ISO_8859_1));
      out.write(body);
      out.write("\r\n0\r\nTrailer: x\r\n\r\n".getBytes(ISO_8859_1));
      return false;
    } else if (head.contains(" /until-closed ")) {
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      out.write(body);
      return true;
    }
    String interim = head.contains(" /interim ") ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
    out.write((interim + "HTTP/1.1 200 OK\r\n" + length).getBytes(ISO_8859_1));
    out.write(body);
    return false;
  }

  private static int next(InputStream in, int[] taken) throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new IOException("ended");
    }
    taken[0]++;
    return value;
  }

  void stop() throws IOException, InterruptedException {
    listener.close();
    thread.join();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
