package io.stemma.benchmarks.bars;

import io.stemma.Transformation;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** User's code that is compiled while a bar is measured, so that no class path has it. */
final class LabCode {
  private LabCode() {}

  /**
   * Compiles the record {@code lab.Fit}, and makes one.
   *
   * @param directory takes the files
   * @param component its only component, a double
   */
  static Transformation compiled(Path directory, String source, double component)
      throws IOException, ReflectiveOperationException {
    Path from = Files.createTempDirectory(directory, "source");
    Path to = Files.createTempDirectory(directory, "classes");
    Path file = Files.writeString(from.resolve("Fit.java"), source);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int outcome =
        javac.run(
            System.out,
            System.err,
            "-proc:none",
            "-d",
            to.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            file.toString());
    if (outcome != 0) {
      throw new IOException("javac has failed");
    }
    ClassLoader loader =
        new URLClassLoader(new URL[] {to.toUri().toURL()}, LabCode.class.getClassLoader());
    return (Transformation)
        loader.loadClass("lab.Fit").getConstructor(double.class).newInstance(component);
  }
}
