package io.stemma.internal.shots;

import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.internal.ingest.FileStat;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a shot's files are those that a commit has of it, as far as can be told unread. */
final class ShotComparison {
  private ShotComparison() {}

  /**
   * Compares. What the commit has besides is no difference: results are added to a shot, and files
   * are cleared away.
   *
   * @return the first difference and how many more there are; empty if there is none
   */
  static Optional<String> difference(ShotPlace shot, ShotLook look, Commit commit) {
    if (commit.entry(shot.path()).isFile()) {
      return Optional.of("on the branch, " + shot.path() + " is a file");
    }
    Map<String, Entry> held = new HashMap<>();
    try (Stream<Entry> entries = commit.walk(shot.path())) {
      entries.forEach(entry -> held.put(entry.path(), entry));
    }
    String first = "";
    int count = 0;
    for (Map.Entry<String, FileStat> file : look.files().entrySet()) {
      String path = shot.path() + "/" + Normalizer.normalize(file.getKey(), Normalizer.Form.NFC);
      String difference = difference(file.getValue(), held.get(path));
      if (!difference.isEmpty() && count++ == 0) {
        first = file.getKey() + " " + difference;
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(first + (count == 1 ? "" : ", and " + (count - 1) + " more"));
  }

  private static String difference(FileStat now, @Nullable Entry held) {
    if (held == null) {
      return "is not on the branch";
    } else if (held.length() != now.size()) {
      return "has " + now.size() + " bytes, and " + held.length() + " on the branch";
    }
    Instant modified = now.modified().toInstant();
    return held.modified().filter(then -> !then.equals(modified)).isPresent()
        ? "was modified at " + modified + " again"
        : "";
  }
}
