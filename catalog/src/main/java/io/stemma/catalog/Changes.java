package io.stemma.catalog;

import io.stemma.Archive;
import io.stemma.Change;
import io.stemma.Commit;
import io.stemma.catalog.internal.data.CommitRow;
import io.stemma.display.Displayed;
import io.stemma.internal.engine.ArchiveScan.JobRow;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.table.TitledTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who changed what, and when: the changes that the commits of a repository made to the paths of a
 * pattern, on whatever branch, also on branches that are gone. Each change is told once, by the
 * commit that made it: a merge counts for what it has from neither side only. The commits are those
 * of the moment at which this was asked for; their differences are read as they are consumed.
 * Immutable; usable from any thread until the archive is closed.
 *
 * <pre>{@code
 * catalog.changes("calibrations", "/te/*").by("ada").since(Instant.parse("2026-11-01T00:00:00Z"))
 * }</pre>
 */
public final class Changes implements Displayed {
  private static final int SHOWN = 50;
  private static final List<String> COLUMNS =
      List.of("time", "author", "", "path", "commit", "message");

  private final Archive archive;
  private final String title;
  private final Glob glob;
  private final List<CommitRow> commits;

  /**
   * Changes of some commits.
   *
   * @param commits newest first
   */
  Changes(Archive archive, String title, Glob glob, List<CommitRow> commits) {
    this.archive = archive;
    this.title = title;
    this.glob = glob;
    this.commits = commits;
  }

  /**
   * Those that somebody made.
   *
   * @param author the author of the commits
   * @return the changes of these commits
   */
  public Changes by(String author) {
    Objects.requireNonNull(author, "author");
    return only(" by " + author, commit -> commit.author().equals(author));
  }

  /**
   * Those from a time on.
   *
   * @param time the earliest time of a commit
   * @return the changes of the commits of that time and later
   */
  public Changes since(Instant time) {
    Objects.requireNonNull(time, "time");
    return only(" since " + time, commit -> !commit.time().isBefore(time));
  }

  /**
   * Those before a time.
   *
   * @param time the time that the commits are earlier than
   * @return the changes of the commits before that time
   */
  public Changes before(Instant time) {
    Objects.requireNonNull(time, "time");
    return only(" before " + time, commit -> commit.time().isBefore(time));
  }

  private Changes only(String how, Predicate<CommitRow> which) {
    return new Changes(archive, title + how, glob, commits.stream().filter(which).toList());
  }

  /**
   * The changes.
   *
   * @return newest commit first, within a commit in the order of the paths; read as they are
   *     consumed
   * @throws io.stemma.DamageException if what is read of a commit is damaged
   */
  public Stream<RecordedChange> stream() {
    return commits.stream().flatMap(this::changes);
  }

  /**
   * The changes, all at once.
   *
   * @return newest commit first, within a commit in the order of the paths
   */
  public List<RecordedChange> list() {
    return stream().toList();
  }

  private Stream<RecordedChange> changes(CommitRow row) {
    Commit commit = archive.commit(row.id());
    List<Commit> parents = commit.parents();
    if (parents.isEmpty()) {
      return Stream.empty(); // The empty commit that a repository begins with.
    }
    Stream<Change> changes = commit.changesSince(parents.get(0)).under(directory()).stream();
    for (Commit other : parents.subList(1, parents.size())) {
      Set<String> differing = paths(commit, other);
      changes = changes.filter(change -> differing.contains(change.path()));
    }
    return changes
        .filter(change -> glob.matches(TreePath.of(change.path())))
        .map(change -> recorded(row, change));
  }

  private Set<String> paths(Commit commit, Commit parent) {
    try (Stream<Change> changes = commit.changesSince(parent).under(directory()).stream()) {
      return changes.map(Change::path).collect(Collectors.toCollection(HashSet::new));
    }
  }

  /** The part of the pattern in which nothing is left open, so that only this is compared. */
  private String directory() {
    StringBuilder path = new StringBuilder();
    int depth = 0;
    for (Optional<String> part = glob.literal(depth);
        part.isPresent();
        part = glob.literal(depth)) {
      path.append('/').append(part.get());
      depth++;
    }
    return path.length() == 0 ? "/" : path.toString();
  }

  private static RecordedChange recorded(CommitRow row, Change change) {
    return new RecordedChange(
        row.time(),
        row.author(),
        row.id(),
        change.kind(),
        change.path(),
        row.message(),
        row.job().map(JobRow::pipeline));
  }

  private TitledTable table() {
    List<RecordedChange> shown = new ArrayList<>();
    Iterator<RecordedChange> all = stream().iterator();
    while (shown.size() < SHOWN && all.hasNext()) {
      shown.add(all.next());
    }
    String which = all.hasNext() ? "the " + SHOWN + " newest " : "";
    TitledTable table = new TitledTable(which + title, COLUMNS);
    shown.forEach(change -> table.add(() -> cells(change)));
    return table;
  }

  /** A table of the fifty newest. */
  @Override
  public String toString() {
    return table().toString();
  }

  @Override
  public String html() {
    return table().html();
  }

  private static List<String> cells(RecordedChange change) {
    return List.of(
        change.time().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '),
        change.author(),
        change.letter(),
        change.path(),
        change.commit().abbreviated(),
        change.message());
  }
}
