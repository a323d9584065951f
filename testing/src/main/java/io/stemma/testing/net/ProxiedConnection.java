package io.stemma.testing.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A connection from a client and the one to the server that belongs to it. */
final class ProxiedConnection {
  /** What a connection tells its proxy. */
  interface Log {
    /** A request has begun; says which number it has and what is to happen to it. */
    PendingExchange begin(String startLine);

    void end(PendingExchange exchange, boolean answered);
  }

  private final SelectionKey clientKey;
  private final SelectionKey serverKey;
  private final SocketChannel client;
  private final SocketChannel server;
  private final Wire toServer;
  private final Wire toClient;
  private final Log log;
  private final MessageFraming requests = new MessageFraming();
  private final MessageFraming answers = new MessageFraming();
  private final ArrayDeque<PendingExchange> pending = new ArrayDeque<>();
  private @Nullable PendingExchange asking;
  private @Nullable PendingExchange answering;
  private boolean clientEnded;
  private boolean serverEnded;
  private boolean closed;

  ProxiedConnection(
      SelectionKey clientKey, SelectionKey serverKey, Wire toServer, Wire toClient, Log log) {
    this.clientKey = clientKey;
    this.serverKey = serverKey;
    this.client = (SocketChannel) clientKey.channel();
    this.server = (SocketChannel) serverKey.channel();
    this.toServer = toServer;
    this.toClient = toClient;
    this.log = log;
  }

  boolean isClosed() {
    return closed;
  }

  /** Does what a key is ready for. */
  void ready(SelectionKey key, ByteBuffer buffer) {
    try {
      if (key.isConnectable()) {
        server.finishConnect();
      }
      if (key.isReadable() && key == clientKey) {
        clientEnded = !receive(client, toServer, buffer);
        takeRequest(buffer);
      } else if (key.isReadable()) {
        serverEnded = !receive(server, toClient, buffer);
        takeAnswer(buffer);
      }
    } catch (IOException e) {
      // A side that fails is gone for the other one, too, when it has what was sent before.
      serverEnded = true;
      clientEnded = true;
      toClient.send(ByteBuffer.allocate(0), () -> {}, this::cut);
    }
  }

  private static boolean receive(SocketChannel from, Wire wire, ByteBuffer buffer)
      throws IOException {
    buffer.clear().limit(wire.portion());
    int count = from.read(buffer);
    buffer.flip();
    return count >= 0;
  }

  private void takeRequest(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      ByteBuffer bytes = requests.read(in);
      if (requests.begins()) {
        asking = log.begin(requests.startLine());
        asking.limitRequest(requests.length() < 0 ? bytes.remaining() : requests.length());
        pending.add(asking);
      }
      if (asking != null && asking.isCutInRequest(bytes.remaining())) {
        bytes.limit(bytes.position() + asking.requestLeft());
        asking.passToServer(bytes.remaining());
        toServer.send(bytes, () -> {}, this::cut);
        asking = null;
        clientEnded = true;
        return;
      } else if (asking != null) {
        asking.passToServer(bytes.remaining());
      }
      toServer.send(bytes);
    }
    if (clientEnded) {
      toServer.send(ByteBuffer.allocate(0), () -> {}, () -> shutdown(server));
    }
  }

  private void takeAnswer(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      answers.expectNoBody(!pending.isEmpty() && pending.getFirst().isHead());
      int at = in.remaining();
      ByteBuffer bytes = answers.read(in);
      if (answers.begins() && !answers.isInterim()) {
        answering = pending.poll();
        if (answering != null) {
          answering.limitAnswer(answers.length() < 0 ? at : answers.length());
        }
      }
      if (!answer(bytes)) {
        serverEnded = true;
        return;
      }
    }
    if (serverEnded) {
      PendingExchange last = answering;
      Runnable before = last == null || !answers.isUntilClosed() ? () -> {} : () -> end(last);
      toClient.send(ByteBuffer.allocate(0), before, () -> shutdown(client));
    }
  }

  /** Passes a part of an answer on; returns whether more may follow. */
  private boolean answer(ByteBuffer bytes) {
    PendingExchange exchange = answering;
    if (exchange == null) {
      toClient.send(bytes);
      return true;
    }
    if (exchange.isCutInAnswer(bytes.remaining())) {
      bytes.limit(bytes.position() + exchange.answerLeft());
      exchange.passToClient(bytes.remaining());
      boolean orderly = exchange.fault() == NetworkFault.TRUNCATED_ANSWER;
      toClient.send(bytes, () -> log.end(exchange, false), orderly ? this::close : this::cut);
      answering = null;
      return false;
    }
    exchange.passToClient(bytes.remaining());
    if (answers.ends()) {
      answering = null;
      toClient.send(bytes, () -> log.end(exchange, true), () -> {});
    } else {
      toClient.send(bytes);
    }
    return true;
  }

  private void end(PendingExchange exchange) {
    answering = null;
    log.end(exchange, true);
  }

  private void shutdown(SocketChannel channel) {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      cut();
    }
  }

  /**
   * Passes on what is due.
   *
   * @return nanoseconds until it is to be called again, at the latest
   */
  long advance() {
    long wait = Long.MAX_VALUE;
    try {
      if (!closed && server.isConnected()) {
        wait = toServer.advance();
      }
      if (!closed) {
        wait = Math.min(wait, toClient.advance());
      }
      if (!closed && clientEnded && serverEnded && wait == Long.MAX_VALUE) {
        closeIfDone();
      }
      if (!closed) {
        clientKey.interestOps(interest(clientEnded, toServer, toClient));
        int whenConnected = interest(serverEnded, toClient, toServer);
        serverKey.interestOps(server.isConnected() ? whenConnected : SelectionKey.OP_CONNECT);
      }
    } catch (IOException e) {
      cut();
    }
    return wait;
  }

  private void closeIfDone() {
    if (!toServer.isBlocked() && !toClient.isBlocked()) {
      close();
    }
  }

  private static int interest(boolean ended, Wire onwards, Wire back) {
    return (ended || onwards.isFull() ? 0 : SelectionKey.OP_READ)
        | (back.isBlocked() ? SelectionKey.OP_WRITE : 0);
  }

  /** Resets both connections. */
  void cut() {
    for (SocketChannel channel : new SocketChannel[] {client, server}) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // it is closed already
      }
    }
    close();
  }

  /** Closes both connections, and ends the exchanges that were not answered. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (answering != null) {
      pending.addFirst(answering);
    }
    pending.forEach(exchange -> log.end(exchange, false));
    pending.clear();
    for (SocketChannel channel : new SocketChannel[] {client, server}) {
      try {
        channel.close();
      } catch (IOException e) {
        // nothing more can be done with it
      }
    }
  }
}
