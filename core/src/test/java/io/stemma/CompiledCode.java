package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.stemma.internal.code.CompiledSources;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User's code that is compiled in the test, so that it can change, or go away. */
final class CompiledCode {
  private static final Pattern TYPE = Pattern.compile("(record|class|enum|interface) ([\\w$]+)");
  private static final Path API = Path.of("target/classes").toAbsolutePath();
  private static final Path ANNOTATIONS =
      Path.of(
          URI.create(
              JsonProperty.class.getProtectionDomain().getCodeSource().getLocation().toString()));

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
    Map<String, String> files = new LinkedHashMap<>();
    for (String source : sources) {
      Matcher type = TYPE.matcher(source);
      assertThat(type.find()).isTrue();
      files.put(
          type.group(2) + ".java",
          "package lab;\nimport io.stemma.*;\nimport java.nio.file.*;\n" + source);
    }
    return ofFiles(directory, files);
  }

  /**
   * Compiles sources of any package, and puts what else they read beside them.
   *
   * @param directory takes the files
   * @param files by their paths; those of sources end in {@code .java}
   */
  static CompiledCode ofFiles(Path directory, Map<String, String> files) throws IOException {
    Path from = Files.createTempDirectory(directory, "source");
    Path to = Files.createTempDirectory(directory, "classes");
    List<String> sources = new ArrayList<>();
    for (Map.Entry<String, String> each : files.entrySet()) {
      boolean isSource = each.getKey().endsWith(".java");
      Path file = (isSource ? from : to).resolve(each.getKey());
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, each.getValue());
      if (isSource) {
        sources.add("" + file);
      }
    }
    return compiled(sources, to);
  }

  private static CompiledCode compiled(List<String> sources, Path to) throws IOException {
    String path = API + File.pathSeparator + ANNOTATIONS;
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-encoding", "UTF-8", "-d", "" + to, "-cp", path));
    arguments.addAll(sources);
    CompiledSources.compile(arguments);
    return new CompiledCode(
        new URLClassLoader(new URL[] {to.toUri().toURL()}, CompiledCode.class.getClassLoader()));
  }

  /** A transformation of a class {@code lab.NAME} with one constructor. */
  Transformation make(String name, Object... components) {
    return makeNamed("lab." + name, components);
  }

  /** Loads one of the classes. */
  Class<?> load(String className) {
    try {
      return loader.loadClass(className);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** A transformation of a class with one constructor. */
  Transformation makeNamed(String className, Object... components) {
    try {
      Constructor<?> constructor = load(className).getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return (Transformation) constructor.newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
