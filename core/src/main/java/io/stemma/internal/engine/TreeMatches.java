package io.stemma.internal.engine;

import com.google.common.collect.AbstractIterator;
import io.stemma.CommitId;
import io.stemma.Condition;
import io.stemma.EntryKind;
import io.stemma.Match;
import io.stemma.Matches;
import io.stemma.internal.commit.ItemCondition;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.table.TitledTable;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is found by looking at each entry of a commit's tree. */
final class TreeMatches implements Matches {
  private final StoredCommit commit;
  private final Condition condition;
  private final ItemCondition asked;

  TreeMatches(StoredCommit commit, Condition condition) {
    this.commit = commit;
    this.condition = condition;
    this.asked = new ItemCondition(condition);
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
    Iterator<TreeItem> items = commit.scannedTree().walk(TreePath.ROOT, true);
    return Entries.stream(
        new AbstractIterator<Match>() {
          @Override
          protected @Nullable Match computeNext() {
            while (items.hasNext()) {
              TreeItem item = items.next();
              if (asked.isTrue(item)) {
                return match(item, item.entry().orElseThrow());
              }
            }
            return endOfData();
          }
        });
  }

  private static Match match(TreeItem item, FileEntry entry) {
    return new Match(
        item.path().toString(),
        item.directory() ? EntryKind.DIRECTORY : EntryKind.FILE,
        CanonicalJson.readAttributes(entry.attributes()));
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TreeMatches m && commit.equals(m.commit) && condition.equals(m.condition);
  }

  @Override
  public int hashCode() {
    return Objects.hash(commit, condition);
  }

  private TitledTable table() {
    return MatchTable.of(condition + " in " + commit, asked.attributes(), stream());
  }

  @Override
  public String toString() {
    return table().toString();
  }

  @Override
  public String html() {
    return table().html();
  }
}
