package io.stemma.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs another main class and, when its JVM shuts down, writes the peak of its memory to a file. A
 * JVM that is killed leaves the file as it was.
 */
public final class MeasuredMain {
  private MeasuredMain() {}

  /**
   * Runs a main class.
   *
   * @param args the report's path, the class's name, and its arguments
   * @throws Throwable whatever the class throws
   */
  public static void main(String[] args) throws Throwable {
    Path report = Path.of(args[0]);
    Class<?> main = Class.forName(args[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(report)));
    try {
      main.getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void write(Path report) {
    try {
      long peak = ResidentMemory.peakBytes(ProcessHandle.current().pid()).orElse(-1);
      if (peak >= 0) {
        Files.writeString(report, Long.toString(peak));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
