package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** Little programs that are compiled for a test, each into directories of its own. */
public final class CompiledSources {
  private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();
  private static final Path LOGGING =
      Path.of(
          URI.create(
              org.slf4j.Logger.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toString()));
  private static final Pattern TYPE = Pattern.compile("(record|class|enum|interface) ([\\w$]+)");

  private final Path directory;
  private int builds;

  CompiledSources(Path directory) {
    this.directory = directory;
  }

  /** Compiles sources, each {@code package x; ... class Y}. */
  URLClassLoader load(List<String> options, String... sources) throws IOException {
    Path from = Files.createDirectories(directory.resolve("source" + builds));
    Path to = Files.createDirectories(directory.resolve("classes" + builds++));
    List<String> arguments = new ArrayList<>(options);
    String path = CLASSES + File.pathSeparator + LOGGING;
    arguments.addAll(List.of("-proc:none", "-d", to.toString(), "-cp", path));
    for (int i = 0; i < sources.length; i++) {
      Path file = Files.createDirectories(from.resolve("" + i)).resolve(file(sources[i]));
      Files.writeString(file, sources[i]);
      arguments.add(file.toString());
    }
    compile(arguments);
    return new URLClassLoader(
        new URL[] {to.toUri().toURL()}, CompiledSources.class.getClassLoader());
  }

  /** Where the last ones were compiled to. */
  Path classes() {
    return directory.resolve("classes" + (builds - 1));
  }

  /** Runs the compiler. */
  public static void compile(List<String> arguments) {
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(javac.run(System.out, System.err, arguments.toArray(String[]::new)))
        .as("compiled")
        .isZero();
  }

  /** The name of a public type's file. */
  private static String file(String source) {
    Matcher type = TYPE.matcher(source);
    assertThat(type.find()).isTrue();
    return type.group(2) + ".java";
  }
}
