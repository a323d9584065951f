package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.ConflictException;
import io.stemma.StorageException;
import io.stemma.testing.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Many threads commit through a store that fails at random. Every commit adds a file of its own and
 * a line to its thread's list. At the end, when the store works again, each commit of unknown
 * outcome is asked for: what was committed is there once, all else is not there.
 */
public final class FaultyCommits {
  private static final Fault[] FAULTS = {
    Fault.ERROR_BEFORE, Fault.ERROR_AFTER, Fault.LOST_ANSWER, Fault.MET_ITSELF, Fault.NOT_DURABLE
  };

  private record Unknown(String line, CommitOutcomeUnknownException error) {}

  private final StoreOpening store;
  private final Failing failing;
  private final ArchiveOptions options;
  private final ConcurrentLinkedQueue<String> committed = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Unknown> unknown = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();

  /**
   * Prepares a run on a store whose operations fail at random.
   *
   * @param store opens the store
   * @param options how to open the archive; the deadline of commits should be some seconds
   * @param seed decides which operations fail, and how
   * @param rate how many of the store's operations fail, between 0 and 1
   */
  public FaultyCommits(StoreOpening store, ArchiveOptions options, long seed, double rate) {
    this(store, () -> FailingStore.random(store, seed, rate, FAULTS), options);
  }

  /**
   * Prepares a run on a store that fails in another way.
   *
   * @param store opens the store where it does not fail
   * @param failing gives the same store, with faults; called once it has an archive
   * @param options how to open the archive; the deadline of commits should be some seconds
   */
  public FaultyCommits(StoreOpening store, Failing failing, ArchiveOptions options) {
    this.store = store;
    this.failing = failing;
    this.options = options;
  }

  /** Makes a store fail. */
  @FunctionalInterface
  public interface Failing {
    /**
     * Gives the store.
     *
     * @return the store, with its faults switched off
     * @throws IOException if that fails
     */
    FailingStore get() throws IOException;
  }

  /**
   * Commits, and counts what came of it.
   *
   * @param threads how many threads
   * @param each how many commits each of them tries
   * @return a line with figures
   * @throws IOException if the store cannot be opened
   * @throws InterruptedException if the thread is interrupted
   * @throws AssertionError if a commit was lost or is there twice
   */
  public String run(int threads, int each) throws IOException, InterruptedException {
    try (Archive archive = Archive.create(store.open(), options)) {
      archive.createRepository("r");
    }
    FailingStore faulty = failing.get();
    Archive archive = Archive.open(faulty.open(), options);
    Branch main = archive.repository("r").main();
    faulty.setEnabled(true);
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      String name = "t" + t;
      Thread worker = new Thread(() -> work(main, name, each), name);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
    faulty.setEnabled(false);
    archive.close();
    if (!errors.isEmpty()) {
      throw new AssertionError("a commit ended in an unexpected way", errors.peek());
    }
    long unknowns = unknown.size();
    settle();
    return committed.size()
        + " commits, "
        + refused.size()
        + " refused, "
        + unknowns
        + " of unknown outcome, "
        + faulty.faults()
        + " faults";
  }

  private void work(Branch main, String thread, int each) {
    try {
      for (int i = 0; i < each; i++) {
        commit(main, thread, thread + "-" + i);
      }
    } catch (RuntimeException | Error e) {
      errors.add(e);
    }
  }

  private void commit(Branch main, String thread, String line) {
    try {
      main.commit(
          line,
          tx ->
              tx.write("/" + thread + "/" + line, line)
                  .append(
                      "/" + thread + "/lines",
                      (line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      committed.add(line);
    } catch (CommitOutcomeUnknownException e) {
      unknown.add(new Unknown(line, e));
    } catch (StorageException e) {
      refused.add(line);
    } catch (ConflictException e) {
      // The line's list is this thread's own: it can only be its own change, unknown until now.
      refused.add(line);
    }
  }

  private void settle() throws IOException {
    try (Archive archive = Archive.open(store.open(), options)) {
      // The place of an entry that nobody knows of may still be free.
      archive.ensureRepository("settled");
      for (Unknown one : unknown) {
        boolean done =
            archive
                .outcome(one.error().operation(), one.error().sequence())
                .orElseThrow(() -> new AssertionError("the outcome stays unknown: " + one));
        (done ? committed : refused).add(one.line());
      }
      compare(archive);
      ArchiveSoundness.requireVerified(archive, "after faults");
    }
  }

  private void compare(Archive archive) {
    Map<String, Integer> found = new HashMap<>();
    Branch main = archive.repository("r").main();
    try (Stream<Commit> log = main.log()) {
      log.forEach(commit -> found.merge(commit.message(), 1, Integer::sum));
    }
    Map<String, Integer> lines = new HashMap<>();
    Commit head = main.head();
    try (Stream<io.stemma.Entry> lists = head.glob("/*/lines")) {
      for (Iterator<io.stemma.Entry> all = lists.iterator(); all.hasNext(); ) {
        head.readString(all.next().path())
            .lines()
            .forEach(line -> lines.merge(line, 1, Integer::sum));
      }
    }
    for (String line : committed) {
      if (found.getOrDefault(line, 0) != 1 || lines.getOrDefault(line, 0) != 1) {
        throw new AssertionError(
            line
                + " was committed, and is in "
                + found.getOrDefault(line, 0)
                + " commits and "
                + lines.getOrDefault(line, 0)
                + " lines");
      }
      String path = "/" + line.substring(0, line.indexOf('-')) + "/" + line;
      if (!head.readString(path).equals(line)) {
        throw new AssertionError(path + " has another content");
      }
    }
    for (String line : refused) {
      if (found.containsKey(line) || lines.containsKey(line)) {
        throw new AssertionError(line + " was refused, and is there");
      }
    }
  }

  /**
   * A deadline that lets most commits get over their faults.
   *
   * @return options for a run
   */
  public static ArchiveOptions usualOptions() {
    return ArchiveOptions.DEFAULT.withoutCache().withCommitDeadline(Duration.ofSeconds(5));
  }
}
