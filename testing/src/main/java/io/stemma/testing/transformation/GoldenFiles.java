package io.stemma.testing.transformation;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The objects of an archive that is kept as files.
 *
 * @param place where they are, for messages
 * @param objects their bytes by their keys
 */
record GoldenFiles(String place, SortedMap<String, byte[]> objects) {
  /** The object that every archive has. */
  static final String FIRST = "stemma.json";

  private static final String ATTRIBUTES = ".gitattributes";
  private static final String BINARY = "# No line end of an archive may be changed.\n* binary\n";

  /** Reads the archive that the URL of its first object leads to. */
  static GoldenFiles read(URL first) throws IOException {
    if (first.getProtocol().equals("file")) {
      try {
        return read(Objects.requireNonNull(Path.of(first.toURI()).getParent()));
      } catch (URISyntaxException e) {
        throw new IOException(first + " names no file: " + e.getMessage(), e);
      }
    } else if (first.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false); // a cached jar would stay open
      try (JarFile open = jar.getJarFile()) {
        String entry = jar.getEntryName();
        return read(open, entry.substring(0, entry.length() - FIRST.length()));
      }
    }
    throw new IOException(
        "a golden archive is read from a directory or a jar, which this is not: " + first);
  }

  static GoldenFiles read(Path directory) throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String key = directory.relativize(file).toString().replace('\\', '/');
        if (ObjectKeys.isKey(key)) {
          objects.put(key, Files.readAllBytes(file));
        }
      }
    }
    return new GoldenFiles(directory.toString(), objects);
  }

  private static GoldenFiles read(JarFile jar, String directory) throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    for (JarEntry entry : jar.stream().toList()) {
      String name = entry.getName();
      if (name.startsWith(directory) && ObjectKeys.isKey(name.substring(directory.length()))) {
        try (InputStream content = jar.getInputStream(entry)) {
          objects.put(name.substring(directory.length()), content.readAllBytes());
        }
      }
    }
    return new GoldenFiles(directory + " in " + jar.getName(), objects);
  }

  /** Where a class was loaded from, as the beginning of the URLs of what is there. */
  static URI root(Class<?> type) throws IOException {
    // Resources of modules are hidden, but never classes.
    String file = type.getName().replace('.', '/') + ".class";
    URL found = type.getResource("/" + file);
    if (found == null || !found.toString().endsWith(file)) {
      throw new IOException("nobody knows where " + type.getName() + " was loaded from");
    }
    String url = found.toString();
    return URI.create(url.substring(0, url.length() - file.length()));
  }

  /** Everything that is in a store. */
  static GoldenFiles of(MemoryObjectStore store) throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    try (MemoryObjectStore open = store.reopen();
        Stream<ObjectInfo> all = open.list("", "", Integer.MAX_VALUE)) {
      for (ObjectInfo each : all.toList()) {
        ByteBuffer bytes = open.read(each.key(), 0, Math.toIntExact(each.length())).bytes();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        objects.put(each.key(), copy);
      }
    }
    return new GoldenFiles(store.toString(), objects);
  }

  MemoryObjectStore store() throws IOException {
    MemoryObjectStore store = new MemoryObjectStore();
    for (String key : objects.keySet()) {
      try (ObjectWriter writer = store.create(key)) {
        writer.write(ByteBuffer.wrap(Objects.requireNonNull(objects.get(key))));
        writer.commit();
      }
    }
    return store;
  }

  /** Those that others do not have. */
  GoldenFiles without(GoldenFiles others) {
    SortedMap<String, byte[]> left = new TreeMap<>(objects);
    left.keySet().removeAll(others.objects.keySet());
    return new GoldenFiles(place, left);
  }

  long bytes() {
    return objects.values().stream().mapToLong(each -> each.length).sum();
  }

  /** Writes a directory that is there as a whole or not at all. */
  void create(Path directory) throws IOException {
    Path parent = Files.createDirectories(Objects.requireNonNull(directory.getParent()));
    Path unfinished = Files.createDirectory(parent.resolve(".unfinished-" + UUID.randomUUID()));
    try {
      Files.writeString(unfinished.resolve(ATTRIBUTES), BINARY);
      addTo(unfinished);
      Files.move(unfinished, directory);
    } catch (IOException e) {
      delete(unfinished);
      throw e;
    }
  }

  /**
   * Writes into a directory: entries of the log at the end, the oldest first, as the others mean
   * nothing without them. No file is replaced; what was written is removed if one cannot be.
   */
  void addTo(Path directory) throws IOException {
    Deque<Path> written = new ArrayDeque<>();
    try {
      List<String> keys =
          objects.keySet().stream()
              .sorted(
                  Comparator.comparing((String key) -> key.startsWith("log/"))
                      .thenComparing(Comparator.reverseOrder()))
              .toList();
      for (String key : keys) {
        Path file = directory.resolve(key);
        Path parent = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Path unfinished = parent.resolve(".unfinished-" + UUID.randomUUID());
        written.push(unfinished);
        Files.write(unfinished, Objects.requireNonNull(objects.get(key)));
        Files.move(unfinished, file);
        written.pop();
        written.push(file);
      }
    } catch (IOException e) {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
