package io.stemma.internal.engine;

import io.stemma.Change;
import io.stemma.Commit;
import io.stemma.Diff;
import io.stemma.DiffSummary;
import io.stemma.Entry;
import io.stemma.InvalidNameException;
import io.stemma.NumericChange;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import io.stemma.signal.SignalDifference;
import io.stemma.signal.SignalFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The difference of two trees, walked anew each time it is read. */
final class StoredDiff implements Diff {
  private static final int SHOWN = 20;

  private final Commit from;
  private final FileTree before;
  private final StoredCommit to;
  private final TreePath under;

  StoredDiff(Commit from, StoredCommit to, TreePath under) {
    this(from, tree(from, to), to, under);
  }

  StoredDiff(Commit from, FileTree before, StoredCommit to, TreePath under) {
    this.from = from;
    this.before = before;
    this.to = to;
    this.under = under;
  }

  private static FileTree tree(Commit from, StoredCommit to) {
    if (from instanceof StoredCommit stored && stored.archive().engine == to.archive().engine) {
      return stored.tree();
    }
    throw new InvalidNameException(
        "commit " + from.id().abbreviated() + " belongs to another archive");
  }

  @Override
  public Commit from() {
    return from;
  }

  @Override
  public Commit to() {
    return to;
  }

  @Override
  public Stream<Change> stream() {
    return Entries.stream(before.diff(to.tree(), under))
        .map(change -> new StoredChange(to.archive().engine.chunks, change));
  }

  @Override
  public Diff under(String path) {
    Objects.requireNonNull(path, "path");
    TreePath narrower = TreePath.of(path);
    if (!under.contains(narrower)) {
      throw new InvalidNameException(narrower + " is not below " + under + ", which this covers");
    }
    return new StoredDiff(from, before, to, narrower);
  }

  @Override
  public boolean isEmpty() {
    return !before.diff(to.tree(), under).hasNext();
  }

  @Override
  public DiffSummary summary() {
    DiffSummary sum = new DiffSummary(0, 0, 0, 0, 0, 0);
    Iterator<Change> changes = stream().iterator();
    while (changes.hasNext()) {
      sum = plus(sum, changes.next());
    }
    return sum;
  }

  private static DiffSummary plus(DiffSummary s, Change change) {
    long bytes = change.after().or(change::before).map(Entry::length).orElse(0L);
    long a = change.kind() == Change.Kind.ADDED ? 1 : 0;
    long r = change.kind() == Change.Kind.REMOVED ? 1 : 0;
    long m = change.kind() == Change.Kind.MODIFIED ? 1 : 0;
    return new DiffSummary(
        s.added() + a,
        s.removed() + r,
        s.modified() + m,
        s.bytesAdded() + a * bytes,
        s.bytesRemoved() + r * bytes,
        s.bytesModified() + m * bytes);
  }

  @Override
  public List<NumericChange> numeric() {
    List<NumericChange> found = new ArrayList<>();
    stream()
        .filter(change -> change.kind() == Change.Kind.MODIFIED)
        .filter(change -> change.after().map(Entry::isFile).orElse(false))
        .forEach(change -> numeric(change.path()).ifPresent(found::add));
    return new PrintedList<>(
        found,
        "numbers in " + to + " against " + from.id().abbreviated(),
        List.of("path", "differing>", "of>", "largest absolute>", "relative>", "ULPs>", "beside"),
        change -> {
          SignalDifference d = change.difference();
          return List.of(
              change.path(),
              "" + d.differing(),
              "" + d.compared(),
              amount(d.largestAbsolute()),
              amount(d.largestRelative()),
              amount(d.largestUlps()),
              String.join("; ", d.mismatches()));
        });
  }

  private static String amount(Optional<SignalDifference.Extreme> extreme) {
    return extreme.map(e -> String.format(Locale.ROOT, "%.6g", e.amount())).orElse("");
  }

  private Optional<NumericChange> numeric(String path) {
    try {
      return Optional.of(
          new NumericChange(path, SignalDifference.between(to.path(path), from.path(path))));
    } catch (SignalFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Faults.storage("reading " + path, e);
    }
  }

  private Outline outline() {
    Outline outline =
        Outline.of(
            to.id().abbreviated()
                + " since "
                + from.id().abbreviated()
                + (under.isRoot() ? "" : " under " + under)
                + ": "
                + summary());
    stream().limit(SHOWN).forEach(change -> outline.add(((StoredChange) change).outline()));
    return outline.addRest(stream().skip(SHOWN).count());
  }

  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
