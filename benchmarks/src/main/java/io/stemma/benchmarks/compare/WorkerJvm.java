package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.ResidentMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that stays, so that what it does is done by warm code. */
final class WorkerJvm implements AutoCloseable {
  /** All of Stemma has to do with this much heap. */
  static final List<String> OPTIONS = List.of("-Xmx256m");

  private final Process process;
  private final BufferedReader answers;

  private WorkerJvm(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one; its errors go to where those of this process go. */
  static WorkerJvm start(String service) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(commandLine(List.of(service)));
    return new WorkerJvm(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The command line that runs a request in a JVM of its own. */
  static List<String> commandLine(List<String> words) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(OPTIONS);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    line.addAll(words);
    return line;
  }

  /** Has a request served; the time is that within the JVM. */
  Cost request(List<String> words) throws IOException {
    Path peak = Path.of("/proc", Long.toString(process.pid()), "clear_refs");
    if (Files.isWritable(peak)) {
      Files.writeString(peak, "5"); // sets the peak back to what is resident now: proc(5)
    }
    process.outputWriter(StandardCharsets.UTF_8).write(String.join("\t", words) + "\n");
    process.outputWriter(StandardCharsets.UTF_8).flush();
    String answer = answers.readLine();
    if (answer == null || !answer.startsWith("done ")) {
      throw new IOException("a worker failed at " + words + ": " + answer);
    }
    String[] parts = answer.split(" ");
    long resident = ResidentMemory.peakBytes(process.pid()).orElse(-1);
    return new Cost(
        Long.parseLong(parts[1]) / 1e9,
        Long.parseLong(parts[2]) / 1e9,
        resident < 0 ? Double.NaN : resident,
        Double.NaN);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
