package io.stemma.testing.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that listens on a free port of the loopback interface and passes HTTP/1.1 on to a server,
 * as slowly as a {@link Link} says and with the faults of a {@link NetworkPlan}. It reads only as
 * much of the messages as it needs to know where they begin and end, and changes no byte. Encrypted
 * connections cannot go through it.
 *
 * <p>Where a message is cut depends on the seed and the number of the request. Requests are
 * numbered as they come, so a client that sends one after the other meets the same faults at the
 * same places every time. Times are kept to about a millisecond.
 *
 * <p>One thread does all the work; its methods may be called by any thread.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final InetSocketAddress target;
  private final NetworkPlan plan;
  private final long seed;
  private final Wire.Speed toServer;
  private final Wire.Speed toClient;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Thread thread;
  private final List<ProxiedConnection> connections = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private volatile boolean enabled = true;
  private volatile boolean closing;
  private volatile long accepted;
  private volatile long requests;
  private volatile @Nullable Throwable failure;

  /**
   * Starts a proxy.
   *
   * @param target the server's address
   * @param link how slow the way is
   * @param plan what goes wrong
   * @param seed decides where in a message it goes wrong
   * @throws IOException if no port can be had
   */
  public FaultyProxy(InetSocketAddress target, Link link, NetworkPlan plan, long seed)
      throws IOException {
    this.target = target;
    this.plan = plan;
    this.seed = seed;
    toServer = new Wire.Speed(link.toServer(), link.bytesPerSecond());
    toClient = new Wire.Speed(link.toClient(), link.bytesPerSecond());
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      listener.close();
      selector.close();
      throw e;
    }
    thread = new Thread(this::run, "stemma-proxy-" + port());
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Where it listens.
   *
   * @return a port of the loopback interface
   */
  public int port() {
    return listener.socket().getLocalPort();
  }

  /**
   * Switches the faults on or off; they are on at the beginning. While they are off, the plan is
   * not asked. The link stays as slow as it is.
   *
   * @param enabled whether anything may go wrong
   */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * How many connections were made to it.
   *
   * @return how many
   */
  public long connections() {
    return accepted;
  }

  /**
   * How many requests have begun.
   *
   * @return how many
   */
  public long requests() {
    return requests;
  }

  /**
   * How many bytes went to the server.
   *
   * @return how many
   */
  public long bytesToServer() {
    return toServer.bytes();
  }

  /**
   * How many bytes went to clients.
   *
   * @return how many
   */
  public long bytesToClient() {
    return toClient.bytes();
  }

  /**
   * The exchanges that have ended, in the order in which they did. One that a client has the whole
   * answer of is among them.
   *
   * @return all since the beginning, or since they were taken
   */
  public List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  /**
   * Takes the exchanges that have ended, so that they are not kept any longer.
   *
   * @return all since the beginning, or since they were taken
   */
  public List<Exchange> takeExchanges() {
    synchronized (exchanges) {
      List<Exchange> taken = List.copyOf(exchanges);
      exchanges.clear();
      return taken;
    }
  }

  private void run() {
    try {
      while (!closing) {
        step();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      end();
    }
  }

  private void step() throws IOException {
    long wait = Long.MAX_VALUE;
    for (ProxiedConnection connection : connections) {
      wait = Math.min(wait, connection.advance());
    }
    // A closed channel gives its port back when the selector looks at it again.
    boolean gone = connections.removeIf(ProxiedConnection::isClosed);
    if (gone) {
      selector.selectNow();
    } else if (wait == Long.MAX_VALUE) {
      selector.select();
    } else {
      selector.select((wait + NANOS - 1) / NANOS);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof ProxiedConnection connection) {
        connection.ready(key, buffer);
      } else if (key.isValid()) {
        accept();
      }
    }
    selector.selectedKeys().clear();
  }

  private void accept() throws IOException {
    SocketChannel client = listener.accept();
    if (client == null) {
      return;
    }
    long number = accepted + 1;
    SocketChannel server = SocketChannel.open();
    for (SocketChannel channel : List.of(client, server)) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    SelectionKey serverKey = server.register(selector, SelectionKey.OP_CONNECT);
    SelectionKey clientKey = client.register(selector, 0);
    ProxiedConnection connection =
        new ProxiedConnection(
            clientKey,
            serverKey,
            new Wire(server, toServer),
            new Wire(client, toClient),
            new Recorder(number));
    clientKey.attach(connection);
    serverKey.attach(connection);
    connections.add(connection);
    accepted = number;
    try {
      server.connect(target);
    } catch (IOException e) {
      connection.cut();
    }
  }

  private final class Recorder implements ProxiedConnection.Log {
    private final long connection;

    Recorder(long connection) {
      this.connection = connection;
    }

    @Override
    public PendingExchange begin(String startLine) {
      long number = requests + 1;
      String[] words = (startLine + "  ").split(" ", 3);
      // A signature is as good as a key.
      String at = words[1].replaceAll("([?&]sig=)[^&]*", "$1...");
      NetworkFault fault = enabled ? plan.next(number, words[0], at) : NetworkFault.NONE;
      requests = number;
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
      return new PendingExchange(number, connection, words[0], at, fault, random);
    }

    @Override
    public void end(PendingExchange exchange, boolean answered) {
      if (exchange.end()) {
        synchronized (exchanges) {
          exchanges.add(exchange.toExchange(answered));
        }
      }
    }
  }

  /** Resets what is open. */
  private void end() {
    connections.forEach(ProxiedConnection::cut);
    try {
      listener.close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Resets all connections and stops listening. When it returns, nothing of the proxy is left.
   *
   * @throws IllegalStateException if the proxy had stopped before, as its plan or itself failed
   */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("the proxy has failed", failure);
    }
  }

  /** Where it listens, where to, and what went through it. */
  @Override
  public String toString() {
    return "127.0.0.1:" + port() + " to " + target + ", " + requests + " requests";
  }
}
