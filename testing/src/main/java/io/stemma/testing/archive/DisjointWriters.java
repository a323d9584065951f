package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Threads that commit to one branch, each to paths of its own. */
public final class DisjointWriters {
  private static final int TRIES = 20;

  private final String name;
  private final int threads;
  private final int each;

  /**
   * Prepares writers.
   *
   * @param name tells them from others of the same branch
   * @param threads how many threads
   * @param each how many commits each of them makes
   */
  public DisjointWriters(String name, int threads, int each) {
    this.name = name;
    this.threads = threads;
    this.each = each;
  }

  /**
   * Lets all threads commit.
   *
   * @param branch the branch
   * @param latency gets the nanoseconds of every commit, from any thread
   * @return the nanoseconds that each thread took for all its commits
   * @throws InterruptedException if the thread is interrupted
   * @throws AssertionError if a commit failed
   */
  public List<Long> run(Branch branch, LongConsumer latency) throws InterruptedException {
    return run(latency, path -> branch.commit(path, tx -> tx.write(path, path)));
  }

  /**
   * Lets all threads commit through whatever fails: what was refused is tried again, and what
   * became of a commit is asked for until it is known.
   *
   * @param archive the archive
   * @param branch its branch
   * @throws InterruptedException if the thread is interrupted
   * @throws AssertionError if a commit was not done in many tries
   */
  public void runThroughFaults(Archive archive, Branch branch) throws InterruptedException {
    List<Long> unused = run(nanos -> {}, path -> insist(archive, branch, path));
  }

  private static void insist(Archive archive, Branch branch, String path) {
    RuntimeException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        branch.commit(path, tx -> tx.write(path, path));
        return;
      } catch (CommitOutcomeUnknownException e) {
        last = e;
        if (outcome(archive, e)) {
          return;
        }
      } catch (StorageException e) {
        last = e; // nothing was written
      }
    }
    throw new AssertionError(path + " was not committed in " + TRIES + " tries", last);
  }

  private static boolean outcome(Archive archive, CommitOutcomeUnknownException unknown) {
    RuntimeException last = unknown;
    for (int i = 0; i < TRIES; i++) {
      try {
        Optional<Boolean> outcome = archive.outcome(unknown.operation(), unknown.sequence());
        if (outcome.isPresent()) {
          return outcome.get();
        }
        // The place of an entry that nobody knows of is taken by another one.
        archive.ensureRepository("settles-" + unknown.operation() + "-" + i);
      } catch (CommitOutcomeUnknownException | StorageException e) {
        last = e;
      }
    }
    throw new AssertionError("the outcome stays unknown: " + unknown.getMessage(), last);
  }

  private List<Long> run(LongConsumer latency, Consumer<String> commit)
      throws InterruptedException {
    ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> totals = new ConcurrentLinkedQueue<>();
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      String directory = "/" + name + "/" + t;
      Thread worker =
          new Thread(
              () -> {
                try {
                  totals.add(commits(directory, latency, commit));
                } catch (RuntimeException | Error e) {
                  errors.add(e);
                }
              });
      workers.add(worker);
      worker.start();
    }
    for (Thread worker : workers) {
      worker.join();
    }
    if (!errors.isEmpty()) {
      throw new AssertionError("a commit failed: " + errors.peek(), errors.peek());
    }
    return List.copyOf(totals);
  }

  private long commits(String directory, LongConsumer latency, Consumer<String> commit) {
    long begin = System.nanoTime();
    long last = begin;
    for (int i = 0; i < each; i++) {
      String path = directory + "/" + i;
      commit.accept(path);
      long now = System.nanoTime();
      latency.accept(now - last);
      last = now;
    }
    return last - begin;
  }

  /**
   * Checks that every commit of all writers is there once, with its file.
   *
   * @param archive the archive
   * @param branch its branch, to which nobody else has committed
   * @param writers all writers
   * @throws AssertionError if one is lost or there twice
   */
  public static void check(Archive archive, Branch branch, List<DisjointWriters> writers) {
    Map<String, Integer> found = new HashMap<>();
    try (Stream<Commit> log = branch.log()) {
      log.forEach(commit -> found.merge(commit.message(), 1, Integer::sum));
    }
    Commit head = branch.head();
    int expected = 0;
    for (DisjointWriters one : writers) {
      for (int t = 0; t < one.threads; t++) {
        for (int i = 0; i < one.each; i++) {
          String path = "/" + one.name + "/" + t + "/" + i;
          expected++;
          ModelCheck.require(
              found.getOrDefault(path, 0) == 1,
              path,
              "in",
              String.valueOf(found.get(path)),
              "commits");
          ModelCheck.require(head.readString(path).equals(path), path, "has another content");
        }
      }
    }
    ModelCheck.require(head.files() == expected, head.files(), "files, not", expected);
    ArchiveSoundness.requireVerified(archive, "after concurrent commits");
  }
}
