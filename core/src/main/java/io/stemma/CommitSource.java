package io.stemma;

import java.util.List;
import java.util.Objects;

/**
 * From where somebody made a commit.
 *
 * @param host the name of the computer; empty where nobody could tell
 * @param paths the directories that were imported, as absolute paths, in the order in which their
 *     imports ended; 100 at most
 * @param more how many more there were
 */
public record CommitSource(String host, List<String> paths, long more) {

  /**
   * Copies the list.
   *
   * @param host the name of the computer
   * @param paths the directories that were imported
   * @param more how many more there were
   */
  public CommitSource {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(paths, "paths");
    paths = List.copyOf(paths);
  }

  /** One line: host and directories. */
  @Override
  public String toString() {
    return (host.isEmpty() ? "somewhere" : host)
        + (paths.isEmpty() ? "" : ": " + String.join(", ", paths))
        + (more == 0 ? "" : " and " + more + " more");
  }
}
