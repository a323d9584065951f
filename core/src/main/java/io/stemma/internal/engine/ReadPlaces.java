package io.stemma.internal.engine;

import io.stemma.CommitSource;
import io.stemma.internal.format.v1.CommitObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The directories that a transaction took in. Safe for use by several threads. */
final class ReadPlaces {
  /** So many are kept by name. */
  private static final int MAX_PATHS = CommitObject.MAX_SOURCE_PATHS;

  private final List<String> paths = new ArrayList<>();
  private long more;

  /** A directory was taken in. */
  synchronized void add(Path directory) {
    String shown = shown(directory);
    if (paths.contains(shown)) {
      return;
    } else if (paths.size() < MAX_PATHS
        && shown.length() <= 4096
        && StandardCharsets.UTF_8.newEncoder().canEncode(shown)) {
      paths.add(shown);
    } else {
      more++;
    }
  }

  /** What is known; nothing if that is nothing. */
  synchronized Optional<CommitSource> source() {
    return HostName.TEXT.isEmpty() && paths.isEmpty() && more == 0
        ? Optional.empty()
        : Optional.of(new CommitSource(HostName.TEXT, paths, more));
  }

  /** An absolute path, or the URI of one of another file system, without what may be a secret. */
  static String shown(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    return absolute.getFileSystem().equals(FileSystems.getDefault())
        ? absolute.toString()
        : shown(absolute.toUri());
  }

  /** A URI without user, query and fragment. */
  static String shown(URI uri) {
    String text = uri.toString();
    int end = text.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = text.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    text = text.substring(0, end);
    int authority = text.indexOf("//");
    int path = authority < 0 ? -1 : text.indexOf('/', authority + 2);
    int user = text.lastIndexOf('@', path < 0 ? text.length() : path);
    return authority >= 0 && user > authority
        ? text.substring(0, authority + 2) + text.substring(user + 1)
        : text;
  }
}
