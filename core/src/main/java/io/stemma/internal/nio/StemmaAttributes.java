package io.stemma.internal.nio;

import io.stemma.Commit;
import io.stemma.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Attributes by name: the view {@code basic} as everywhere, and the view {@code stemma} with {@code
 * files} and {@code bytes} (of a directory too), {@code executable}, {@code attributes} (all that
 * are said of the path, as a map), {@code attributes.NAME} (one of them) and {@code sha256} (reads
 * the file; only if asked for by name).
 */
final class StemmaAttributes {
  private static final String BASIC = "basic";
  private static final String STEMMA = "stemma";

  /** The names of the views. */
  static final Set<String> VIEWS = Set.of(BASIC, STEMMA);

  private static final String SAID = "attributes";
  private static final String SHA256 = "sha256";

  private static final Map<String, Function<StemmaFileAttributes, Object>> BASICS =
      new TreeMap<>(
          Map.of(
              "lastModifiedTime", StemmaFileAttributes::lastModifiedTime,
              "lastAccessTime", StemmaFileAttributes::lastAccessTime,
              "creationTime", StemmaFileAttributes::creationTime,
              "size", StemmaFileAttributes::size,
              "isRegularFile", StemmaFileAttributes::isRegularFile,
              "isDirectory", StemmaFileAttributes::isDirectory,
              "isSymbolicLink", StemmaFileAttributes::isSymbolicLink,
              "isOther", StemmaFileAttributes::isOther,
              "fileKey", StemmaFileAttributes::fileKey));

  private static final Map<String, Function<Entry, Object>> OURS =
      new TreeMap<>(
          Map.of(
              "files",
              Entry::files,
              "bytes",
              Entry::length,
              "executable",
              Entry::executable,
              SAID,
              entry -> entry.attributes().values()));

  private StemmaAttributes() {}

  /**
   * The attributes that a text like {@code size,isDirectory} or {@code stemma:files} asks for.
   *
   * @throws UnsupportedOperationException if there is no such view
   * @throws IllegalArgumentException if a view has no such attribute
   */
  static Map<String, Object> read(Commit commit, Entry entry, String asked) {
    int colon = asked.indexOf(':');
    String view = colon < 0 ? BASIC : asked.substring(0, colon);
    if (!VIEWS.contains(view)) {
      throw new UnsupportedOperationException(
          "no view \"" + view + "\" of attributes; there are: basic, stemma");
    }
    Map<String, Object> found = new LinkedHashMap<>();
    for (String name : asked.substring(colon + 1).split(",", -1)) {
      if (view.equals(BASIC)) {
        StemmaFileAttributes basic = StemmaFileAttributes.of(commit, entry);
        take(BASICS, name, basic, found);
      } else {
        ours(commit, entry, name, found);
      }
    }
    return found;
  }

  private static void ours(Commit commit, Entry entry, String name, Map<String, Object> found) {
    if (name.equals(SHA256) && entry.isFile()) {
      found.put(name, commit.sha256(entry.path()));
    } else if (name.startsWith(SAID + ".")) {
      entry
          .attributes()
          .get(name.substring(SAID.length() + 1))
          .ifPresent(value -> found.put(name, value));
    } else {
      take(OURS, name, entry, found);
    }
  }

  private static <T> void take(
      Map<String, Function<T, Object>> known, String name, T from, Map<String, Object> found) {
    if (name.equals("*")) {
      known.forEach((each, value) -> found.put(each, value.apply(from)));
    } else if (known.containsKey(name)) {
      found.put(name, Objects.requireNonNull(known.get(name)).apply(from));
    } else {
      throw new IllegalArgumentException(
          "no attribute \"" + name + "\"; there are: " + String.join(", ", known.keySet()));
    }
  }
}
