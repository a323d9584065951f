package io.stemma.internal.jvm;

import io.stemma.ArchiveOptions;
import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.execution.JvmOptions;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Child JVMs, each of which runs one datum at a time. They are started when there is something to
 * run, and replaced when they are gone. Safe for use by several threads.
 */
public final class JvmPool implements AutoCloseable {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final ObjectStore store;
  private final OpenCall archive;
  private final Supplier<? extends Collection<? extends Class<?>>> known;
  private final JvmOptions options;
  private final Set<Path> stemma = ClassPlaces.ofStemma();
  private final Semaphore places;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "stemma-jvm-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  private final Deque<ChildJvm> idle = new ArrayDeque<>();
  private final Set<ChildJvm> busy = new HashSet<>();
  private boolean closed;

  /**
   * A pool without processes.
   *
   * @param store of the archive; stays its owner's
   * @param archive how the archive is to be opened there
   * @param known gives classes that the children are to find
   * @param options how children are started
   * @throws StemmaException if Stemma's classes are where a child cannot find them
   */
  public JvmPool(
      ObjectStore store,
      ArchiveOptions archive,
      Supplier<? extends Collection<? extends Class<?>>> known,
      JvmOptions options) {
    this.store = store;
    this.archive = new OpenCall(archive, store.isRemote());
    this.known = known;
    this.options = options;
    this.places = new Semaphore(options.count(), true);
  }

  /**
   * Runs datums, one after the other, as soon as there is a place for them.
   *
   * @param tasks which datums
   * @param outcomes is told what became of each, in this thread
   * @throws IllegalStateException if this is closed
   * @throws InterruptedException if this thread was interrupted; the datum was, too
   */
  public void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes)
      throws InterruptedException {
    checkOpen();
    places.acquire();
    try {
      Optional<ChildJvm> child = Optional.empty();
      try {
        for (DatumTask task : tasks) {
          if (child.isEmpty() || !child.get().isAlive()) {
            child.ifPresent(this::giveBack);
            child = Optional.empty();
            child = Optional.of(take());
          }
          outcomes.accept(child.get().run(task, archive, threads));
        }
      } finally {
        child.ifPresent(this::giveBack);
      }
    } finally {
      places.release();
    }
  }

  /** A process that does nothing yet. */
  private ChildJvm take() {
    List<String> command = JvmCommand.of(options, stemma, known.get());
    synchronized (this) {
      checkOpen();
      for (ChildJvm child = idle.poll(); child != null; child = idle.poll()) {
        // What was defined since it was started may be on another class path.
        if (child.isAlive() && child.command().equals(command)) {
          busy.add(child);
          return child;
        }
        child.stop(threads);
      }
      try {
        ChildJvm child = ChildJvm.start(command, store, threads);
        busy.add(child);
        return child;
      } catch (IOException e) {
        throw new StemmaException("no JVM can be started: " + e.getMessage(), e);
      }
    }
  }

  private synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("these child JVMs are closed; start others");
    }
  }

  private void giveBack(ChildJvm child) {
    synchronized (this) {
      busy.remove(child);
      if (!closed && !options.fresh() && child.isAlive()) {
        idle.push(child);
        return;
      }
    }
    child.end(threads);
  }

  /** Ends all processes; what they are running has failed. */
  @Override
  public void close() {
    Set<ChildJvm> all;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      all = new HashSet<>(busy);
      all.addAll(idle);
      idle.clear();
    }
    all.forEach(child -> child.stop(threads));
    all.forEach(child -> child.end(threads));
  }

  /** How many processes there are. */
  @Override
  public synchronized String toString() {
    return options
        + "; "
        + busy.size()
        + " running, "
        + idle.size()
        + " idle"
        + (closed ? "; closed" : "");
  }
}
