package io.stemma.internal.engine;

import io.stemma.ByteRange;
import io.stemma.Change;
import io.stemma.Entry;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.table.Outline;
import java.util.List;
import java.util.Optional;

/** A path that two trees differ in. */
final class StoredChange implements Change {
  private final ChunkSource source;
  private final PathChange change;

  StoredChange(ChunkSource source, PathChange change) {
    this.source = source;
    this.change = change;
  }

  @Override
  public String path() {
    return change.path().toString();
  }

  @Override
  public Kind kind() {
    return change.before().isEmpty()
        ? Kind.ADDED
        : change.after().isEmpty() ? Kind.REMOVED : Kind.MODIFIED;
  }

  @Override
  public Optional<Entry> before() {
    return change.before().map(e -> Entries.file(change.path(), e));
  }

  @Override
  public Optional<Entry> after() {
    return change.after().map(e -> Entries.file(change.path(), e));
  }

  @Override
  public List<ByteRange> changedRanges() {
    if (change.directory() || change.after().isEmpty()) {
      return List.of();
    }
    FileEntry after = change.after().get();
    if (change.before().isEmpty()) {
      return after.length() == 0 ? List.of() : List.of(new ByteRange(0, after.length()));
    }
    FileEntry before = change.before().get();
    return before.sameContent(after)
        ? List.of()
        : new ChangedRanges(source, Content.of(before), Content.of(after)).find();
  }

  Outline outline() {
    String letter = kind() == Kind.ADDED ? "A" : kind() == Kind.REMOVED ? "D" : "M";
    return Outline.spaced(" ", letter, path() + (change.directory() ? "/" : ""));
  }

  @Override
  public String toString() {
    return outline().toString();
  }
}
