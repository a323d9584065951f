package io.stemma.internal.chunks;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.Uninterruptibles;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.ObjectRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames that will be asked for soon, as stored: neighbours in a pack are read with one request,
 * and several requests are under way at once. Bounded in bytes; what nobody asks for makes room for
 * others some time after it came, so readers need not say that they stop. Safe for use by several
 * threads.
 */
final class ReadAhead implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);

  /** A request reads no more than this, unless a single frame is longer. */
  static final int SPAN = 4 << 20;

  /** So many bytes between two frames are read for nothing rather than asked for twice. */
  static final int GAP = 128 << 10;

  /** All that is held, or on its way. */
  static final long ROOM = 24L << 20;

  /**
   * What came longer ago makes room. Measured from its coming: over a slow line that takes long.
   */
  private static final Duration FORGOTTEN = Duration.ofSeconds(10);

  private static final int REQUESTS = 8;

  private final PackReader packs;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong threadNumber = new AtomicLong();
  private final Map<Location, Part> parts = new ConcurrentHashMap<>();

  /** Spans that came and of which something is left, the oldest first; guarded by itself. */
  private final Set<Span> come = new LinkedHashSet<>();

  private final Ticker ticker;
  private final ThreadPoolExecutor threads;
  private volatile boolean closed;

  ReadAhead(PackReader packs, Ticker ticker) {
    this.packs = packs;
    this.ticker = ticker;
    this.threads =
        new ThreadPoolExecutor(
            REQUESTS,
            REQUESTS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            this::thread,
            (late, closing) -> late.run());
    threads.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "stemma-read-ahead-" + threadNumber.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** One request: neighbouring frames of a pack. */
  private final class Span {
    private final PackId pack;
    private final long begin;
    private final List<Location> frames = new ArrayList<>();
    private final AtomicInteger wanted = new AtomicInteger();
    private final FutureTask<ObjectRange> reading = new FutureTask<>(this::read);
    private long end;
    private volatile long time;

    Span(Location first) {
      pack = first.pack();
      begin = first.offset();
      end = begin;
      add(first);
    }

    void add(Location frame) {
      frames.add(frame);
      end = frame.offset() + frame.length();
    }

    boolean reaches(Location frame) {
      return frame.pack().equals(pack)
          && frame.offset() >= end
          && frame.offset() - end <= GAP
          && frame.offset() + frame.length() - begin <= SPAN;
    }

    int length() {
      return (int) (end - begin);
    }

    private ObjectRange read() throws IOException {
      if (closed) {
        throw new IOException("the archive is closed");
      }
      try {
        return packs.range(pack, begin, length());
      } finally {
        came(); // Before whoever waits for it goes on.
      }
    }

    void start() {
      held.addAndGet(length());
      wanted.set(frames.size());
      for (Location frame : frames) {
        Part other = parts.put(frame, new Part(this, (int) (frame.offset() - begin)));
        if (other != null) {
          other.span().release();
        }
      }
      try {
        threads.execute(reading);
      } catch (OutOfMemoryError e) {
        LOG.debug("no thread can be started to read ahead", e);
        reading.cancel(false);
        forget();
      }
    }

    private void came() {
      time = ticker.read();
      synchronized (come) {
        if (wanted.get() > 0) {
          come.add(this);
        }
      }
    }

    void release() {
      if (wanted.decrementAndGet() == 0) {
        held.addAndGet(-length());
        synchronized (come) {
          come.remove(this);
        }
      }
    }

    /** Lets all that is left of it be read alone. */
    void forget() {
      for (Location frame : frames) {
        Part part = parts.get(frame);
        if (part != null && part.span() == this) {
          ReadAhead.this.forget(frame, part);
        }
      }
    }
  }

  /** A frame within a span. */
  private record Part(Span span, int from) {}

  private void forget(Location frame, Part part) {
    if (parts.remove(frame, part)) {
      part.span().release();
    }
  }

  /** Whether there is room for another request. */
  boolean hasRoom() {
    while (held.get() + SPAN > ROOM) {
      Span oldest;
      synchronized (come) {
        Iterator<Span> spans = come.iterator();
        oldest = spans.hasNext() ? spans.next() : null;
      }
      if (oldest == null || ticker.read() - oldest.time < FORGOTTEN.toNanos()) {
        return false;
      }
      oldest.forget();
    }
    return true;
  }

  /**
   * Begins to read frames that are to be asked for in this order.
   *
   * @return how many of them are being read now; fewer than given where there is no room
   */
  synchronized int start(List<Location> frames) {
    int begun = 0;
    for (int i = 0; i < frames.size() && hasRoom(); i = begun) {
      Span span = new Span(frames.get(i));
      begun++;
      while (begun < frames.size() && span.reaches(frames.get(begun))) {
        span.add(frames.get(begun++));
      }
      span.start();
    }
    return begun;
  }

  /** Whether a frame is being read, or was and nobody has taken it. */
  boolean has(Location frame) {
    return parts.containsKey(frame);
  }

  /**
   * Takes a frame, which is then forgotten; waits where it is still on its way. An interrupt does
   * not break the waiting off.
   *
   * @return the frame, in an accessible array; null if it was not read ahead, or if the pack is
   *     shorter than it should be: then the frame must be read alone, which tells whether it is
   *     damaged
   * @throws IOException what the store threw; whoever comes to another frame of that request asks
   *     the store anew
   */
  @Nullable ByteBuffer take(Location frame) throws IOException {
    Part part = parts.get(frame);
    if (part == null) {
      return null;
    }
    try {
      ObjectRange range =
          Objects.requireNonNull(Uninterruptibles.getUninterruptibly(part.span().reading));
      return range.bytes().slice(range.bytes().position() + part.from(), frame.length());
    } catch (CancellationException e) {
      return null;
    } catch (ExecutionException e) {
      part.span().forget();
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      return null;
    } finally {
      forget(frame, part);
    }
  }

  /** How many bytes are held, or on their way. */
  long held() {
    return held.get();
  }

  /** Begins no more requests; those under way end, and whoever waits for one is answered. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    parts.forEach(this::forget);
  }
}
