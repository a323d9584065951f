package io.stemma.testing;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.DamageException;
import io.stemma.Entry;
import io.stemma.Repository;
import io.stemma.Tag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What all commits of an archive say and hold, to compare a damaged view of it with. */
final class ArchiveContents {
  private record FileState(
      String path, long length, String attributes, String sha256, boolean read) {}

  private record CommitState(String description, List<FileState> files) {}

  private final Map<CommitId, CommitState> commits = new LinkedHashMap<>();

  private ArchiveContents() {}

  /** Remembers whatever branches and tags reach. */
  static ArchiveContents of(Archive archive) {
    ArchiveContents contents = new ArchiveContents();
    Deque<Commit> next = new ArrayDeque<>();
    for (Repository repository : archive.repositories()) {
      repository.branches().stream().map(Branch::head).forEach(next::add);
      repository.tags().stream().map(Tag::commit).forEach(next::add);
    }
    Set<String> read = new HashSet<>();
    for (Commit commit = next.poll(); commit != null; commit = next.poll()) {
      if (!contents.commits.containsKey(commit.id())) {
        contents.commits.put(
            commit.id(), new CommitState(description(commit), files(commit, read)));
        next.addAll(commit.parents());
      }
    }
    return contents;
  }

  private static String description(Commit commit) {
    return commit
        + " "
        + commit.parents().stream().map(Commit::id).toList()
        + " "
        + commit.message()
        + commit.attributes();
  }

  private static List<FileState> files(Commit commit, Set<String> read) {
    List<FileState> files = new ArrayList<>();
    try (Stream<Entry> entries = commit.walk("/")) {
      for (Entry entry : (Iterable<Entry>) entries::iterator) {
        String sha256 = commit.sha256(entry.path());
        boolean first = read.add(entry.path() + ' ' + sha256);
        files.add(new FileState(entry.path(), entry.length(), attributes(entry), sha256, first));
      }
    }
    return files;
  }

  private static String attributes(Entry entry) {
    return entry.attributes().isEmpty() ? "" : entry.attributes().toString();
  }

  /** Reads everything again, each version of a file once. */
  Comparison compare(Archive archive) {
    Comparison comparison = new Comparison(archive);
    commits.forEach(comparison::commit);
    return comparison;
  }

  /** What came of reading. */
  static final class Comparison {
    private final Archive archive;
    private long refused;
    private Optional<String> wrong = Optional.empty();

    private Comparison(Archive archive) {
      this.archive = archive;
    }

    /** How many commits or files could not be read, because something is damaged. */
    long refused() {
      return refused;
    }

    /** What was read wrongly, or which other exception came; the first of it. */
    Optional<String> wrong() {
      return wrong;
    }

    private void commit(CommitId id, CommitState expected) {
      guarded(id, "/", () -> describe(archive.commit(id), expected.description()));
      guarded(id, "/", () -> files(archive.commit(id), expected.files()));
    }

    private void describe(Commit commit, String expected) {
      String description = description(commit);
      if (!description.equals(expected)) {
        wrong(commit.id(), "/", "expected " + expected + ", found " + description);
      }
    }

    private void files(Commit commit, List<FileState> expected) {
      Iterator<FileState> files = expected.iterator();
      try (Stream<Entry> entries = commit.walk("/")) {
        for (Entry entry : (Iterable<Entry>) entries::iterator) {
          entry(commit, entry, files.hasNext() ? Optional.of(files.next()) : Optional.empty());
        }
      }
      if (files.hasNext()) {
        wrong(commit.id(), files.next().path(), "is missing");
      }
    }

    /** Counts what is refused; whatever else is thrown is wrong. */
    private void guarded(CommitId id, String path, Runnable reading) {
      try {
        reading.run();
      } catch (DamageException e) {
        refused++;
      } catch (RuntimeException e) {
        // A missing commit is told as "there is none", caused by what is missing.
        if (e.getCause() instanceof DamageException) {
          refused++;
        } else {
          wrong(id, path, e.toString());
        }
      }
    }

    private void entry(Commit commit, Entry entry, Optional<FileState> expected) {
      if (expected.isEmpty()
          || !expected.get().path().equals(entry.path())
          || expected.get().length() != entry.length()
          || !expected.get().attributes().equals(attributes(entry))) {
        wrong(commit.id(), entry.path(), "expected " + expected + ", found " + entry);
      } else if (expected.get().read()) {
        content(commit, expected.get());
      }
    }

    private void content(Commit commit, FileState expected) {
      guarded(
          commit.id(),
          expected.path(),
          () -> {
            String sha256 = commit.sha256(expected.path());
            if (!sha256.equals(expected.sha256())) {
              wrong(commit.id(), expected.path(), "SHA-256 is " + sha256);
            }
          });
    }

    private void wrong(CommitId id, String path, String what) {
      if (wrong.isEmpty()) {
        wrong = Optional.of(id.abbreviated() + " " + path + ": " + what);
      }
    }
  }
}
