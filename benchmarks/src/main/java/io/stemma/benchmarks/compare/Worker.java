package io.stemma.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The main class of JVMs that do what a tool is asked to: one request given as arguments, or, if
 * there are none, requests of a line each, with tabs between the words, until the input ends. The
 * answer is a line {@code done NANOS CPU-NANOS}.
 */
public final class Worker {
  private Worker() {}

  /** Something that answers requests. */
  interface Service extends AutoCloseable {
    /** Makes ready for a request what a user would have ready; not timed. */
    default void prepare(List<String> words) throws IOException {}

    /** Does it. */
    void serve(List<String> words) throws IOException, InterruptedException;

    @Override
    default void close() {}
  }

  /**
   * Runs.
   *
   * @param args {@code stemma} or {@code pipeline}, and a request if there is only one
   * @throws Exception if a request fails
   */
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    try (Service service =
        words.get(0).equals("pipeline") ? new PipelineService() : new StemmaService()) {
      if (words.size() > 1) {
        service.prepare(words.subList(1, words.size()));
        service.serve(words.subList(1, words.size()));
      } else {
        serveAll(service);
      }
    }
  }

  private static void serveAll(Service service) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> words = List.of(line.split("\t", -1));
      service.prepare(words);
      long cpu = cpuNanos();
      long begin = System.nanoTime();
      service.serve(words);
      long nanos = System.nanoTime() - begin;
      System.out.println("done " + nanos + " " + (cpuNanos() - cpu));
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
