package io.stemma.internal.engine;

import io.stemma.AlreadyExistsException;
import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.NotFoundException;
import io.stemma.StorageException;
import io.stemma.Transaction;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.chunks.ContentWriter;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.ingest.DirectoryImport;
import io.stemma.internal.path.TreePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A change of one branch in the making: a session for its chunks and a staged tree. */
final class BranchTransaction implements Transaction {
  private final OpenBranch branch;
  private final String message;
  private final Optional<MultiTransaction> whole;
  private final BranchOrigin origin;
  private final StoredCommit base;
  private final WriteSession session;
  private final StagedTree staged;
  private final Set<TreePath> expected = ConcurrentHashMap.newKeySet();
  private final Set<TreePath> cleared = ConcurrentHashMap.newKeySet();
  private final Map<String, Object> commitAttributes = new ConcurrentHashMap<>();
  private final RunningImports imports = new RunningImports();
  private final ReadPlaces places = new ReadPlaces();
  private final Lifetime life;
  private final ChunkSink sink;

  BranchTransaction(OpenBranch branch, String message, Optional<MultiTransaction> whole) {
    this.branch = branch;
    this.message = message;
    this.whole = whole;
    this.origin = BranchOrigin.of(branch);
    this.base = origin.head();
    this.session = branch.archive().engine.newSession();
    this.life = new Lifetime(branch.archive().engine::checkOpen);
    this.sink = new LivingSink(session, life);
    this.staged = new StagedTree(session, base.object().root());
  }

  /** Does something that the commit waits for. */
  private Transaction change(Runnable change) {
    return life.during(
        () -> {
          change.run();
          return this;
        });
  }

  @Override
  public Transaction write(String path, byte[] content) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(content, "content");
    TreePath at = TreePath.of(path);
    return change(() -> stage(at, new ContentWriter(session).write(content)));
  }

  @Override
  public Transaction write(String path, String content) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(content, "content");
    return write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Transaction write(String path, InputStream content) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(content, "content");
    life.check();
    TreePath at = TreePath.of(path);
    try {
      Content written = new ContentWriter(sink).write(content);
      return change(() -> stage(at, written));
    } catch (IOException e) {
      throw new StorageException("reading the content of " + at + ": " + e.getMessage(), e);
    }
  }

  private void stage(TreePath at, Content content) {
    staged.write(at, content.entry());
    relyOnUnchanged(at);
  }

  /** A change to what is there already leaves no difference; so that it counts, it is expected. */
  private void relyOnUnchanged(TreePath at) {
    FileTree before = base.tree();
    Optional<FileEntry> now = staged.file(at);
    if (now.isPresent() && now.equals(before.file(at))) {
      expected.add(at);
    }
  }

  @Override
  public OutputStream newOutputStream(String path) {
    Objects.requireNonNull(path, "path");
    life.check();
    TreePath at = TreePath.of(path);
    return new ContentOutputStream(sink, life::check, content -> change(() -> stage(at, content)));
  }

  @Override
  public Transaction append(String path, byte[] content) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(content, "content");
    TreePath at = TreePath.of(path);
    return change(() -> append(at, content));
  }

  private void append(TreePath at, byte[] content) {
    expected.add(at);
    synchronized (staged) {
      Optional<FileEntry> old = staged.file(at);
      if (old.isEmpty()) {
        stage(at, new ContentWriter(session).write(content));
        return;
      }
      try {
        Content longer =
            new ContentWriter(session)
                .append(Content.of(old.get()), session, new ByteArrayInputStream(content));
        staged.write(at, longer.entry());
      } catch (IOException e) {
        throw new StorageException("appending to " + at + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public Transaction delete(String path) {
    Objects.requireNonNull(path, "path");
    TreePath at = TreePath.of(path);
    return change(
        () -> {
          if (staged.delete(at)) {
            cleared.add(at);
          }
        });
  }

  @Override
  public Transaction move(String from, String to) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    TreePath source = TreePath.of(from);
    TreePath target = TreePath.of(to);
    return change(() -> move(source, target));
  }

  private void move(TreePath source, TreePath target) {
    synchronized (staged) {
      FileTree files = staged.files();
      require(files, source, "this transaction");
      if (files.item(target).isPresent()) {
        throw new AlreadyExistsException("there is something at " + target + " already");
      }
      if (source.contains(target)) {
        throw new AlreadyExistsException(source + " cannot be moved below itself, to " + target);
      }
      staged.copy(files, source, target);
      if (staged.delete(source)) {
        cleared.add(source);
      }
    }
    expected.add(source);
  }

  private static TreeItem require(FileTree files, TreePath path, String where) {
    return files
        .item(path)
        .orElseThrow(() -> new NotFoundException("there is nothing at " + path + " in " + where));
  }

  @Override
  public Transaction copy(Commit source, String from, String to) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (!(source instanceof StoredCommit stored)) {
      throw new NotFoundException(
          "commit " + source.id().abbreviated() + " is of no archive that this library opened");
    }
    TreePath path = TreePath.of(from);
    TreePath target = TreePath.of(to);
    FileTree files = stored.tree();
    require(files, path, "commit " + source.id().abbreviated());
    if (stored.archive().engine != branch.archive().engine) {
      life.check();
      new ForeignFiles(stored, session, life).bring(files, path);
    }
    return change(() -> staged.copy(files, path, target));
  }

  @Override
  public Import importDirectory(Path directory, String to, ImportOptions options) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(options, "options");
    return take(directory, TreePath.of(to), options, true);
  }

  /** Takes in a directory that will not be taken in again: no hints of its files are kept. */
  Import importOnce(Path directory, String to, ImportOptions options) {
    return take(directory, TreePath.of(to), options, false);
  }

  private Import take(Path directory, TreePath target, ImportOptions options, boolean remember) {
    DirectoryImport taking =
        new DirectoryImport(
            new TransactionTarget(branch.archive().engine, life, session, staged, remember),
            directory,
            target,
            options);
    RunningImports.Run run = life.during(() -> imports.begin(directory));
    boolean done = false;
    try {
      Import result = taking.run();
      if (options.mirror()) {
        change(() -> cleared.add(target));
      }
      places.add(directory);
      done = true;
      return result;
    } finally {
      run.end(!done && taking.changedAnything());
    }
  }

  /** Fails if this was ended or holds half of a directory, which must not be committed. */
  void checkWhole() {
    life.check();
    imports.checkWhole();
  }

  @Override
  public Transaction attribute(String path, String name, Object value) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    return describe(path, values -> values.put(name, value));
  }

  @Override
  public Transaction attributes(String path, Map<String, ?> values) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(values, "values");
    Map<String, Object> said = new HashMap<>(values); // as it is now, whenever it is read
    said.forEach(
        (name, value) -> {
          Objects.requireNonNull(name, "a name in values");
          Objects.requireNonNull(value, name);
        });
    return describe(path, all -> all.putAll(said));
  }

  @Override
  public Transaction removeAttribute(String path, String name) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(name, "name");
    return describe(path, values -> values.remove(name));
  }

  private Transaction describe(String path, Consumer<Map<String, Object>> change) {
    TreePath at = TreePath.of(path);
    return change(
        () -> {
          staged.describe(at, json -> changed(json, change));
          relyOnUnchanged(at);
        });
  }

  private static String changed(String json, Consumer<Map<String, Object>> change) {
    Map<String, Object> values = new HashMap<>(CanonicalJson.readAttributes(json).values());
    change.accept(values);
    return CanonicalJson.write(new Attributes(values));
  }

  @Override
  public Transaction validity(String path, long from, long to) {
    Objects.requireNonNull(path, "path");
    if (from > to) {
      throw new IllegalArgumentException(
          "the validity of " + path + " ends before it begins: " + from + " to " + to);
    }
    return attribute(path, "validity", new TreeMap<>(Map.of("from", from, "to", to)));
  }

  @Override
  public Transaction commitAttribute(String name, Object value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Attributes added = new Attributes(Map.of(name, value));
    return change(() -> commitAttributes.putAll(added.values()));
  }

  @Override
  public Optional<Entry> entry(String path) {
    Objects.requireNonNull(path, "path");
    TreePath at = TreePath.of(path);
    return life.during(() -> entry(at));
  }

  private Optional<Entry> entry(TreePath at) {
    expected.add(at);
    FileTree files = staged.files();
    return files.item(at).map(item -> Entries.of(files, item));
  }

  @Override
  public byte[] read(String path) {
    Objects.requireNonNull(path, "path");
    TreePath at = TreePath.of(path);
    return life.during(() -> read(at));
  }

  private byte[] read(TreePath at) {
    expected.add(at);
    FileEntry file =
        staged.file(at).orElseThrow(() -> new NotFoundException("there is no file at " + at));
    if (file.length() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          at + " has " + file.length() + " bytes, too many for an array");
    }
    byte[] bytes = new byte[(int) file.length()];
    new ContentReader(session, Content.of(file)).read(0, bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public Transaction expectUnchanged(String path) {
    Objects.requireNonNull(path, "path");
    TreePath at = TreePath.of(path);
    return change(() -> expected.add(at));
  }

  @Override
  public Commit base() {
    return base;
  }

  @Override
  public Commit commit() {
    if (whole.isPresent()) {
      throw new IllegalStateException(
          "this belongs to a transaction of several branches; commit that one");
    }
    return BranchChange.commit(branch.archive(), message, List.of(this)).get(0);
  }

  /** Ends taking changes, and gives them to be committed. */
  BranchChange end() {
    return life.end(
        () -> {
          imports.checkWhole();
          return new BranchChange(
              origin,
              staged.flush(),
              session,
              Set.copyOf(expected),
              Set.copyOf(cleared),
              new Attributes(commitAttributes),
              places.source());
        });
  }

  @Override
  public void close() {
    if (whole.isEmpty()) {
      drop();
    }
  }

  void drop() {
    life.drop(session::discard);
  }

  /** One line: the branch, the commit that it began with, and the message. */
  @Override
  public String toString() {
    return "change of "
        + branch.repository().name()
        + "/"
        + branch.name()
        + " since "
        + base.id().abbreviated()
        + ": "
        + Printed.line(message);
  }
}
