package io.stemma.testing;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * A store on a machine that can crash. It behaves as a store in a directory does: an object becomes
 * visible first and durable a step later, a deletion need not be durable at all.
 *
 * <p>A crash ends every operation, in all stores of the machine, with an exception. {@link
 * #crash(long)} gives what is there when the machine has started again: all that was durable, and
 * of what was only visible or only deleted, whatever the seed says.
 *
 * <p>The machine counts steps. A commit has three: before the object is visible, before it is
 * durable, before the caller hears of it. Every other operation has one, before it takes effect.
 * {@link #crashAt(long)} crashes at a step, so that a test can run through all of them.
 */
public final class CrashingObjectStore implements ObjectStore {
  private final CrashingMachine machine;
  private final MemoryObjectStore objects;

  /** Creates an empty store on a machine of its own. */
  public CrashingObjectStore() {
    this(new MemoryObjectStore());
  }

  /**
   * Creates a store on a machine of its own.
   *
   * @param objects what it holds, all durable; it is not changed by the crash itself
   */
  public CrashingObjectStore(MemoryObjectStore objects) {
    this(new CrashingMachine(objects.reopen()));
  }

  private CrashingObjectStore(CrashingMachine machine) {
    this.machine = machine;
    this.objects = machine.objects().reopen();
  }

  /**
   * Opens the same objects on the same machine once more, as another process would.
   *
   * @return another store with the same objects, open
   */
  public CrashingObjectStore reopen() {
    return new CrashingObjectStore(machine);
  }

  /**
   * Copies the machine as it is, with its objects and what of them is durable.
   *
   * @return a store on a machine of its own, which does not crash unless told to
   * @throws IOException if the objects cannot be read
   */
  public CrashingObjectStore copy() throws IOException {
    return new CrashingObjectStore(machine.copy());
  }

  /**
   * How many steps there were on this machine.
   *
   * @return how many
   */
  public long steps() {
    return machine.steps();
  }

  /**
   * Lets the machine crash at a step; if there were as many already, at the next.
   *
   * @param step which one; the first is 1
   */
  public void crashAt(long step) {
    machine.crashAt(step);
  }

  /**
   * Whether the machine has crashed.
   *
   * @return whether it has
   */
  public boolean crashed() {
    return machine.crashed();
  }

  /**
   * Crashes the machine if it has not crashed yet, and starts it again. May be called more than
   * once, with different seeds for different survivors.
   *
   * @param seed decides what survives of that which was not durable
   * @return a new store with the objects that survived, on a machine of its own
   */
  public CrashingObjectStore crash(long seed) {
    return new CrashingObjectStore(new CrashingMachine(machine.survivors(seed)));
  }

  /**
   * Puts an object as another process does that was killed after the object had become visible and
   * before it was durable.
   *
   * @param key the object
   * @param bytes what it holds
   * @return whether there was no object under the key yet
   * @throws IOException if the machine has crashed
   */
  public boolean putUnsynced(String key, byte[] bytes) throws IOException {
    try (ObjectWriter writer = objects.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      return machine.show(key, writer) == CreateOutcome.CREATED;
    }
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectKeys.checkKey(key);
    machine.step();
    return new Writer(key, objects.create(key));
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    machine.step();
    return objects.read(key, offset, length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    machine.step();
    return objects.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    objects.list("", "", 1).close(); // throws if this store was closed
    return machine.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    machine.step();
    objects.sync(key);
    if (!machine.makeDurable(key)) {
      throw new NoSuchObjectException(key);
    }
  }

  @Override
  public void close() {
    objects.close();
  }

  /**
   * What the machine holds and whether it runs.
   *
   * @return for example {@code crashed after 17 steps: memory, 2 objects, 14 bytes}
   */
  @Override
  public String toString() {
    return (crashed() ? "crashed after " : "running since ") + steps() + " steps: " + objects;
  }

  private final class Writer implements ObjectWriter {
    private final String key;
    private final ObjectWriter writer;

    Writer(String key, ObjectWriter writer) {
      this.key = key;
      this.writer = writer;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      machine.step();
      writer.write(bytes);
    }

    @Override
    public CreateOutcome commit() throws IOException {
      CreateOutcome outcome = machine.show(key, writer);
      if (outcome == CreateOutcome.CREATED) {
        machine.step();
        machine.makeDurable(key);
      }
      machine.step();
      return outcome;
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
