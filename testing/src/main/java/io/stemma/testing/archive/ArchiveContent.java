package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Condition;
import io.stemma.Entry;
import io.stemma.EntryKind;
import io.stemma.Repository;
import io.stemma.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an archive holds, as text: every repository, branch and tag, every commit of every branch,
 * every file with the hash of its bytes, all of them read, and what directories say of themselves.
 * Ids and times are left out, so that two archives that went through the same changes have equal
 * contents.
 *
 * @param lines one for each thing
 */
public record ArchiveContent(List<String> lines) {

  /**
   * Copies the list.
   *
   * @param lines one for each thing
   */
  public ArchiveContent {
    lines = List.copyOf(lines);
  }

  /**
   * Reads all that an archive holds.
   *
   * @param archive the archive
   * @return its content
   */
  public static ArchiveContent of(Archive archive) {
    List<String> lines = new ArrayList<>();
    Map<String, List<String>> files = new HashMap<>();
    for (Repository repository : archive.repositories()) {
      lines.add("repository " + repository.name());
      repository.extractors().forEach(each -> lines.add("extractor " + each));
      for (Branch branch : repository.branches()) {
        lines.add("branch " + branch.name());
        addHistory(lines, files, branch.head());
      }
      for (Tag tag : repository.tags()) {
        lines.add("tag " + tag.name() + " " + line(tag.commit()));
      }
    }
    return new ArchiveContent(lines);
  }

  private static void addHistory(List<String> lines, Map<String, List<String>> known, Commit head) {
    for (Commit commit = head; ; commit = commit.parents().get(0)) {
      Commit current = commit;
      lines.add(line(current));
      lines.addAll(known.computeIfAbsent(current.id().value(), id -> files(current)));
      if (current.parents().isEmpty()) {
        return;
      }
    }
  }

  private static String line(Commit commit) {
    return commit.message().replaceAll("[0-9a-f]{12}", "(id)")
        + ", "
        + commit.parents().size()
        + " parents, "
        + commit.files()
        + " files, "
        + commit.bytes()
        + " bytes "
        + commit.attributes();
  }

  private static List<String> files(Commit commit) {
    List<String> lines = new ArrayList<>();
    try (Stream<Entry> walk = commit.walk("/")) {
      for (Iterator<Entry> all = walk.iterator(); all.hasNext(); ) {
        Entry file = all.next();
        lines.add("  " + file + "  " + commit.sha256(file.path()));
      }
    }
    commit.find(Condition.path("/**")).stream()
        .filter(match -> match.kind() == EntryKind.DIRECTORY)
        .forEach(match -> lines.add("  " + match));
    return lines;
  }

  /**
   * The first lines in which two contents differ.
   *
   * @param other another content
   * @return a line of each, or that there is none
   */
  public String firstDifference(ArchiveContent other) {
    int n = Math.min(lines.size(), other.lines.size());
    for (int i = 0; i < n; i++) {
      if (!lines.get(i).equals(other.lines.get(i))) {
        return "line " + i + ": '" + lines.get(i) + "' against '" + other.lines.get(i) + "'";
      }
    }
    return lines.size() + " lines against " + other.lines.size();
  }
}
