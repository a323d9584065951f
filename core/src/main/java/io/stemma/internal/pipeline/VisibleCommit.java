package io.stemma.internal.pipeline;

import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.CommitSource;
import io.stemma.Condition;
import io.stemma.Derivation;
import io.stemma.Diff;
import io.stemma.Downstream;
import io.stemma.Entry;
import io.stemma.EntryKind;
import io.stemma.Export;
import io.stemma.ExportOptions;
import io.stemma.Matches;
import io.stemma.NotFoundException;
import io.stemma.OperationId;
import io.stemma.Provenance;
import io.stemma.RecordedCode;
import io.stemma.Replay;
import io.stemma.Transformation;
import io.stemma.Trust;
import io.stemma.Verdict;
import io.stemma.internal.path.TreePath;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Of a commit, what a datum may see: the files and directories that are part of its key, and the
 * way to them. All else is as if it were not there, since a result must not depend on it; nor on
 * the time of the commit.
 */
final class VisibleCommit implements Commit {
  private final Commit commit;
  private final VisiblePaths visible;
  private final Consumer<TreePath> opened;

  /**
   * What a datum sees.
   *
   * @param opened is told what is read
   */
  VisibleCommit(Commit commit, List<TreePath> items, Consumer<TreePath> opened) {
    this.commit = commit;
    this.visible = new VisiblePaths(items);
    this.opened = opened;
  }

  private boolean isWithin(TreePath path) {
    return visible.contains(path);
  }

  private boolean leadsTo(TreePath path) {
    return visible.leadsTo(path);
  }

  private String within(String path) {
    if (!isWithin(TreePath.of(path))) {
      throw hidden(path);
    }
    return path;
  }

  private String opened(String path) {
    String seen = within(path);
    opened.accept(TreePath.of(path));
    return seen;
  }

  private NotFoundException hidden(String path) {
    return new NotFoundException(
        "there is nothing at "
            + path
            + " that is an input of this datum; its inputs are "
            + visible);
  }

  private static Entry way(TreePath path) {
    return new Entry(
        path.toString(), EntryKind.DIRECTORY, 0, 0, Optional.empty(), false, Attributes.NONE);
  }

  @Override
  public boolean exists(String path) {
    TreePath at = TreePath.of(path);
    return isWithin(at) ? commit.exists(path) : leadsTo(at);
  }

  @Override
  public Entry entry(String path) {
    TreePath at = TreePath.of(path);
    if (isWithin(at)) {
      return commit.entry(path);
    } else if (leadsTo(at)) {
      return way(at);
    }
    throw hidden(path);
  }

  @Override
  public List<Entry> list(String path) {
    TreePath at = TreePath.of(path);
    if (isWithin(at)) {
      return commit.list(path);
    } else if (!leadsTo(at)) {
      throw hidden(path);
    }
    List<Entry> entries = new ArrayList<>();
    visible.children(at).forEach(child -> entries.add(entry(child.toString())));
    return entries;
  }

  @Override
  public Stream<Entry> walk(String path) {
    return commit.walk(path).filter(entry -> isWithin(TreePath.of(entry.path())));
  }

  @Override
  public Stream<Entry> glob(String pattern) {
    return commit
        .glob(pattern)
        .flatMap(
            entry -> {
              TreePath at = TreePath.of(entry.path());
              return isWithin(at)
                  ? Stream.of(entry)
                  : leadsTo(at) ? Stream.of(way(at)) : Stream.empty();
            });
  }

  @Override
  public Matches find(Condition condition) {
    throw alone();
  }

  @Override
  public byte[] read(String path) {
    return commit.read(opened(path));
  }

  @Override
  public String readString(String path) {
    return commit.readString(opened(path));
  }

  @Override
  public InputStream newInputStream(String path) {
    return commit.newInputStream(opened(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(String path) {
    return commit.newByteChannel(opened(path));
  }

  @Override
  public String sha256(String path) {
    return commit.sha256(opened(path));
  }

  @Override
  public Instant time() {
    return Instant.EPOCH;
  }

  @Override
  public CommitId id() {
    return commit.id();
  }

  @Override
  public String repository() {
    return commit.repository();
  }

  @Override
  public String message() {
    return commit.message();
  }

  @Override
  public String author() {
    return commit.author();
  }

  @Override
  public Optional<CommitSource> source() {
    return commit.source();
  }

  @Override
  public List<Commit> parents() {
    return List.of();
  }

  @Override
  public OperationId cause() {
    return commit.cause();
  }

  @Override
  public Attributes attributes() {
    return commit.attributes();
  }

  @Override
  public long files() {
    return visible.items().stream().mapToLong(item -> commit.entry(item.toString()).files()).sum();
  }

  @Override
  public long bytes() {
    return visible.items().stream().mapToLong(item -> commit.entry(item.toString()).length()).sum();
  }

  @Override
  public Path path(String path) {
    throw alone();
  }

  @Override
  public FileSystem fileSystem() {
    throw alone();
  }

  @Override
  public Export export(String path, Path target, ExportOptions options) {
    return commit.export(opened(path), target, options);
  }

  @Override
  public Diff changesSince(Commit older) {
    throw alone();
  }

  @Override
  public Diff changes() {
    throw alone();
  }

  @Override
  public Stream<Commit> history(String path) {
    throw alone();
  }

  @Override
  public Derivation derivation(String path) {
    throw alone();
  }

  @Override
  public Downstream downstream(String path) {
    throw alone();
  }

  @Override
  public Optional<RecordedCode> code() {
    throw alone();
  }

  @Override
  public Replay replay(Trust trust) {
    throw alone();
  }

  @Override
  public Replay replay(Trust trust, Collection<String> datums) {
    throw alone();
  }

  @Override
  public Replay replayInFreshJvms(Trust trust, int datums) {
    throw alone();
  }

  @Override
  public Replay replayWith(Transformation transformation) {
    throw alone();
  }

  @Override
  public Replay replayWith(Transformation transformation, Collection<String> datums) {
    throw alone();
  }

  @Override
  public List<Verdict> verdicts() {
    throw alone();
  }

  @Override
  public Provenance provenance() {
    throw alone();
  }

  private static UnsupportedOperationException alone() {
    return new UnsupportedOperationException("a datum sees its inputs and nothing around them");
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return commit.equals(o);
  }

  @Override
  public int hashCode() {
    return commit.hashCode();
  }

  @Override
  public String toString() {
    return commit.toString();
  }
}
