package io.stemma.internal.replay;

import io.stemma.Replay;
import io.stemma.StemmaException;
import io.stemma.execution.Executor;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.pipeline.LoadedCode;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.pipeline.RecordedJob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the datums of a recorded job again, several at once, and compares what they give. */
final class ReplayRun {
  /** So many datums wait for each thread. */
  private static final int AHEAD = 4;

  private final PipelineArchive archive;
  private final RecordedJob job;
  private final LoadedCode code;
  private final Optional<Executor> executor;

  /** What has merged files that datums gave a part of, by their paths. */
  private final Set<String> mergedPaths = ConcurrentHashMap.newKeySet();

  private final List<Replay.Difference> differences = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long datums;
  private long files;

  /** Everything that was found. */
  record Findings(long datums, long files, List<Replay.Difference> differences) {}

  /**
   * Not begun.
   *
   * @param executor runs the datums; without one, threads of this process do
   */
  ReplayRun(
      PipelineArchive archive, RecordedJob job, LoadedCode code, Optional<Executor> executor) {
    this.executor = executor;
    this.archive = archive;
    this.job = job;
    this.code = code;
  }

  /**
   * Runs datums, and waits for it.
   *
   * @param names which; empty for all
   * @throws StemmaException if this thread was interrupted, or something else than a datum failed
   */
  Findings run(Optional<? extends Collection<String>> names) {
    int count =
        executor.map(Executor::parallelism).orElse(Runtime.getRuntime().availableProcessors());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "stemma-replay");
              thread.setDaemon(true);
              return thread;
            });
    Semaphore free = new Semaphore(count * AHEAD);
    try {
      job.datums(names, datum -> submit(threads, free, () -> run(datum)));
      for (String path : mergedPathsOnce(free, count * AHEAD)) {
        submit(threads, free, () -> merge(path));
      }
      await(threads);
    } finally {
      threads.shutdownNow();
      job.close();
    }
    differences.sort(
        Comparator.comparing(Replay.Difference::datum).thenComparing(Replay.Difference::path));
    return new Findings(datums, files, List.copyOf(differences));
  }

  private void submit(ExecutorService threads, Semaphore free, Runnable work) {
    acquire(free, 1);
    checkGoing();
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          } finally {
            free.release();
          }
        });
  }

  private static void acquire(Semaphore free, int permits) {
    try {
      free.acquire(permits);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static StemmaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StemmaException("the thread was interrupted; the replay is given up", e);
  }

  /** Fails if something has gone wrong that is not a datum's failure. */
  private void checkGoing() {
    Throwable broken = failure.get();
    if (broken instanceof Error error) {
      throw error;
    } else if (broken instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** The paths that several datums gave a part of, once all datums have ended. */
  private List<String> mergedPathsOnce(Semaphore free, int all) {
    acquire(free, all);
    free.release(all);
    checkGoing();
    return mergedPaths.stream().sorted().toList();
  }

  private void await(ExecutorService threads) {
    threads.shutdown();
    try {
      while (!threads.awaitTermination(1, TimeUnit.DAYS)) {
        checkGoing();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    checkGoing();
  }

  private void run(RecordedJob.RecordedDatum datum) {
    SortedMap<String, FileEntry> then = FileComparison.byPath(datum.result().outputs());
    then.keySet().stream().filter(path -> job.isMerged(path, datum)).forEach(mergedPaths::add);
    RecordedJob.Rerun rerun =
        executor.map(places -> job.run(datum, code, places)).orElseGet(() -> job.run(datum, code));
    try {
      List<Replay.Difference> found =
          rerun.failure().isPresent()
              ? failed(datum.name(), then, rerun.failure().get())
              : new FileComparison(archive, datum.name(), rerun.session().orElseThrow())
                  .compare(then, FileComparison.byPath(rerun.outputs()));
      SortedMap<String, FileEntry> all = FileComparison.byPath(rerun.outputs());
      all.putAll(then);
      add(1, all.size(), found);
    } finally {
      rerun.session().ifPresent(WriteSession::discard);
    }
  }

  /** A datum that fails differs in all of its files, and if it has none, too. */
  private static List<Replay.Difference> failed(
      String datum, SortedMap<String, FileEntry> then, Throwable failure) {
    String reason = "the datum fails now: " + failure;
    List<String> paths =
        then.isEmpty() ? List.of(datum) : then.keySet().stream().map(path -> "/" + path).toList();
    return paths.stream()
        .map(path -> new Replay.Difference(datum, path, reason, Optional.empty()))
        .toList();
  }

  private void merge(String path) {
    DatumResult merged = job.merged(path);
    WriteSession session = archive.session();
    try {
      SortedMap<String, FileEntry> now = new TreeMap<>();
      List<Replay.Difference> found;
      try {
        DatumResult.OutputFile file = job.merge(merged, code, session);
        now.put(file.path(), file.entry());
        found =
            new FileComparison(archive, merged.datum(), session)
                .compare(FileComparison.byPath(merged.outputs()), now);
      } catch (StemmaException e) {
        found =
            List.of(
                new Replay.Difference(
                    merged.datum(), "/" + path, String.valueOf(e.getMessage()), Optional.empty()));
      }
      add(0, 1, found);
    } finally {
      session.discard();
    }
  }

  private synchronized void add(int newDatums, int newFiles, List<Replay.Difference> found) {
    datums += newDatums;
    files += newFiles;
    differences.addAll(found);
  }
}
