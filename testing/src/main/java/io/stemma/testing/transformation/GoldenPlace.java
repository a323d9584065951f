package io.stemma.testing.transformation;

import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where a golden archive is read from and written to.
 *
 * @param name its name
 * @param test the class whose resource it is
 * @param isWriting whether it is to be written
 * @param directory that of all golden archives, if it was named
 * @param command what to type for writing it
 */
record GoldenPlace(
    String name, Class<?> test, boolean isWriting, Optional<Path> directory, String command) {
  private static final String WRITE = "stemma.golden.write";
  private static final String DIRECTORY = "stemma.golden.directory";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  static GoldenPlace of(String name, ExtensionContext context) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidNameException(
          "a golden archive is called by letters, digits and . _ -, as in te-2024A, not \""
              + name
              + "\"");
    }
    Class<?> outermost = context.getRequiredTestClass();
    for (Class<?> next = outermost; next != null; next = next.getEnclosingClass()) {
      outermost = next;
    }
    boolean isNested = outermost != context.getRequiredTestClass();
    String method = context.getTestMethod().map(found -> "#" + found.getName()).orElse("");
    return new GoldenPlace(
        name,
        context.getRequiredTestClass(),
        context.getConfigurationParameter(WRITE).map(Boolean::parseBoolean).orElse(false),
        context
            .getConfigurationParameter(DIRECTORY)
            .map(found -> Path.of(found).toAbsolutePath().normalize()),
        "mvn test -Dtest="
            + outermost.getSimpleName()
            + (isNested ? "" : method)
            + " -D"
            + WRITE
            + "=true");
  }

  private String resource() {
    return "golden/" + name;
  }

  /** What there is of it, where this run reads it. */
  Optional<GoldenFiles> kept() throws IOException {
    return isWriting || directory.isPresent() ? written() : onClassPath();
  }

  /** What there is of it where it is written. */
  Optional<GoldenFiles> written() throws IOException {
    Path found = target();
    return Files.exists(found) ? Optional.of(GoldenFiles.read(found)) : Optional.empty();
  }

  private Optional<GoldenFiles> onClassPath() throws IOException {
    String first = resource() + "/" + GoldenFiles.FIRST;
    URL found = test.getClassLoader().getResource(first);
    if (found != null) {
      return Optional.of(GoldenFiles.read(found));
    }
    URI root = GoldenFiles.root(test);
    if (!"file".equals(root.getScheme())) {
      return Optional.empty();
    }
    Path beside = Path.of(root).resolve(resource());
    return Files.exists(beside) ? Optional.of(GoldenFiles.read(beside)) : Optional.empty();
  }

  /** Where it is written. */
  Path target() throws IOException {
    if (directory.isPresent()) {
      return directory.get().resolve(name);
    }
    return project().resolve("src/test/resources").resolve(resource());
  }

  private Path project() throws IOException {
    String maven = System.getProperty("basedir");
    if (maven != null) {
      return Path.of(maven).toAbsolutePath().normalize();
    }
    URI root = GoldenFiles.root(test);
    if ("file".equals(root.getScheme())) {
      for (Path up = Path.of(root); up != null; up = up.getParent()) {
        if (Files.isDirectory(up.resolve("src/test"))) {
          return up;
        }
      }
    }
    throw new NotFoundException(
        "nobody knows where the test resources of "
            + test.getName()
            + " are kept: the property basedir is not set, and there is no src/test above "
            + root
            + "; name the directory of golden archives with -D"
            + DIRECTORY
            + "=...");
  }

  /** That there is none, and what to do. */
  String missing() throws IOException {
    String where =
        directory.isPresent() || isWriting
            ? target().toString()
            : resource() + " on the class path";
    return "there is no golden archive "
        + name
        + ": nothing is in "
        + where
        + ". To make it of the datums that assertTransformation(..).on(datum).reproduces(golden)"
        + " names, run "
        + command;
  }

  @Override
  public String toString() {
    return "golden archive " + name;
  }
}
