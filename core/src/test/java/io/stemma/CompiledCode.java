package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** User's code that is compiled in the test, so that it can change, or go away. */
final class CompiledCode {
  private static final Pattern TYPE = Pattern.compile("(record|class|enum|interface) ([\\w$]+)");
  private static final Path API = Path.of("target/classes").toAbsolutePath();

  private final ClassLoader loader;

  private CompiledCode(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Compiles sources of package {@code lab}.
   *
   * @param directory takes the files
   */
  static CompiledCode of(Path directory, String... sources) throws IOException {
    Path from = Files.createTempDirectory(directory, "source");
    Path to = Files.createTempDirectory(directory, "classes");
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", "" + to, "-cp", "" + API));
    for (String source : sources) {
      Matcher type = TYPE.matcher(source);
      assertThat(type.find()).isTrue();
      Path file = from.resolve(type.group(2) + ".java");
      Files.writeString(
          file, "package lab;\nimport io.stemma.*;\nimport java.nio.file.*;\n" + source);
      arguments.add("" + file);
    }
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(javac.run(System.out, System.err, arguments.toArray(String[]::new))).isZero();
    return new CompiledCode(
        new URLClassLoader(new URL[] {to.toUri().toURL()}, CompiledCode.class.getClassLoader()));
  }

  /** A transformation of a class {@code lab.NAME} with one constructor. */
  Transformation make(String name, Object... components) {
    try {
      Constructor<?> constructor = loader.loadClass("lab." + name).getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return (Transformation) constructor.newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
