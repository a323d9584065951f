package io.stemma.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of these tests in a JVM of its own. */
final class JavaProcess {
  private static final long END_SECONDS = 30;

  private final Process process;
  private final BufferedReader output;

  private JavaProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  /** Starts a JVM with the modules and the class path of this one. */
  static JavaProcess start(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            home(main),
            home(AzureObjectStore.class),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new JavaProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The directory or jar that holds a class. */
  private static String home(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    String place = String.valueOf(type.getResource("/" + name));
    try {
      return Path.of(new URI(place.substring(0, place.length() - name.length()))).toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The next line that it prints; the text null if it has ended. */
  String line() throws IOException {
    return String.valueOf(output.readLine());
  }

  void say(String text) throws IOException {
    process.getOutputStream().write((text + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Kills it, as a power failure would: nothing runs in it any more. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(process + " cannot be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
