package io.stemma.internal.jvm;

import io.stemma.StemmaException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of this process come from, as entries of a class path: whether it has them on
 * its class path, on its module path, from a class loader that was given files, or as parts of
 * another module.
 */
final class ClassPlaces {
  /** One class of each of the places that a worker needs. */
  private static final List<String> NEEDED =
      List.of(
          "io.stemma.internal.jvm.DatumProcess",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.fasterxml.jackson.core.JsonFactory",
          "com.fasterxml.jackson.annotation.JsonProperty",
          "com.github.luben.zstd.Zstd",
          "com.google.common.collect.ImmutableList",
          "com.google.common.util.concurrent.internal.InternalFutureFailureAccess",
          "org.apache.commons.codec.digest.Blake3",
          "org.objectweb.asm.ClassReader",
          "org.slf4j.LoggerFactory");

  /** Annotations, which a program may do without. */
  private static final String WELCOME = "org.jspecify.annotations.Nullable";

  private ClassPlaces() {}

  /**
   * What a worker needs of Stemma, and the libraries that Stemma uses.
   *
   * @throws StemmaException if one of them is not in a file or directory
   */
  static Set<Path> ofStemma() {
    ClassLoader loader = ClassPlaces.class.getClassLoader();
    Set<Path> places = new LinkedHashSet<>();
    for (String name : NEEDED) {
      Class<?> type =
          find(name, loader)
              .orElseThrow(() -> new StemmaException("a JVM needs " + name + ", which is missing"));
      places.add(
          of(type)
              .orElseThrow(
                  () ->
                      new StemmaException(
                          name
                              + " is in "
                              + type.getResource(file(type))
                              + ", where a JVM that is started cannot find it; have Stemma and"
                              + " what it uses in files of their own")));
    }
    find(WELCOME, loader).flatMap(ClassPlaces::of).ifPresent(places::add);
    return places;
  }

  private static Optional<Class<?>> find(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** All that this process was started with. */
  static Set<Path> ofThisProcess() {
    Set<Path> places = new LinkedHashSet<>(paths(System.getProperty("java.class.path")));
    for (Path place : paths(System.getProperty("jdk.module.path"))) {
      places.addAll(modules(place));
    }
    addAll(Thread.currentThread().getContextClassLoader(), places);
    return places;
  }

  private static List<Path> paths(@Nullable String property) {
    List<Path> paths = new ArrayList<>();
    if (property != null) {
      for (String place : property.split(File.pathSeparator)) {
        if (!place.isEmpty()) {
          paths.add(Path.of(place).toAbsolutePath());
        }
      }
    }
    return paths;
  }

  /** An entry of a module path is a module, or a directory of modules. */
  private static List<Path> modules(Path place) {
    if (!Files.isDirectory(place) || Files.exists(place.resolve("module-info.class"))) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      List<Path> modules =
          files
              .filter(
                  file ->
                      file.toString().endsWith(".jar")
                          || Files.exists(file.resolve("module-info.class")))
              .sorted()
              .toList();
      return modules.isEmpty() ? List.of(place) : modules;
    } catch (IOException e) {
      throw new UncheckedIOException("the modules in " + place + " cannot be listed", e);
    }
  }

  /** Where classes come from that were not there when this process began, as in a notebook. */
  static Set<Path> ofClasses(Collection<? extends Class<?>> types) {
    Set<Path> places = new LinkedHashSet<>();
    for (Class<?> type : types) {
      of(type).ifPresent(places::add);
      addAll(type.getClassLoader(), places);
    }
    return places;
  }

  private static void addAll(@Nullable ClassLoader loader, Set<Path> places) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader files) {
        for (URL url : files.getURLs()) {
          path(url.toString()).ifPresent(places::add);
        }
      }
    }
  }

  /**
   * The file or directory of a class; nothing if it is in none. A class of a module may be in a
   * part that was added to it, which only the class file tells; of others, which may be there
   * twice, the class knows better.
   */
  static Optional<Path> of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (!type.getModule().isNamed() && source != null && source.getLocation() != null) {
      return path(source.getLocation().toString());
    }
    String file = file(type);
    URL url = type.getResource(file);
    if (url == null) {
      return Optional.empty();
    }
    String text = url.toString();
    int jar = text.indexOf("!/");
    if (text.startsWith("jar:") && jar > 0) {
      return text.indexOf("!/", jar + 1) < 0
          ? path(text.substring("jar:".length(), jar))
          : Optional.empty(); // In a jar of a jar.
    }
    return text.endsWith(file)
        ? path(text.substring(0, text.length() - file.length()) + "/")
        : Optional.empty();
  }

  private static String file(Class<?> type) {
    return "/" + type.getName().replace('.', '/') + ".class";
  }

  private static Optional<Path> path(String url) {
    if (!url.startsWith("file:")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(new URI(url)));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}
