package io.stemma.internal.nio;

import io.stemma.Entry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path in a commit. Behaves as a path of the JDK's Unix provider does: {@code /} separates, the
 * empty path is the working directory (the root), {@code ~} is a name like any other, order is that
 * of the UTF-8 bytes. Names are brought into Unicode form C, as everywhere in Stemma.
 */
final class StemmaPath implements Path {
  private final StemmaFileSystem fileSystem;

  /** Without doubled and trailing slashes. */
  private final String text;

  private final boolean absolute;

  /** The names; one empty name for the empty path, none for the root. */
  private final List<String> names;

  /** What is there, if somebody looked before: a commit does not change. */
  private volatile @Nullable Entry entry;

  private StemmaPath(StemmaFileSystem fileSystem, boolean absolute, List<String> names) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = names;
    this.text = (absolute ? "/" : "") + String.join("/", names);
  }

  static StemmaPath of(StemmaFileSystem fileSystem, String typed) {
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
    boolean absolute = normal.startsWith("/");
    return absolute || !names.isEmpty()
        ? new StemmaPath(fileSystem, absolute, List.copyOf(names))
        : empty(fileSystem);
  }

  /** A path whose entry is known. */
  static StemmaPath of(StemmaPath directory, String name, Entry entry) {
    List<String> names = directory.isEmpty() ? new ArrayList<>() : new ArrayList<>(directory.names);
    names.add(name);
    StemmaPath path = new StemmaPath(directory.fileSystem, directory.absolute, names);
    path.entry = entry;
    return path;
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

  private static StemmaPath empty(StemmaFileSystem fileSystem) {
    return new StemmaPath(fileSystem, false, List.of(""));
  }

  private StemmaPath with(boolean rooted, List<String> parts) {
    return rooted || !parts.isEmpty()
        ? new StemmaPath(fileSystem, rooted, List.copyOf(parts))
        : empty(fileSystem);
  }

  /** The given path, if it is one of Stemma. */
  static StemmaPath cast(Path path) {
    Objects.requireNonNull(path);
    if (path instanceof StemmaPath ours) {
      return ours;
    }
    throw new ProviderMismatchException("no path in a commit: " + path);
  }

  /** What is known to be there; null if nobody looked. */
  @Nullable Entry knownEntry() {
    return entry;
  }

  void foundEntry(Entry found) {
    entry = found;
  }

  private boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public StemmaFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable StemmaPath getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable StemmaPath getFileName() {
    return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
  }

  @Override
  public @Nullable StemmaPath getParent() {
    if (names.size() > 1) {
      return with(absolute, names.subList(0, names.size() - 1));
    }
    return names.isEmpty() ? null : getRoot();
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public StemmaPath getName(int index) {
    if (index < 0 || index >= names.size()) {
      throw new IllegalArgumentException("no name " + index + " in \"" + text + "\"");
    }
    return with(false, names.subList(index, index + 1));
  }

  @Override
  public StemmaPath subpath(int begin, int end) {
    if (begin < 0 || begin >= end || end > names.size()) {
      throw new IllegalArgumentException(
          "no names from " + begin + " to " + end + " in \"" + text + "\"");
    }
    return with(false, names.subList(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    Objects.requireNonNull(other);
    if (!(other instanceof StemmaPath that)
        || !that.fileSystem.equals(fileSystem)
        || that.absolute != absolute
        || that.names.size() > names.size()) {
      return false;
    }
    return names.subList(0, that.names.size()).equals(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    Objects.requireNonNull(other);
    if (!(other instanceof StemmaPath that) || !that.fileSystem.equals(fileSystem)) {
      return false;
    }
    int from = names.size() - that.names.size();
    if (from < 0 || that.absolute && (from > 0 || !absolute)) {
      return false;
    }
    return names.subList(from, names.size()).equals(that.names);
  }

  @Override
  public StemmaPath normalize() {
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

  @Override
  public StemmaPath resolve(Path other) {
    StemmaPath that = cast(other);
    if (that.absolute || isEmpty()) {
      return that;
    } else if (that.isEmpty()) {
      return this;
    }
    List<String> joined = new ArrayList<>(names);
    joined.addAll(that.names);
    return with(absolute, joined);
  }

  @Override
  public StemmaPath relativize(Path other) {
    StemmaPath to = cast(other);
    if (to.equals(this)) {
      return empty(fileSystem);
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
    StemmaPath normal = normalize();
    return normal.isEmpty() ? List.of() : normal.names;
  }

  @Override
  public URI toUri() {
    return StemmaUris.of(this);
  }

  @Override
  public StemmaPath toAbsolutePath() {
    return absolute ? this : with(true, isEmpty() ? List.of() : names);
  }

  /** The path as the API of commits wants it. */
  String inCommit() {
    return toAbsolutePath().normalize().text;
  }

  @Override
  public StemmaPath toRealPath(LinkOption... options) throws IOException {
    StemmaPath real = toAbsolutePath().normalize();
    real.foundEntry(fileSystem.entry(real));
    return real;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("a commit does not change: there is nothing to watch");
  }

  @Override
  public int compareTo(Path other) {
    StemmaPath that = (StemmaPath) other;
    return Arrays.compareUnsigned(
        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StemmaPath that
        && text.equals(that.text)
        && fileSystem.equals(that.fileSystem);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
