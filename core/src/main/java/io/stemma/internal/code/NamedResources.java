package io.stemma.internal.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The resources that captured classes name by constants: of a class that asks for resources, every
 * text that its loader finds one by, below its own package, below that of a class that it names, or
 * from the root.
 */
final class NamedResources {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_NAME = 1000;

  private final NavigableMap<String, byte[]> found = new TreeMap<>();

  /** Names that no resource has. */
  private final Set<String> missing = new HashSet<>();

  private long bytes;

  /** The resources by absolute names. */
  SortedMap<String, byte[]> found() {
    return found;
  }

  /** Finds those that a class names. */
  void capture(CodeScan scan, @Nullable ClassLoader loader) {
    for (String constant : scan.constants) {
      for (String name : names(scan, constant)) {
        capture(scan, name, loader);
      }
    }
  }

  /** Whether a text names one that was found. */
  boolean isCaptured(CodeScan scan, String constant) {
    return names(scan, constant).stream().anyMatch(found::containsKey);
  }

  /** What a text may name. */
  private static Set<String> names(CodeScan scan, String text) {
    Set<String> names = new LinkedHashSet<>();
    boolean absolute = text.startsWith("/");
    String name = absolute ? text.substring(1) : text;
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.endsWith("/")
        || name.endsWith(".class")
        || name.chars().anyMatch(Character::isISOControl)) {
      return names;
    }
    names.add(name);
    if (!absolute) {
      names.add(packageOf(scan.name) + name);
      scan.classLiterals.forEach(type -> names.add(packageOf(type) + name));
    }
    return names;
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  private void capture(CodeScan scan, String name, @Nullable ClassLoader loader) {
    if (found.containsKey(name) || missing.contains(name)) {
      return;
    }
    byte[] content = read(scan, name, loader);
    if (content == null) {
      missing.add(name);
      return;
    }
    bytes += content.length;
    if (bytes > MAX_BYTES) {
      throw tooLarge(scan, name);
    }
    found.put(name, content);
  }

  private static byte @Nullable [] read(CodeScan scan, String name, @Nullable ClassLoader loader) {
    URL address = loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
    if (address == null || address.getProtocol().equals("jrt")) {
      return null;
    }
    try {
      if (isDirectory(address)) {
        return null;
      }
      URLConnection connection = address.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        if (connection.getContentLengthLong() > MAX_BYTES) {
          throw tooLarge(scan, name);
        }
        return in.readNBytes(MAX_BYTES + 1);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "resource " + name + ", which class " + scan.name + " names, cannot be read", e);
    }
  }

  private static boolean isDirectory(URL address) throws IOException {
    if (address.getProtocol().equals("file")) {
      return Files.isDirectory(Path.of(URI.create(address.toString())));
    } else if (address.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        String entry = jar.getEntryName();
        return entry == null
            || file.getEntry(entry + "/") != null
            || file.getEntry(entry).isDirectory();
      }
    }
    return false;
  }

  private static IllegalArgumentException tooLarge(CodeScan scan, String name) {
    return new IllegalArgumentException(
        "class "
            + scan.name.replace('/', '.')
            + " names resource "
            + name
            + ", and resources of over "
            + (MAX_BYTES >> 20)
            + " MiB in all are not kept with code: make it an input of the pipeline");
  }
}
