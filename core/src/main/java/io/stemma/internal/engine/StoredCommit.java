package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.CommitSource;
import io.stemma.Condition;
import io.stemma.Derivation;
import io.stemma.Diff;
import io.stemma.Downstream;
import io.stemma.Entry;
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
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentChannel;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.GlobWalk;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.nio.StemmaFileSystem;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.Pipelines;
import io.stemma.internal.replay.Verdicts;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import io.stemma.internal.tree.Tree;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A commit as it is stored. */
final class StoredCommit implements Commit {
  private final OpenArchive archive;
  private final CommitId id;
  private final CommitObject object;
  private final ChunkSource source;

  StoredCommit(OpenArchive archive, CommitId id, CommitObject object) {
    this(archive, id, object, archive.engine.chunks);
  }

  /**
   * A commit of which not all is stored yet.
   *
   * @param source has what is, and what is not
   */
  StoredCommit(OpenArchive archive, CommitId id, CommitObject object, ChunkSource source) {
    this.archive = archive;
    this.id = id;
    this.object = object;
    this.source = source;
  }

  OpenArchive archive() {
    return archive;
  }

  CommitObject object() {
    return object;
  }

  Hash hash() {
    return Operations.hash(id);
  }

  FileTree tree() {
    archive.engine.checkOpen();
    return new FileTree(source, object.root());
  }

  /** The tree for one thread that will walk all of it. */
  FileTree scannedTree() {
    archive.engine.checkOpen();
    return new FileTree(source.forScan(), object.root());
  }

  FileTree emptyTree() {
    return new FileTree(archive.engine.chunks, Tree.EMPTY_ROOT);
  }

  Optional<StoredCommit> firstParent() {
    return object.parents().stream().findFirst().map(archive::referred);
  }

  @Override
  public CommitId id() {
    return id;
  }

  @Override
  public String repository() {
    return object.repository();
  }

  @Override
  public String message() {
    return object.message();
  }

  @Override
  public String author() {
    return object.author();
  }

  @Override
  public Instant time() {
    return object.time();
  }

  @Override
  public List<Commit> parents() {
    return PrintedList.of("parents", Histories.parents(this));
  }

  @Override
  public OperationId cause() {
    return new OperationId(object.cause());
  }

  @Override
  public Attributes attributes() {
    return object.attributes();
  }

  @Override
  public Optional<CommitSource> source() {
    return object.source();
  }

  @Override
  public long files() {
    return tree().totals(TreePath.ROOT).count();
  }

  @Override
  public long bytes() {
    return tree().totals(TreePath.ROOT).bytes();
  }

  @Override
  public boolean exists(String path) {
    Objects.requireNonNull(path, "path");
    return tree().item(TreePath.of(path)).isPresent();
  }

  @Override
  public Entry entry(String path) {
    Objects.requireNonNull(path, "path");
    FileTree tree = tree();
    TreePath at = TreePath.of(path);
    return Entries.of(tree, tree.item(at).orElseThrow(() -> missing(at, "is nothing")));
  }

  private NotFoundException missing(TreePath path, String what) {
    return new NotFoundException(
        "there " + what + " at " + path + " in commit " + id.abbreviated() + " of " + repository());
  }

  @Override
  public List<Entry> list(String path) {
    Objects.requireNonNull(path, "path");
    FileTree tree = tree();
    TreePath at = TreePath.of(path);
    if (!tree.isDirectory(at)) {
      throw missing(at, tree.file(at).isPresent() ? "is a file and no directory" : "is nothing");
    }
    List<Entry> entries = new ArrayList<>();
    tree.children(at).forEachRemaining(item -> entries.add(Entries.of(tree, item)));
    return new PrintedList<>(entries, at + " in " + this, Entries.COLUMNS, Entries::cells);
  }

  @Override
  public Stream<Entry> walk(String path) {
    Objects.requireNonNull(path, "path");
    FileTree tree = tree();
    TreePath at = TreePath.of(path);
    if (tree.item(at).isEmpty()) {
      throw missing(at, "is nothing");
    }
    return Entries.stream(tree.walk(at, false)).map(item -> Entries.of(tree, item));
  }

  @Override
  public Stream<Entry> glob(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    FileTree tree = tree();
    return Entries.stream(new GlobWalk(tree, Glob.of(pattern))).map(item -> Entries.of(tree, item));
  }

  @Override
  public Matches find(Condition condition) {
    Objects.requireNonNull(condition, "condition");
    return new TreeMatches(this, condition);
  }

  /** The content of a file. */
  ContentReader content(String path) {
    TreePath at = TreePath.of(path);
    FileTree tree = tree();
    FileEntry file =
        tree.file(at)
            .orElseThrow(
                () ->
                    missing(
                        at, tree.isDirectory(at) ? "is a directory and no file" : "is no file"));
    return new ContentReader(source, Content.of(file));
  }

  @Override
  public byte[] read(String path) {
    Objects.requireNonNull(path, "path");
    ContentReader content = content(path);
    if (content.length() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          path + " has " + content.length() + " bytes, too many for an array; read it as a stream");
    }
    byte[] bytes = new byte[(int) content.length()];
    content.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public String readString(String path) {
    Objects.requireNonNull(path, "path");
    return new String(read(path), StandardCharsets.UTF_8);
  }

  @Override
  public InputStream newInputStream(String path) {
    Objects.requireNonNull(path, "path");
    return new ContentInputStream(content(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(String path) {
    Objects.requireNonNull(path, "path");
    return new ContentChannel(content(path));
  }

  @Override
  public String sha256(String path) {
    Objects.requireNonNull(path, "path");
    ContentReader content = content(path);
    MessageDigest digest = Hash.newDigest();
    byte[] buffer = new byte[1 << 16];
    long position = 0;
    for (int n = content.read(0, buffer, 0, buffer.length); n > 0; ) {
      digest.update(buffer, 0, n);
      position += n;
      n = content.read(position, buffer, 0, buffer.length);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public Path path(String path) {
    Objects.requireNonNull(path, "path");
    return fileSystem().getPath(TreePath.of(path).toString());
  }

  @Override
  public FileSystem fileSystem() {
    return new StemmaFileSystem(archive.id(), this, archive.engine::isOpen);
  }

  @Override
  public Export export(String path, Path target, ExportOptions options) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(options, "options");
    TreePath at = TreePath.of(path);
    FileTree tree = tree();
    if (tree.item(at).isEmpty()) {
      throw missing(at, "is nothing");
    }
    return new DirectoryExport(archive.engine.chunks, tree, at, target, options).run();
  }

  @Override
  public Diff changesSince(Commit older) {
    Objects.requireNonNull(older, "older");
    return new StoredDiff(older, this, TreePath.ROOT);
  }

  @Override
  public Diff changes() {
    Optional<StoredCommit> parent = firstParent();
    return parent.isPresent()
        ? changesSince(parent.get())
        : new StoredDiff(this, emptyTree(), this, TreePath.ROOT);
  }

  @Override
  public Derivation derivation(String path) {
    Objects.requireNonNull(path, "path");
    TreePath at = TreePath.of(path);
    if (tree().file(at).isEmpty()) {
      throw missing(at, tree().isDirectory(at) ? "is a directory and no file" : "is no file");
    }
    return new Pipelines(new PipelineEngine(archive)).derivation(hash(), at);
  }

  @Override
  public Downstream downstream(String path) {
    Objects.requireNonNull(path, "path");
    TreePath at = TreePath.of(path);
    FileTree tree = tree();
    if (tree.item(at).isEmpty()) {
      throw missing(at, "is nothing");
    }
    return new Pipelines(new PipelineEngine(archive)).downstream(this, tree, at);
  }

  @Override
  public Optional<RecordedCode> code() {
    return new Pipelines(new PipelineEngine(archive)).code(hash());
  }

  @Override
  public Replay replay(Trust trust) {
    Objects.requireNonNull(trust, "trust");
    return new Replays(this).byStoredCode(trust, Optional.empty());
  }

  @Override
  public Replay replay(Trust trust, Collection<String> datums) {
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(datums, "datums");
    return new Replays(this).byStoredCode(trust, Optional.of(datums));
  }

  @Override
  public Replay replayInFreshJvms(Trust trust, int datums) {
    Objects.requireNonNull(trust, "trust");
    if (datums < 1) {
      throw new IllegalArgumentException("at least 1 datum is replayed, and not " + datums);
    }
    return new Replays(this).inFreshJvms(trust, datums);
  }

  @Override
  public Replay replayWith(Transformation transformation) {
    Objects.requireNonNull(transformation, "transformation");
    return new Replays(this).with(transformation, Optional.empty());
  }

  @Override
  public Replay replayWith(Transformation transformation, Collection<String> datums) {
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(datums, "datums");
    return new Replays(this).with(transformation, Optional.of(datums));
  }

  @Override
  public List<Verdict> verdicts() {
    archive.engine.checkOpen();
    return new Verdicts(new PipelineEngine(archive)).of(id);
  }

  @Override
  public Provenance provenance() {
    archive.engine.checkOpen();
    return new Pipelines(new PipelineEngine(archive)).provenance(hash());
  }

  @Override
  public Stream<Commit> history(String path) {
    Objects.requireNonNull(path, "path");
    return Histories.of(this, TreePath.of(path));
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Commit c && id.equals(c.id());
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  private Outline outline() {
    return Outline.of(id.abbreviated(), Printed.time(time()), author(), Printed.line(message()));
  }

  @Override
  public String toString() {
    return outline().toString();
  }

  /** The line; below it those of the parents, if it has several and they can be read. */
  @Override
  public String html() {
    Outline outline = outline();
    if (object.parents().size() > 1 && archive.engine.isOpen()) {
      parents().forEach(each -> outline.add(((StoredCommit) each).outline()));
    }
    return outline.html();
  }
}
