package io.stemma.execution;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Where {@link Talk} asks what to do. */
final class Talks implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new ArrayList<>();

  Talks() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(60_000);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits for the next datum, tells it what to do, and gives the id of its process. */
  long next(String word) throws IOException {
    Socket socket = server.accept();
    sockets.add(socket);
    long pid = new DataInputStream(socket.getInputStream()).readLong();
    new DataOutputStream(socket.getOutputStream()).writeUTF(word);
    return pid;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }
}
