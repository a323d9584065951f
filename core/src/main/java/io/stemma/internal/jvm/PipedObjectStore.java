package io.stemma.internal.jvm;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A store that another process has opened, seen through a {@link Link}: {@link ServedStore} answers
 * there. An interrupted thread gets what it asked for, and keeps its flag. Closing this leaves the
 * link, and the store there, open.
 */
public final class PipedObjectStore implements ObjectStore {
  static final int MAX_KEY = 512;

  /** How many objects are listed with one call. */
  static final int PAGE = 1000;

  /** So many bytes of an object are gathered before they are sent. */
  private static final int GATHERED = 256 << 10;

  private final Link link;
  private final boolean remote;
  private final AtomicLong writers = new AtomicLong();
  private volatile boolean closed;

  /**
   * The store at the other end.
   *
   * @param link to it
   * @param remote what the store there says of being far away
   */
  public PipedObjectStore(Link link, boolean remote) {
    this.link = link;
    this.remote = remote;
  }

  @Override
  public boolean isRemote() {
    return remote;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    long number = writers.incrementAndGet();
    link.call(Operation.CREATE.call(64).varint(number).string(key).toBytes());
    return new Writer(key, number);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    ByteReader answer = call(Operation.READ.call(64).string(key).varint(offset).varint(length));
    long objectLength = answer.varint();
    int count = answer.remaining();
    byte[] bytes = answer.bytes(count);
    return new ObjectRange(ByteBuffer.wrap(bytes), objectLength);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    Listing listing = new Listing(prefix, after, limit);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(listing, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    return call(Operation.DELETE.call(64).string(key)).u8() == 1;
  }

  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    call(Operation.SYNC.call(64).string(key)).expectEnd();
  }

  private ByteReader call(ByteWriter call) throws IOException {
    checkOpen();
    return new ByteReader(link.call(call.toBytes()));
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Which link, and whether this is closed. */
  @Override
  public String toString() {
    return "store of another process" + (closed ? ", closed" : "");
  }

  /** Asks for a page when the one before has been read. */
  private final class Listing implements Iterator<ObjectInfo> {
    private final String prefix;
    private final Deque<ObjectInfo> page = new ArrayDeque<>();
    private String after;
    private int left;

    Listing(String prefix, String after, int limit) throws IOException {
      this.prefix = prefix;
      this.after = after;
      this.left = limit;
      fetch();
    }

    private void fetch() throws IOException {
      int count = Math.min(PAGE, left);
      ByteReader answer = call(Operation.LIST.call(128).string(prefix).string(after).varint(count));
      while (answer.remaining() > 0) {
        page.add(new ObjectInfo(answer.string(MAX_KEY), answer.varint()));
      }
      left = page.size() < count ? 0 : left - count;
    }

    @Override
    public boolean hasNext() {
      if (page.isEmpty() && left > 0) {
        try {
          fetch();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return !page.isEmpty();
    }

    @Override
    public ObjectInfo next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all objects have been listed");
      }
      ObjectInfo next = page.remove();
      after = next.key();
      return next;
    }
  }

  private final class Writer implements ObjectWriter {
    private final String key;
    private final long number;
    private ByteWriter gathered = new ByteWriter(16);

    /** Committed, closed or failed. */
    private boolean done;

    private boolean dropped;

    Writer(String key, long number) {
      this.key = key;
      this.number = number;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      Objects.requireNonNull(bytes, "bytes");
      check();
      while (bytes.hasRemaining()) {
        byte[] piece = new byte[Math.min(bytes.remaining(), GATHERED)];
        bytes.get(piece);
        gathered.bytes(piece);
        if (gathered.size() >= GATHERED) {
          send();
        }
      }
    }

    private void send() throws IOException {
      done = true; // Unless it goes well.
      ByteWriter call = Operation.WRITE.call(gathered.size() + 16).varint(number);
      link.call(call.bytes(gathered.array(), 0, gathered.size()).toBytes());
      gathered.truncate(0);
      done = false;
    }

    @Override
    public CreateOutcome commit() throws IOException {
      check();
      if (gathered.size() > 0) {
        send();
      }
      done = true;
      byte[] answer;
      try {
        answer = link.call(Operation.COMMIT.call(16).varint(number).toBytes());
      } catch (LinkEndedException e) {
        throw new OutcomeUnknownException(key, false, e);
      }
      return switch (new ByteReader(answer).u8()) {
        case 1 -> CreateOutcome.CREATED;
        case 2 -> CreateOutcome.EXISTS;
        default -> throw new MalformedException("this is no answer to the creation of " + key);
      };
    }

    @Override
    public void close() throws IOException {
      done = true;
      gathered = new ByteWriter(16);
      if (!dropped) {
        dropped = true;
        if (link.ended().isEmpty()) { // Else the other side has let go of it.
          link.call(Operation.DROP.call(16).varint(number).toBytes());
        }
      }
    }

    private void check() throws IOException {
      checkOpen();
      if (done) {
        throw new IOException("the writer of " + key + " was committed, closed or has failed");
      }
    }
  }
}
