package io.stemma.benchmarks.bars;

import io.stemma.benchmarks.work.ManyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts how often a process asks the kernel to force something to disk, by strace: neither the
 * store nor the JDK can hide one.
 */
final class Fsyncs {
  private static final int WARMING = 10;
  private static final int COMMITS = 50;

  private Fsyncs() {}

  /**
   * How many fsyncs commits took.
   *
   * @param median of one commit
   * @param least of one commit; more where a directory had to be made
   * @param mean of all, with those of merges of small objects in the background
   */
  record Counts(int median, int least, double mean) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d fsyncs (least %d, mean with merges %.1f)", median, least, mean);
    }
  }

  /**
   * Counts while a new process adds files one by one to an archive.
   *
   * @throws IOException if there is no strace
   */
  static Counts ofCommits(Path archive) throws IOException, InterruptedException {
    Path trace = Files.createTempFile("fsync-", ".strace");
    Path output = Files.createTempFile("fsync-", ".out");
    try {
      List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", trace.toString()));
      command.addAll(List.of("-e", "trace=fsync,fdatasync,mkdir", "-e", "signal=none"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(ManyFiles.class.getName(), archive.toString()));
      command.addAll(List.of(Integer.toString(WARMING + COMMITS), "traced"));
      int status =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new IOException("counting fsyncs ended with " + status + ": " + read(output));
      }
      return counts(Files.readAllLines(trace));
    } finally {
      Files.delete(trace);
      Files.delete(output);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  private static Counts counts(List<String> lines) {
    List<Integer> commits = new ArrayList<>();
    int count = 0;
    for (String line : lines) {
      if (line.contains(" fsync(") || line.contains(" fdatasync(")) {
        count++;
      } else if (line.contains(" mkdir(\"" + ManyFiles.MARK + "\"")) {
        commits.add(count);
        count = 0;
      }
    }
    // What comes before the first mark is the start, and the last mark ends the last commit.
    List<Integer> counted = commits.subList(1 + WARMING, commits.size()).stream().sorted().toList();
    double mean = counted.stream().mapToInt(Integer::intValue).average().orElseThrow();
    return new Counts(counted.get(counted.size() / 2), counted.get(0), mean);
  }
}
