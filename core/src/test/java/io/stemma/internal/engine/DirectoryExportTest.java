package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.AlreadyExistsException;
import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.Export;
import io.stemma.ExportOptions;
import io.stemma.ExportOptions.Existing;
import io.stemma.ExportProgress;
import io.stemma.ImportOptions;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.StemmaException;
import io.stemma.StorageException;
import io.stemma.TransactionBody;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.ObjectHeader;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files come out of a commit whole, where they belong, or not at all. */
class DirectoryExportTest {
  private static final byte[] LARGE = new byte[5_000_000];

  static {
    new Random(5).nextBytes(LARGE);
  }

  @TempDir Path temp;

  private final Archive archive = Archive.inMemory();
  private Path target = Path.of("");

  @BeforeEach
  void target() {
    target = temp.resolve("to");
  }

  private Commit commit(TransactionBody<RuntimeException> body) {
    return archive.ensureRepository("r").main().commit("files", body);
  }

  private Commit shots() {
    return commit(
        tx ->
            tx.write("/18000/te.i16", LARGE)
                .write("/18000/shot.json", "{}")
                .write("/18000.txt", "next to a directory")
                .write("/18001/a/b/c", "deep")
                .write("/18001/a.b", "between")
                .write("/empty", ""));
  }

  /** All files below a directory, with their bytes as text or length. */
  private static Map<String, String> found(Path directory) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(p -> !Files.isDirectory(p)).toList()) {
        String name = directory.relativize(path).toString();
        long size = Files.size(path);
        found.put(name, size > 100 ? size + " B" : Files.readString(path));
      }
    }
    return found;
  }

  private Export export(Commit commit, ExportOptions options, NewFile.Maker maker) {
    StoredCommit stored = (StoredCommit) commit;
    return new DirectoryExport(
            stored.archive().engine.chunks, stored.tree(), TreePath.ROOT, target, options, maker)
        .run();
  }

  @ParameterizedTest
  @EnumSource(Existing.class)
  void writesAllBelowAPath(Existing existing) throws IOException {
    Export done =
        shots()
            .export("/", target.resolve("deep/er"), ExportOptions.DEFAULT.withExisting(existing));
    assertThat(done).isEqualTo(new Export(6, 5_000_032, 0));
    assertThat(found(target))
        .isEqualTo(
            Map.of(
                "deep/er/18000/te.i16", "5000000 B",
                "deep/er/18000/shot.json", "{}",
                "deep/er/18000.txt", "next to a directory",
                "deep/er/18001/a/b/c", "deep",
                "deep/er/18001/a.b", "between",
                "deep/er/empty", ""));
    assertThat(target.resolve("deep/er/18000/te.i16")).hasBinaryContent(LARGE);
  }

  @Test
  void writesADirectoryOrAFile() throws IOException {
    Commit commit = shots();
    commit.export("/18001/a", target);
    commit.export("/18001/a/b/c", target);
    commit.export("/empty", target);
    assertThat(found(target)).isEqualTo(Map.of("b/c", "deep", "c", "deep", "empty", ""));
  }

  @Test
  void writesNothingThatIsNotThere() {
    assertThatThrownBy(() -> shots().export("/18002", target))
        .isInstanceOf(NotFoundException.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void writesAnEmptyCommit() {
    Commit empty = archive.createRepository("empty").main().head();
    assertThat(empty.export("/", target)).isEqualTo(new Export(0, 0, 0));
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void failsOverAnExistingFileBeforeItWrites() throws IOException {
    Files.createDirectories(target.resolve("18001/a/b"));
    Files.writeString(target.resolve("18001/a/b/c"), "mine");
    assertThatThrownBy(() -> shots().export("/", target))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("18001/a/b/c is there already");
    assertThat(found(target)).isEqualTo(Map.of("18001/a/b/c", "mine"));
  }

  @Test
  void replacesOrKeepsExistingFiles() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("empty"), "mine");
    Commit commit = shots();
    ExportOptions keep = ExportOptions.DEFAULT.withExisting(Existing.KEEP);
    assertThat(commit.export("/", target, keep)).isEqualTo(new Export(5, 5_000_032, 1));
    assertThat(found(target)).containsEntry("empty", "mine").hasSize(6);
    ExportOptions replace = ExportOptions.DEFAULT.withExisting(Existing.REPLACE);
    assertThat(commit.export("/", target, replace)).isEqualTo(new Export(6, 5_000_032, 0));
    assertThat(found(target)).containsEntry("empty", "").hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(Existing.class)
  void neverWritesThroughALink(Existing existing) throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("18001"), outside);
    ExportOptions options = ExportOptions.DEFAULT.withExisting(existing);
    assertThatThrownBy(() -> shots().export("/", target, options))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("18001 is a symbolic link");
    assertThat(found(outside)).isEmpty();
    assertThat(target).isDirectoryNotContaining(path -> !path.endsWith("18001"));
  }

  @Test
  void replacesALinkAndNotWhatItLeadsTo() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside"), "mine");
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("empty"), outside);
    assertThatThrownBy(() -> shots().export("/", target))
        .isInstanceOf(AlreadyExistsException.class);
    shots().export("/", target, ExportOptions.DEFAULT.withExisting(Existing.REPLACE));
    assertThat(outside).hasContent("mine");
    assertThat(target.resolve("empty")).isRegularFile().isEmptyFile();
  }

  @Test
  void refusesAFileWhereADirectoryIsToBeAndTheOtherWayRound() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("18000"), "file");
    ExportOptions replace = ExportOptions.DEFAULT.withExisting(Existing.REPLACE);
    assertThatThrownBy(() -> shots().export("/", target, replace))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("18000 is a file");
    Files.delete(target.resolve("18000"));
    Files.createDirectory(target.resolve("empty"));
    assertThatThrownBy(() -> shots().export("/", target, replace))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("empty is a directory");
    assertThat(found(target)).isEmpty();
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> shots().export("/", file))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("an export needs a directory");
  }

  @Test
  void refusesNamesThatAreTooLongBeforeItWrites() throws IOException {
    String longest = "\u00e4".repeat(127) + "x";
    Commit good = commit(tx -> tx.write("/a", "1").write("/" + longest, "2"));
    good.export("/", target);
    assertThat(found(target)).containsOnlyKeys("a", longest);
    Commit bad = commit(tx -> tx.write("/z/" + longest + "x", "3"));
    assertThatThrownBy(() -> bad.export("/", temp.resolve("bad")))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("has 256 bytes");
    assertThat(temp.resolve("bad")).doesNotExist();
  }

  @Test
  void refusesPathsThatAreTooLongBeforeItWrites() {
    String path = ("/" + "d".repeat(200)).repeat(20) + "/" + "e".repeat(60);
    Commit commit = commit(tx -> tx.write("/a", "1").write(path, "2"));
    assertThatThrownBy(() -> commit.export("/", target))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("longer than a path can be");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/evil", "a/../../evil", "a//b", "./x"})
  void refusesTheKeysOfAHostileArchive(String key) throws IOException {
    String harmless = key.replace('.', 'x').replace('/', 'x');
    StoredCommit commit = (StoredCommit) commit(tx -> tx.write("/" + harmless, "1"));
    ChunkSource good = commit.archive().engine.chunks;
    ChunkSource hostile =
        (kind, id) ->
            kind == Kind.NODE ? replaced(good.read(kind, id), harmless, key) : good.read(kind, id);
    FileTree tree = new FileTree(hostile, commit.object().root());
    ExportOptions options = ExportOptions.DEFAULT;
    assertThatThrownBy(
            () -> new DirectoryExport(hostile, tree, TreePath.ROOT, target, options).run())
        .isInstanceOf(InvalidNameException.class);
    assertThat(found(temp)).isEmpty();
    assertThat(Files.exists(Path.of("/evil"))).isFalse();
  }

  /** In Latin-1: the last are no UTF-8, and not in form C. */
  @ParameterizedTest
  @ValueSource(strings = {"/evil", "../evil", "evil\u00ff", "e\u00cc\u0081vil"})
  void refusesToListTheNamesOfAHostileArchive(String key) {
    String harmless = "x".repeat(key.length());
    StoredCommit commit = (StoredCommit) commit(tx -> tx.write("/" + harmless, "1"));
    ChunkSource good = commit.archive().engine.chunks;
    ChunkSource hostile =
        (kind, id) ->
            kind == Kind.NODE ? replaced(good.read(kind, id), harmless, key) : good.read(kind, id);
    FileTree tree = new FileTree(hostile, commit.object().root());
    assertThatThrownBy(() -> tree.names(TreePath.ROOT, (name, directory) -> {}))
        .isInstanceOf(InvalidNameException.class);
  }

  /** A node with another key of the same length, and a header that says it is right. */
  private static byte[] replaced(byte[] node, String from, String to) {
    String text = new String(node, StandardCharsets.ISO_8859_1);
    byte[] changed = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(changed).isNotEqualTo(node);
    ObjectHeader.write(changed, 0, changed.length, "NODE");
    return changed;
  }

  @Test
  void refusesNamesThatAreOneWhereCaseIsFolded() {
    StoredCommit commit =
        (StoredCommit)
            commit(
                tx ->
                    tx.write("/Te.i16", "1")
                        .write("/a/te.i16", "2")
                        .write("/a/x/1", "3")
                        .write("/a/y", "3")
                        .write("/a/X", "4"));
    TargetNames folding = new TargetNames(true, false, StandardCharsets.UTF_8);
    ExportCheck check = new ExportCheck(commit.tree(), Existing.FAIL, folding);
    ExportCheck.Level root = check.root(target, TreePath.ROOT);
    assertThatThrownBy(() -> new ExportWalk<>(commit.tree(), TreePath.ROOT, check).run(root))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("\"X\" and \"x\" in /a are one name to the file system");
    commit.export("/", target);
    assertThat(target.resolve("a/X")).hasContent("4");
  }

  @Test
  void restoresMetadataWhereKnownAndAsked() throws IOException {
    Path day = Files.createDirectory(temp.resolve("day"));
    Path script = Files.writeString(day.resolve("run.sh"), "#!");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Instant time = Instant.parse("2020-02-03T04:05:06.789012345Z");
    Files.setLastModifiedTime(script, FileTime.from(time));
    Commit commit =
        commit(tx -> tx.importDirectory(day, "/", ImportOptions.DEFAULT.keepingMetadata()));
    commit.export("/", target);
    assertThat(Files.getLastModifiedTime(target.resolve("run.sh")))
        .isEqualTo(Files.getLastModifiedTime(script));
    assertThat(target.resolve("run.sh")).isExecutable();
    Path plain = temp.resolve("plain");
    commit.export("/", plain, new ExportOptions(Existing.FAIL, false, true, progress -> {}));
    assertThat(Files.getLastModifiedTime(plain.resolve("run.sh")).toInstant()).isAfter(time);
    assertThat(Files.isExecutable(plain.resolve("run.sh"))).isFalse();
  }

  @Test
  void tellsOfProgressOneCallAtATime() {
    Commit commit =
        commit(
            tx -> {
              for (int i = 0; i < 500; i++) {
                tx.write("/d" + i % 7 + "/" + i, "x".repeat(i));
              }
            });
    AtomicInteger inside = new AtomicInteger();
    List<ExportProgress> told = new ArrayList<>();
    commit.export(
        "/",
        target,
        ExportOptions.DEFAULT
            .durably()
            .withListener(
                progress -> {
                  assertThat(inside.incrementAndGet()).isEqualTo(1);
                  told.add(progress);
                  inside.decrementAndGet();
                }));
    assertThat(told).hasSize(500);
    assertThat(told).isSortedAccordingTo(java.util.Comparator.comparing(ExportProgress::files));
    assertThat(told.get(499)).isEqualTo(new ExportProgress(500, 124_750, 500, 124_750));
  }

  @Test
  void forcesTheTimeOfAFileWithItsBytes() throws IOException {
    Path from = Files.createDirectory(temp.resolve("from"));
    FileTime time = FileTime.from(Instant.parse("2026-11-22T16:31:05Z"));
    for (String name : List.of("large", "small")) {
      Files.write(from.resolve(name), name.equals("large") ? LARGE : new byte[5]);
      Files.setLastModifiedTime(from.resolve(name), time);
    }
    Commit commit =
        commit(tx -> tx.importDirectory(from, "/", ImportOptions.DEFAULT.keepingMetadata()));
    List<String> forced = Collections.synchronizedList(new ArrayList<>());
    NewFile.Maker maker =
        (path, executable, uncached) ->
            new Forwarding(NewFile.onDisk(path, executable, uncached)) {
              @Override
              public void force() throws IOException {
                forced.add(Files.size(path) + " B, " + Files.getLastModifiedTime(path));
                super.force();
              }
            };
    export(commit, ExportOptions.DEFAULT.durably(), maker);
    assertThat(forced)
        .containsExactlyInAnyOrder("5 B, 2026-11-22T16:31:05Z", "5000000 B, 2026-11-22T16:31:05Z");
  }

  private static class Forwarding implements NewFile {
    private final NewFile file;

    Forwarding(NewFile file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
      file.write(from);
    }

    @Override
    public void end() throws IOException {
      file.end();
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A disk on which a file gets no more than some bytes. */
  private static NewFile.Maker fullAfter(String name, long bytes) {
    return (path, executable, uncached) ->
        new Forwarding(NewFile.onDisk(path, executable, uncached)) {
          private long left = bytes;

          @Override
          public void write(ByteBuffer from) throws IOException {
            left -= from.remaining();
            super.write(from);
            if (left < 0) {
              throw new IOException(name);
            }
          }
        };
  }

  @Test
  void leavesNoHalfFileOnAFullDisk() throws IOException {
    NewFile.Maker maker = fullAfter("No space left on device", 1_000_000);
    assertThatThrownBy(() -> export(shots(), ExportOptions.DEFAULT, maker))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("te.i16: No space left on device");
    assertThat(found(target).keySet()).noneMatch(n -> n.contains("te.i16") || n.contains("stemma"));
  }

  @Test
  void putsNoFileOverOneThatAppearedMeanwhile() throws IOException {
    Commit commit = commit(tx -> tx.write("/a", "theirs"));
    NewFile.Maker maker =
        (path, executable, uncached) -> {
          Files.writeString(target.resolve("a"), "mine");
          return NewFile.onDisk(path, executable, uncached);
        };
    assertThatThrownBy(() -> export(commit, ExportOptions.DEFAULT, maker))
        .isInstanceOf(AlreadyExistsException.class);
    assertThat(found(target)).isEqualTo(Map.of("a", "mine"));
    Files.delete(target.resolve("a"));
    ExportOptions keep = ExportOptions.DEFAULT.withExisting(Existing.KEEP);
    assertThat(export(commit, keep, maker)).isEqualTo(new Export(0, 0, 1));
    assertThat(found(target)).isEqualTo(Map.of("a", "mine"));
  }

  @Test
  void endsWhenInterrupted() throws IOException {
    Commit commit = shots();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> commit.export("/", target))
        .isInstanceOf(StemmaException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(found(target).keySet()).noneMatch(name -> name.contains("stemma"));
  }

  @Test
  void endsWhenTheListenerFails() {
    ExportOptions options =
        ExportOptions.DEFAULT.withListener(
            progress -> {
              throw new IllegalStateException("enough");
            });
    assertThatThrownBy(() -> shots().export("/", target, options)).hasMessage("enough");
  }
}
