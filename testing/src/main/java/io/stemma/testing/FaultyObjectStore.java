package io.stemma.testing;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A store in which operations go wrong as a {@link FaultPlan} says. Apart from {@link
 * Fault#SHORT_READ} and {@link Fault#BIT_FLIP}, which are what a damaged store does, all faults
 * keep to the contract of {@link ObjectStore}.
 */
public final class FaultyObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final FaultPlan plan;
  private final SplittableRandom random;
  private final AtomicLong faults = new AtomicLong();
  private volatile Runnable delay = () -> {};
  private volatile boolean enabled = true;

  /**
   * Lets a store fail.
   *
   * @param store the store, which is closed with this one
   * @param plan what goes wrong
   * @param seed decides which bit is flipped, how short a read is, and what became of a commit
   *     whose answer got lost
   */
  public FaultyObjectStore(ObjectStore store, FaultPlan plan, long seed) {
    this.store = store;
    this.plan = plan;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Says how to delay an operation; nothing is done unless this is called.
   *
   * @param delay called by the delayed thread before the operation
   */
  public void onDelay(Runnable delay) {
    this.delay = delay;
  }

  /**
   * Switches the faults on or off; they are on at the beginning. While they are off, the plan is
   * not asked.
   *
   * @param enabled whether anything may go wrong
   */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * How many operations went wrong so far, delays included.
   *
   * @return how many
   */
  public long faults() {
    return faults.get();
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private Fault next(StoreOperation operation, String key) {
    Fault fault = enabled ? plan.next(operation, key) : Fault.NONE;
    return switch (fault) {
      case SHORT_READ, BIT_FLIP -> operation == StoreOperation.READ ? fault : Fault.NONE;
      case MET_ITSELF -> operation == StoreOperation.COMMIT ? fault : Fault.NONE;
      case NOT_DURABLE ->
          operation == StoreOperation.COMMIT
              ? fault
              : operation == StoreOperation.SYNC ? Fault.ERROR_BEFORE : Fault.NONE;
      case LOST_ANSWER -> lost(operation);
      default -> fault;
    };
  }

  /** A lost answer changes nothing unless the operation does. */
  private Fault lost(StoreOperation operation) {
    return switch (operation) {
      case COMMIT -> Fault.LOST_ANSWER;
      case DELETE -> coin() ? Fault.ERROR_AFTER : Fault.ERROR_BEFORE;
      default -> Fault.ERROR_BEFORE;
    };
  }

  private boolean coin() {
    return draw(2) == 0;
  }

  private int draw(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  /** Runs any operation but a commit. */
  private <T> T run(StoreOperation operation, String key, Fault fault, Call<T> call)
      throws IOException {
    count(fault);
    switch (fault) {
      case ERROR_BEFORE -> throw error(operation, key, fault);
      case ERROR_AFTER -> {
        call.run();
        throw error(operation, key, fault);
      }
      case DELAY -> delay.run();
      default -> {}
    }
    return call.run();
  }

  private void count(Fault fault) {
    if (fault != Fault.NONE) {
      faults.incrementAndGet();
    }
  }

  private static IOException error(StoreOperation operation, String key, Fault fault) {
    return new IOException("injected " + fault + " at " + operation + " of " + key);
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectKeys.checkKey(key);
    Fault fault = next(StoreOperation.CREATE, key);
    if (fault == Fault.ERROR_AFTER) {
      store.create(key).close();
      count(fault);
      throw error(StoreOperation.CREATE, key, fault);
    }
    return new Writer(key, run(StoreOperation.CREATE, key, fault, () -> store.create(key)));
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    Fault fault = next(StoreOperation.READ, key);
    ObjectRange range = run(StoreOperation.READ, key, fault, () -> store.read(key, offset, length));
    int n = range.bytes().remaining();
    if (n > 0 && fault == Fault.SHORT_READ) {
      range.bytes().limit(range.bytes().position() + draw(n));
    } else if (n > 0 && fault == Fault.BIT_FLIP) {
      int at = range.bytes().position() + draw(n);
      range.bytes().put(at, (byte) (range.bytes().get(at) ^ 1 << draw(8)));
    }
    return range;
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    Fault fault = next(StoreOperation.LIST, prefix);
    if (fault == Fault.ERROR_AFTER) {
      store.list(prefix, after, limit).close();
      count(fault);
      throw error(StoreOperation.LIST, prefix, fault);
    }
    return run(StoreOperation.LIST, prefix, fault, () -> store.list(prefix, after, limit));
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    Fault fault = next(StoreOperation.DELETE, key);
    return run(StoreOperation.DELETE, key, fault, () -> store.delete(key));
  }

  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    Fault fault = next(StoreOperation.SYNC, key);
    run(
        StoreOperation.SYNC,
        key,
        fault,
        () -> {
          store.sync(key);
          return true;
        });
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  /**
   * What lies beneath, and how often it failed.
   *
   * @return for example {@code faulty (3 faults): memory, 2 objects, 14 bytes}
   */
  @Override
  public String toString() {
    return "faulty (" + faults + " faults): " + store;
  }

  private final class Writer implements ObjectWriter {
    private final String key;
    private final ObjectWriter writer;
    private boolean failed;

    Writer(String key, ObjectWriter writer) {
      this.key = key;
      this.writer = writer;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      check();
      failed = true;
      run(
          StoreOperation.WRITE,
          key,
          next(StoreOperation.WRITE, key),
          () -> {
            writer.write(bytes);
            return true;
          });
      failed = false;
    }

    @Override
    public CreateOutcome commit() throws IOException {
      check();
      Fault fault = next(StoreOperation.COMMIT, key);
      count(fault);
      failed = fault != Fault.NONE && fault != Fault.DELAY;
      switch (fault) {
        case ERROR_BEFORE -> throw error(StoreOperation.COMMIT, key, fault);
        case LOST_ANSWER -> {
          if (coin()) {
            writer.commit();
          }
          throw unknown(fault);
        }
        case ERROR_AFTER, NOT_DURABLE -> {
          if (writer.commit() == CreateOutcome.EXISTS && fault == Fault.NOT_DURABLE) {
            return CreateOutcome.EXISTS; // nothing of ours to be made durable
          }
          throw unknown(fault);
        }
        case MET_ITSELF -> {
          writer.commit();
          return CreateOutcome.EXISTS;
        }
        case DELAY -> delay.run();
        default -> {}
      }
      return writer.commit();
    }

    private OutcomeUnknownException unknown(Fault fault) {
      return new OutcomeUnknownException(
          key, fault == Fault.NOT_DURABLE, error(StoreOperation.COMMIT, key, fault));
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }

    private void check() throws IOException {
      if (failed) {
        throw new IOException("the writer of " + key + " has failed");
      }
    }
  }
}
