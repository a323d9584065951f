package io.stemma.testing.archive;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A main class in a JVM of its own. Its error output goes where that of this JVM goes; when this
 * JVM ends, its input ends.
 */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a JVM.
   *
   * @param environment what nobody else is to see, as others can see arguments
   */
  static ChildProcess start(Class<?> main, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It does not live for long: what makes it start soon counts.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", classPath(main), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return new ChildProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** All that this JVM has, whether on its module path or on its class path. */
  private static String classPath(Class<?> main) {
    Set<String> places = new LinkedHashSet<>();
    places.add(home(main));
    for (String name : List.of("jdk.module.path", "java.class.path")) {
      for (String place : System.getProperty(name, "").split(File.pathSeparator)) {
        if (!place.isEmpty()) {
          places.add(place);
        }
      }
    }
    return String.join(File.pathSeparator, places);
  }

  private static String home(Class<?> type) {
    try {
      URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError("no place of " + type, e);
    }
  }

  /**
   * The next line that it prints.
   *
   * @throws AssertionError if it has ended
   */
  String next() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("a process ended too early");
    }
    return line;
  }

  /** Reads until it has printed a line. */
  void await(String wanted) throws IOException {
    String line = next();
    while (!line.equals(wanted)) {
      line = next();
    }
  }

  /** Reads all that it prints from now on, so that it never waits for a reader. */
  void drain() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (output.readLine() != null) {}
              } catch (IOException e) {
                return; // It was killed.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the process as {@code kill -9} does, and waits for its end. */
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
  }
}
