package io.stemma.testing.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** One direction of a connection: bytes that wait for their time, and then for the receiver. */
final class Wire {
  private static final long WINDOW = 8 << 20;

  /** What all connections share in a direction; used by one thread. */
  static final class Speed {
    private final long delay;
    private final long bytesPerSecond;
    private long freeAt = System.nanoTime();
    private volatile long bytes;

    Speed(Duration delay, long bytesPerSecond) {
      this.delay = delay.toNanos();
      this.bytesPerSecond = bytesPerSecond;
    }

    /** When bytes that came now are to be passed on. */
    private long due(int count) {
      long now = System.nanoTime();
      if (bytesPerSecond == 0) {
        return now + delay;
      }
      long begin = freeAt - now > 0 ? freeAt : now;
      freeAt = begin + count * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
      return freeAt + delay;
    }

    /** So much may be on its way on one connection, so that memory is bounded. */
    private long window() {
      return bytesPerSecond == 0 ? WINDOW : Math.min(WINDOW, 1 + bytesPerSecond / 10);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void passed(int count) {
      bytes += count;
    }

    long bytes() {
      return bytes;
    }
  }

  private record Packet(ByteBuffer bytes, long due, Runnable before, Runnable after) {}

  private final SocketChannel to;
  private final Speed speed;
  private final ArrayDeque<Packet> packets = new ArrayDeque<>();
  private long onItsWay;
  private boolean blocked;

  Wire(SocketChannel to, Speed speed) {
    this.to = to;
    this.speed = speed;
  }

  void send(ByteBuffer bytes) {
    send(bytes, () -> {}, () -> {});
  }

  /**
   * Sends bytes on their way.
   *
   * @param before is run when they are due
   * @param after is run when the receiver's side has them all
   */
  void send(ByteBuffer bytes, Runnable before, Runnable after) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    onItsWay += copy.remaining();
    packets.add(new Packet(copy, speed.due(copy.remaining()), before, after));
  }

  /** Whether no more is to be sent for the moment. */
  boolean isFull() {
    return onItsWay >= speed.window();
  }

  /** How many bytes are to be taken from the sender at once. */
  int portion() {
    return (int) Math.min(64 << 10, Math.max(1, speed.window() - onItsWay));
  }

  /** Whether bytes are due that the receiver does not take yet. */
  boolean isBlocked() {
    return blocked;
  }

  /**
   * Writes what is due.
   *
   * @return nanoseconds until the next is due; {@code Long.MAX_VALUE} if none is on its way
   */
  long advance() throws IOException {
    blocked = false;
    for (Packet next = packets.peek(); next != null && !blocked; next = packets.peek()) {
      long wait = next.due() - System.nanoTime();
      if (wait > 0) {
        return wait;
      }
      if (next.bytes().position() == 0) {
        next.before().run();
      }
      int count = next.bytes().hasRemaining() ? to.write(next.bytes()) : 0;
      onItsWay -= count;
      speed.passed(count);
      blocked = next.bytes().hasRemaining();
      if (!blocked) {
        packets.remove();
        next.after().run();
      }
    }
    return Long.MAX_VALUE;
  }
}
