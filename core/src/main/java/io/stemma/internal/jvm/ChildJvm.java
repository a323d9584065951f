package io.stemma.internal.jvm;

import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JVM that was started to run datums, one after the other. */
final class ChildJvm {
  private static final Logger LOG = LoggerFactory.getLogger(ChildJvm.class);

  /** How long a child may take to end once its input has ended, or it has ended the link. */
  private static final long GRACE_SECONDS = 3;

  private final List<String> command;
  private final Process process;
  private final Link link;
  private final ServedStore store;
  private final LastLines printed;
  private boolean open;

  /** Whether this process wants no more of it. */
  private volatile boolean ending;

  private ChildJvm(List<String> command, Process process, ObjectStore store, Executor threads) {
    this.command = command;
    this.process = process;
    this.store = new ServedStore(store);
    this.link = new Link(process.getInputStream(), process.getOutputStream(), this.store, threads);
    this.printed =
        new LastLines(
            process.getErrorStream(), line -> LOG.info("process {}: {}", process.pid(), line));
  }

  /**
   * Starts a JVM.
   *
   * @param command what starts it
   * @param store what it is to reach, through this process
   * @param threads as many as there is work for
   * @throws IOException if there is no such command
   */
  static ChildJvm start(List<String> command, ObjectStore store, Executor threads)
      throws IOException {
    ChildJvm child = new ChildJvm(command, new ProcessBuilder(command).start(), store, threads);
    threads.execute(child.printed);
    threads.execute(
        () -> {
          child.link.serve();
          child.store.close();
        });
    return child;
  }

  /** What has started it. */
  List<String> command() {
    return command;
  }

  /** Whether it still answers. */
  boolean isAlive() {
    return link.ended().isEmpty();
  }

  /**
   * Has it run a datum.
   *
   * @throws InterruptedException if this thread was interrupted; the child has been ended then
   */
  DatumOutcome run(DatumTask task, OpenCall archive, Executor threads) throws InterruptedException {
    try {
      if (!open) {
        link.callInterruptibly(archive.encode());
        open = true;
      }
      byte[] bytes = task.toBytes();
      byte[] answer =
          link.callInterruptibly(Operation.RUN.call(bytes.length + 1).bytes(bytes).toBytes());
      return DatumOutcome.ofBytes(answer);
    } catch (InterruptedException e) {
      end(threads);
      throw e;
    } catch (LinkEndedException e) {
      return DatumOutcome.failed(task, lost(task));
    } catch (IOException | IllegalArgumentException e) {
      return DatumOutcome.failed(
          task,
          new StemmaException(
              "process "
                  + process.pid()
                  + " could not run datum "
                  + task.datum()
                  + ": "
                  + e.getMessage(),
              e));
    }
  }

  /** What became of a process that does not answer any more. */
  private StemmaException lost(DatumTask task) throws InterruptedException {
    boolean ended = process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    if (ending) {
      return new StemmaException(
          "process " + process.pid() + " was ended while it ran datum " + task.datum());
    }
    List<String> lines = printed.get();
    return new StemmaException(
        "process "
            + process.pid()
            + (ended
                ? " has ended with " + process.exitValue()
                : " was ended (" + link.ended().orElse("") + ")")
            + " while it ran datum "
            + task.datum()
            + (lines.isEmpty()
                ? "; it has printed nothing"
                : "; the last that it has printed:\n" + String.join("\n", lines)));
  }

  /** Asks it to end, and does not wait for it. */
  void stop(Executor threads) {
    ending = true;
    threads.execute(link::close); // Closing may wait, for what does not read.
  }

  /**
   * Ends it: by the end of its input first, so that it can delete what it has on the disk, and then
   * in any case. An interrupt is kept.
   */
  void end(Executor threads) {
    stop(threads);
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    process.destroyForcibly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "process " + process.pid() + (isAlive() ? "" : ", ended");
  }
}
