package io.stemma.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A main class running in a JVM of its own, on the class path of this one, through {@link
 * MeasuredMain}, which leaves the peak of its memory behind. Closing kills it if it still runs.
 */
public final class ChildJvm implements AutoCloseable {
  private static final int KEPT_LINES = 10_000;

  private final Process process;
  private final Path report;
  private final List<String> output = new ArrayList<>();
  private final CountDownLatch drained = new CountDownLatch(1);

  private ChildJvm(Process process, Path report) {
    this.process = process;
    this.report = report;
  }

  /**
   * Starts a JVM.
   *
   * @param main the class whose main method runs
   * @param options of the JVM, such as {@code -Xmx256m}
   * @param args of the main method
   */
  public static ChildJvm start(Class<?> main, List<String> options, List<String> args)
      throws IOException {
    Path report = Files.createTempFile("child-", ".rss");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MeasuredMain.class.getName(), report.toString(), main.getName()));
    command.addAll(args);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ChildJvm child = new ChildJvm(process, report);
    Thread drain = new Thread(child::drain, "output of " + process.pid());
    drain.setDaemon(true);
    drain.start();
    return child;
  }

  private void drain() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      keep("(output lost: " + e + ")");
    } finally {
      drained.countDown();
      synchronized (output) {
        output.notifyAll();
      }
    }
  }

  private void keep(String line) {
    synchronized (output) {
      if (output.size() < KEPT_LINES) {
        output.add(line);
      }
      output.notifyAll();
    }
  }

  /** The process. */
  public Process process() {
    return process;
  }

  /** The lines of output and error output so far; of very much, the beginning. */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /**
   * Waits until a line has been printed.
   *
   * @throws IOException if the child ends, or the time is over, without it
   */
  public void awaitLine(String line, Duration atMost) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (output) {
      while (!output.contains(line)) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || drained.getCount() == 0) {
          throw new IOException("the child did not print '" + line + "' but " + output);
        }
        output.wait(left);
      }
    }
  }

  /**
   * Waits for the end.
   *
   * @return the exit status
   * @throws IOException if the time is over; the child is killed then
   */
  public int await(Duration atMost) throws IOException, InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("the child ran longer than " + atMost + "; it printed " + output());
    }
    drained.await();
    return process.exitValue();
  }

  /**
   * The peak of the resident memory in bytes, of a child that has ended; nothing if it was killed
   * or the operating system does not tell.
   */
  public OptionalLong peakResidentBytes() throws IOException {
    if (process.isAlive()) {
      throw new IllegalStateException("the child still runs");
    }
    String text = Files.readString(report).strip();
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /** Kills the child if it still runs, and waits for its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      Files.deleteIfExists(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
