package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Threads that commit to one branch, each to paths of its own. */
public final class DisjointWriters {
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
    ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> totals = new ConcurrentLinkedQueue<>();
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      String directory = "/" + name + "/" + t;
      Thread worker =
          new Thread(
              () -> {
                try {
                  totals.add(commits(branch, directory, latency));
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

  private long commits(Branch branch, String directory, LongConsumer latency) {
    long begin = System.nanoTime();
    long last = begin;
    for (int i = 0; i < each; i++) {
      String path = directory + "/" + i;
      branch.commit(path, tx -> tx.write(path, path));
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
