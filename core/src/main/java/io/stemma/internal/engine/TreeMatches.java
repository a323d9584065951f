package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.CommitId;
import io.stemma.Condition;
import io.stemma.EntryKind;
import io.stemma.Match;
import io.stemma.Matches;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.condition.Matcher;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.table.MatchTable;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What is found by looking at each entry of a commit's tree. */
final class TreeMatches implements Matches {
  private final StoredCommit commit;
  private final Condition condition;
  private final Matcher matcher;

  TreeMatches(StoredCommit commit, Condition condition) {
    this.commit = commit;
    this.condition = condition;
    this.matcher = new Matcher(condition);
  }

  @Override
  public Condition condition() {
    return condition;
  }

  @Override
  public CommitId commit() {
    return commit.id();
  }

  @Override
  public Stream<Match> stream() {
    return Entries.stream(commit.tree().walk(TreePath.ROOT, true))
        .map(this::match)
        .flatMap(Optional::stream);
  }

  private Optional<Match> match(TreeItem item) {
    FileEntry entry = item.entry().orElseThrow();
    Attributes asked = CanonicalJson.readAttributes(entry.attributes(), matcher.attributes());
    if (!matcher.matches(item.path(), asked)) {
      return Optional.empty();
    }
    return Optional.of(
        new Match(
            item.path().toString(),
            item.directory() ? EntryKind.DIRECTORY : EntryKind.FILE,
            CanonicalJson.readAttributes(entry.attributes())));
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object o) {
    return o instanceof TreeMatches m && commit.equals(m.commit) && condition.equals(m.condition);
  }

  @Override
  public int hashCode() {
    return Objects.hash(commit, condition);
  }

  @Override
  public String toString() {
    return MatchTable.print(condition + " in " + commit, matcher.attributes(), stream());
  }
}
