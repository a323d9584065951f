package io.stemma.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command line that is run and measured. Processor time and memory come from GNU time, which asks
 * the kernel once the process has ended; without it they are unknown. The clock runs from before
 * the process is made until its end is known, so that every tool carries the same two milliseconds.
 */
final class Command {
  private static final Path TIME = Path.of("/usr/bin/time");
  private static final boolean TIMED = Files.isExecutable(TIME);
  private static final int SHOWN = 2000;

  private final List<String> words;
  private final Map<String, String> environment = new HashMap<>();
  private Path directory = Path.of("").toAbsolutePath();
  private Set<Integer> successes = Set.of(0);

  Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  Command(String... words) {
    this(List.of(words));
  }

  /** Whether processor time and memory can be measured. */
  static boolean measuresAll() {
    return TIMED;
  }

  Command in(Path where) {
    directory = where;
    return this;
  }

  Command with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Takes other exit statuses than 0 for success. */
  Command expecting(Integer... statuses) {
    successes = Set.of(statuses);
    return this;
  }

  /** Runs it, without looking at what it prints. */
  Cost run() throws IOException, InterruptedException {
    Path report = Files.createTempFile("command-", ".time");
    Path errors = Files.createTempFile("command-", ".err");
    try {
      List<String> line = new ArrayList<>();
      if (TIMED) {
        line.addAll(List.of(TIME.toString(), "-q", "-f", "%U %S %M", "-o", report.toString()));
      }
      line.addAll(words);
      ProcessBuilder builder = builder(line).redirectError(errors.toFile());
      builder.redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")));
      long begin = System.nanoTime();
      int status = builder.start().waitFor();
      double seconds = (System.nanoTime() - begin) / 1e9;
      requireSuccess(status, Files.readString(errors));
      return cost(seconds, Files.readString(report).strip());
    } finally {
      Files.delete(report);
      Files.delete(errors);
    }
  }

  /** Runs it and gives what it prints. */
  String output() throws IOException, InterruptedException {
    Path errors = Files.createTempFile("command-", ".err");
    try {
      Process process = builder(words).redirectError(errors.toFile()).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      requireSuccess(process.waitFor(), Files.readString(errors));
      return text;
    } finally {
      Files.delete(errors);
    }
  }

  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return builder;
  }

  private void requireSuccess(int status, String errors) throws IOException {
    if (!successes.contains(status)) {
      String shown = errors.length() > SHOWN ? errors.substring(0, SHOWN) + "..." : errors;
      throw new IOException(words + " ended with " + status + ": " + shown);
    }
  }

  private static Cost cost(double seconds, String report) {
    if (report.isEmpty()) {
      return new Cost(seconds, Double.NaN, Double.NaN, Double.NaN);
    }
    // A status other than 0 puts a sentence in front.
    String[] parts = report.substring(report.lastIndexOf('\n') + 1).split(" ");
    double cpu = Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]);
    return new Cost(seconds, cpu, Double.parseDouble(parts[2]) * 1024, Double.NaN);
  }
}
