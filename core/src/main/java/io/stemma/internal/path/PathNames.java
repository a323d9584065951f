package io.stemma.internal.path;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link java.nio.file.Path} consists of, and how such are combined: as the JDK's Unix
 * provider does it. {@code /} separates, {@code ~} is a name like any other, order is that of the
 * UTF-8 bytes. Names are brought into Unicode form C, as everywhere in Stemma. Immutable.
 */
public final class PathNames implements Comparable<PathNames> {
  /** The root. */
  public static final PathNames ROOT = new PathNames(true, List.of());

  /** The empty path. */
  public static final PathNames EMPTY = new PathNames(false, List.of(""));

  /** Without doubled and trailing slashes. */
  private final String text;

  private final boolean absolute;

  /** The names; one empty name for the empty path, none for the root. */
  private final List<String> names;

  private PathNames(boolean absolute, List<String> names) {
    this.absolute = absolute;
    this.names = names;
    this.text = (absolute ? "/" : "") + String.join("/", names);
  }

  /**
   * Reads texts, which are joined as {@link java.nio.file.FileSystem#getPath} does it.
   *
   * @throws InvalidPathException if they are no text, or hold a NUL
   */
  public static PathNames of(String first, String... more) {
    StringBuilder joined = new StringBuilder(first);
    for (String part : more) {
      if (!part.isEmpty()) {
        joined.append(joined.length() == 0 ? "" : "/").append(part);
      }
    }
    return parse(joined.toString());
  }

  private static PathNames parse(String typed) {
    check(typed);
    String normal =
        Normalizer.isNormalized(typed, Normalizer.Form.NFC)
            ? typed
            : Normalizer.normalize(typed, Normalizer.Form.NFC);
    List<String> names = new ArrayList<>();
    for (int start = 0; start <= normal.length(); ) {
      int slash = normal.indexOf('/', start);
      int end = slash < 0 ? normal.length() : slash;
      if (end > start) {
        names.add(normal.substring(start, end));
      }
      start = end + 1;
    }
    return with(normal.startsWith("/"), names);
  }

  private static void check(String typed) {
    int nul = typed.indexOf('\0');
    if (nul >= 0) {
      throw new InvalidPathException(typed.replace("\0", "\\0"), "NUL is not allowed", nul);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(typed)) {
      throw new InvalidPathException(typed, "not Unicode text (half a surrogate pair)");
    }
  }

  private static PathNames with(boolean rooted, List<String> parts) {
    if (parts.isEmpty()) {
      return rooted ? ROOT : EMPTY;
    }
    return new PathNames(rooted, List.copyOf(parts));
  }

  /** Whether this is the empty path. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether it begins with a slash. */
  public boolean isAbsolute() {
    return absolute;
  }

  /** The root of an absolute path, else null. */
  public @Nullable PathNames root() {
    return absolute ? ROOT : null;
  }

  /** The last name; null for the root. */
  public @Nullable PathNames fileName() {
    return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
  }

  /** Without the last name; null for the root and for a single name. */
  public @Nullable PathNames parent() {
    if (names.size() > 1) {
      return with(absolute, names.subList(0, names.size() - 1));
    }
    return names.isEmpty() ? null : root();
  }

  /** How many names there are; 1 for the empty path. */
  public int count() {
    return names.size();
  }

  /** The name at an index. */
  public PathNames name(int index) {
    if (index < 0 || index >= names.size()) {
      throw new IllegalArgumentException("no name " + index + " in \"" + text + "\"");
    }
    return with(false, names.subList(index, index + 1));
  }

  /** Some of the names. */
  public PathNames subpath(int begin, int end) {
    if (begin < 0 || begin >= end || end > names.size()) {
      throw new IllegalArgumentException(
          "no names from " + begin + " to " + end + " in \"" + text + "\"");
    }
    return with(false, names.subList(begin, end));
  }

  /** Whether the other's names are the first ones of this. */
  public boolean startsWith(PathNames that) {
    return that.absolute == absolute
        && that.names.size() <= names.size()
        && names.subList(0, that.names.size()).equals(that.names);
  }

  /** Whether the other's names are the last ones of this. */
  public boolean endsWith(PathNames that) {
    int from = names.size() - that.names.size();
    if (from < 0 || that.absolute && (from > 0 || !absolute)) {
      return false;
    }
    return names.subList(from, names.size()).equals(that.names);
  }

  /** Without dots, as far as they can be resolved. */
  public PathNames normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean up = name.equals("..");
      if (up && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
        kept.remove(kept.size() - 1);
      } else if (!name.isEmpty() && !name.equals(".") && !(up && absolute)) {
        kept.add(name);
      }
    }
    return kept.size() == names.size() ? this : with(absolute, kept);
  }

  /** The other path, seen from this one. */
  public PathNames resolve(PathNames that) {
    if (that.absolute || isEmpty()) {
      return that;
    } else if (that.isEmpty()) {
      return this;
    }
    List<String> joined = new ArrayList<>(names);
    joined.addAll(that.names);
    return with(absolute, joined);
  }

  /** With one more name, which is taken as it is. */
  public PathNames child(String name) {
    List<String> longer = isEmpty() ? new ArrayList<>() : new ArrayList<>(names);
    longer.add(name);
    return new PathNames(absolute, List.copyOf(longer));
  }

  /**
   * The way from this path to another.
   *
   * @throws IllegalArgumentException if there is none
   */
  public PathNames relativize(PathNames to) {
    if (to.equals(this)) {
      return EMPTY;
    } else if (to.absolute != absolute) {
      throw new IllegalArgumentException(
          "one of the paths is absolute and one is not: \"" + this + "\" and \"" + to + "\"");
    } else if (isEmpty()) {
      return to;
    }
    List<String> base = withoutDots();
    List<String> child = to.withoutDots();
    int common = 0;
    int limit = Math.min(base.size(), child.size());
    while (common < limit && base.get(common).equals(child.get(common))) {
      common++;
    }
    List<String> up = base.subList(common, base.size());
    if (up.contains("..")) {
      throw new IllegalArgumentException("nobody knows the way from \"" + this + "\" to " + to);
    }
    List<String> way = new ArrayList<>();
    up.forEach(name -> way.add(".."));
    way.addAll(child.subList(common, child.size()));
    return with(false, way);
  }

  private List<String> withoutDots() {
    PathNames normal = normalize();
    return normal.isEmpty() ? List.of() : normal.names;
  }

  @Override
  public int compareTo(PathNames that) {
    return Arrays.compareUnsigned(
        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PathNames that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text, without doubled and trailing slashes. */
  @Override
  public String toString() {
    return text;
  }
}
