package io.stemma.internal.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * A class and all classes that it reaches, in whatever jars, in canonical form. Those of the JDK
 * are not captured, nor those of Stemma's API, which replayed code meets again; {@code
 * io.stemma.signal} is, like code of the user. What is found by names at run time is not seen.
 *
 * @param entry the class that was captured: its canonical name, such as {@code lab/Calibrate}
 * @param classes canonical class files by canonical names
 */
record CapturedCode(String entry, SortedMap<String, byte[]> classes) {
  private static final String SIGNALS = "io.stemma.signal";

  /**
   * Captures a class.
   *
   * @throws IllegalArgumentException if its class file, or one that it reaches, cannot be read
   */
  static CapturedCode of(Class<?> type) {
    Map<String, byte[]> files = reached(type);
    GeneratedNames names = new GeneratedNames();
    files.keySet().forEach(names::of);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    files.forEach((name, file) -> classes.put(names.of(name), CanonicalClass.of(file, names::in)));
    return new CapturedCode(names.of(internalName(type)), classes);
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /**
   * The class files of a class and of what it reaches, by internal names, in the order of reach.
   */
  private static Map<String, byte[]> reached(Class<?> type) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Deque<Class<?>> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Class<?> next = open.remove();
      if (files.containsKey(internalName(next))) {
        continue;
      }
      byte[] file = file(next);
      files.put(internalName(next), file);
      for (String name : References.of(new ClassReader(file))) {
        if (!files.containsKey(name)) {
          load(name, next.getClassLoader()).filter(CapturedCode::isCaptured).ifPresent(open::add);
        }
      }
    }
    return files;
  }

  private static byte[] file(Class<?> type) {
    String name = type.getName();
    try (InputStream in = type.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      if (in != null) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the code of class " + name + " cannot be read", e);
    }
    throw new IllegalArgumentException(
        "the code of class "
            + name
            + " cannot be found by its class loader; define it in a file, or as a record");
  }

  private static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name.replace('/', '.'), false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // An optional dependency that is not there.
    }
  }

  private static boolean isCaptured(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && !loader.equals(ClassLoader.getPlatformClassLoader())
        && (!isOfStemma(type) || type.getPackageName().equals(SIGNALS));
  }

  /** Whether a class is of the same module or jar as this one. */
  private static boolean isOfStemma(Class<?> type) {
    if (type.getModule().isNamed() || CapturedCode.class.getModule().isNamed()) {
      return type.getModule().equals(CapturedCode.class.getModule());
    }
    return Objects.equals(place(type), place(CapturedCode.class));
  }

  private static @Nullable URL place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
  }
}
