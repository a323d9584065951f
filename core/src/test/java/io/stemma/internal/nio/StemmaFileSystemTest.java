package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.DamageException;
import io.stemma.ImportOptions;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Files} does with paths in a commit. */
class StemmaFileSystemTest {
  @TempDir Path temp;

  private final Archive archive = Archive.inMemory();
  private final byte[] large = new byte[1_500_000];
  private Commit commit = archive.createRepository("shots").main().head();
  private FileSystem fs = commit.fileSystem();

  @BeforeEach
  void files() {
    new Random(1).nextBytes(large);
    commit =
        archive
            .repository("shots")
            .main()
            .commit(
                "files",
                tx ->
                    tx.write("/18000/te.i16", large)
                        .write("/18000/shot.json", "{\"shot\":18000}\n")
                        .write("/18001/shot.json", "{}")
                        .write("/18001/deep/er/x", "x")
                        .write("/read me.txt", "one\ntwo\n")
                        .write("/.hidden", "")
                        .attribute("/18000/shot.json", "gas", "D2"));
    fs = commit.fileSystem();
  }

  private static List<String> children(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(Path::toString).toList();
    }
  }

  @Test
  void reads() throws IOException {
    Path json = commit.path("/18000/shot.json");
    assertThat(Files.readString(json)).isEqualTo("{\"shot\":18000}\n");
    assertThat(Files.readAllLines(fs.getPath("read me.txt"))).containsExactly("one", "two");
    assertThat(Files.readAllBytes(commit.path("18000/te.i16"))).isEqualTo(large);
    assertThat(Files.readAllBytes(commit.path("/.hidden"))).isEmpty();
    try (InputStream in = Files.newInputStream(commit.path("/18000/te.i16"))) {
      assertThat(in.skip(1_000_000)).isEqualTo(1_000_000);
      assertThat(in.read()).isEqualTo(large[1_000_000] & 0xff);
      assertThat(in.available()).isEqualTo(499_999);
      assertThat(in.readAllBytes()).hasSize(499_999);
    }
    assertThat(Files.mismatch(json, fs.getPath("18000/./shot.json"))).isEqualTo(-1);
  }

  @Test
  void tellsAttributes() throws IOException {
    Path file = commit.path("/18000/te.i16");
    assertThat(Files.size(file)).isEqualTo(1_500_000);
    assertThat(Files.isRegularFile(file)).isTrue();
    assertThat(Files.isDirectory(file)).isFalse();
    assertThat(Files.isDirectory(fs.getPath(""))).isTrue();
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(Files.exists(commit.path("/none"))).isFalse();
    assertThat(Files.notExists(fs.getPath("x".repeat(5000)))).isFalse();
    assertThat(Files.exists(fs.getPath("x".repeat(5000)))).isFalse();
    assertThat(Files.isHidden(commit.path("/.hidden"))).isTrue();
    assertThat(Files.isHidden(file)).isFalse();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(commit.time()));
    BasicFileAttributes directory =
        Files.readAttributes(commit.path("/18000"), BasicFileAttributes.class);
    assertThat(directory.isDirectory()).isTrue();
    assertThat(directory.size()).isZero();
    assertThatThrownBy(() -> Files.readAttributes(file, PosixFileAttributes.class))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void tellsAttributesByName() throws IOException {
    Path json = commit.path("/18000/shot.json");
    assertThat(Files.readAttributes(json, "size,isDirectory"))
        .isEqualTo(Map.of("size", 15L, "isDirectory", false));
    assertThat(Files.readAttributes(json, "*")).hasSize(9).containsEntry("size", 15L);
    assertThat(Files.getAttribute(json, "basic:isRegularFile")).isEqualTo(true);
    assertThat(Files.getAttribute(json, "stemma:attributes.gas")).isEqualTo("D2");
    assertThat(Files.readAttributes(json, "stemma:*"))
        .containsEntry("attributes", Map.of("gas", "D2"));
    assertThat(Files.getAttribute(json, "stemma:sha256"))
        .isEqualTo(commit.sha256("/18000/shot.json"));
    assertThat(Files.readAttributes(commit.path("/18000"), "stemma:files,bytes"))
        .isEqualTo(Map.of("files", 2L, "bytes", 1_500_015L));
    assertThatThrownBy(() -> Files.readAttributes(json, "posix:*"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Files.readAttributes(json, "stemma:color"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attributes, bytes, executable, files");
  }

  @Test
  void listsAndWalks() throws IOException {
    assertThat(children(commit.path("/")))
        .containsExactlyInAnyOrder("/.hidden", "/18000", "/18001", "/read me.txt");
    assertThat(children(fs.getPath(""))).contains("18000", "18001");
    try (Stream<Path> paths = Files.walk(fs.getPath("18001"))) {
      assertThat(paths.map(Path::toString))
          .containsExactly(
              "18001", "18001/deep", "18001/deep/er", "18001/deep/er/x", "18001/shot.json");
    }
    try (Stream<Path> paths = Files.find(commit.path("/"), 9, (p, a) -> a.size() > 1_000_000)) {
      assertThat(paths).containsExactly(commit.path("/18000/te.i16"));
    }
    List<Path> visited = new ArrayList<>();
    Files.walkFileTree(
        commit.path("/"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            visited.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(visited).hasSize(6);
  }

  @Test
  void streamsDirectories() throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(commit.path("/18000"), "*.{i16,f32}")) {
      assertThat(found).containsExactly(commit.path("/18000/te.i16"));
      assertThatThrownBy(found::iterator).isInstanceOf(IllegalStateException.class);
    }
    DirectoryStream<Path> closed;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(commit.path("/"))) {
      closed = open;
    }
    assertThatThrownBy(closed::iterator).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Files.newDirectoryStream(commit.path("/.hidden")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> Files.newDirectoryStream(commit.path("/none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a*b",
        "/[x]",
        "/{y,z}",
        "/!(n)",
        "/back\\slash",
        "/a?/{/]",
        "/..x",
        "/{v}",
        "/$0"
      })
  void listsDirectoriesThatLookLikePatterns(String directory) throws IOException {
    Commit odd =
        archive
            .repository("shots")
            .main()
            .commit("odd", tx -> tx.write(directory + "/*", "1").write(directory + "/d/e", "2"));
    assertThat(children(odd.path(directory))).containsExactly(directory + "/*", directory + "/d");
  }

  @Test
  void listsADirectoryWithALongPath() throws IOException {
    String path = ("/" + "d".repeat(200)).repeat(20);
    Commit deep = archive.repository("shots").main().commit("deep", tx -> tx.write(path, "1"));
    assertThat(children(deep.path(path.substring(0, 201 * 19)))).containsExactly(path);
  }

  @Test
  void tellsOfDamageAsReadersExpect() throws IOException {
    MemoryObjectStore store = new MemoryObjectStore();
    CommitId id;
    try (Archive whole = Archive.create(store, ArchiveOptions.DEFAULT)) {
      id = whole.createRepository("r").main().commit("a", tx -> tx.write("/te.i16", large)).id();
    }
    flipOneBit(store.reopen());
    try (Archive damaged = Archive.open(store.reopen(), ArchiveOptions.DEFAULT)) {
      Path path = damaged.commit(id).path("/te.i16");
      assertThatThrownBy(() -> Files.readAllBytes(path))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("/te.i16: ")
          .hasCauseInstanceOf(DamageException.class);
      assertThatThrownBy(() -> Files.copy(path, temp.resolve("copy")))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> damaged.commit(id).export("/", temp))
          .isInstanceOf(DamageException.class);
      assertThat(temp.resolve("te.i16")).doesNotExist();
    }
  }

  /** In the middle of the largest object: of what the random bytes became. */
  private static void flipOneBit(MemoryObjectStore store) throws IOException {
    ObjectInfo largest;
    try (Stream<ObjectInfo> objects = store.list("packs/", "", 1000)) {
      largest = objects.max(Comparator.comparing(ObjectInfo::length)).orElseThrow();
    }
    ByteBuffer bytes = store.read(largest.key(), 0, (int) largest.length()).bytes();
    bytes.put((int) largest.length() / 2, (byte) (bytes.get((int) largest.length() / 2) ^ 1));
    store.delete(largest.key());
    try (ObjectWriter writer = store.create(largest.key())) {
      writer.write(bytes);
      writer.commit();
    }
  }

  @Test
  void copiesOut() throws IOException {
    Path copy = temp.resolve("te.i16");
    Files.copy(commit.path("/18000/te.i16"), copy, StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(Files.readAllBytes(copy)).isEqualTo(large);
    assertThat(Files.getLastModifiedTime(copy).toInstant().getEpochSecond())
        .isEqualTo(commit.time().getEpochSecond());
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> Files.readString(commit.path("/no/where")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/no/where");
    assertThatThrownBy(() -> Files.readString(commit.path("/18000")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18000: is a directory");
    assertThatThrownBy(() -> Files.newByteChannel(commit.path("/18000")))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> Files.readSymbolicLink(commit.path("/18000")))
        .isInstanceOf(NotLinkException.class);
  }

  @Test
  void checksAccess() throws IOException {
    Path script = Files.writeString(temp.resolve("run.sh"), "#!");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Commit with =
        archive
            .repository("shots")
            .main()
            .commit(
                "in",
                tx -> tx.importDirectory(temp, "/bin", ImportOptions.DEFAULT.keepingMetadata()));
    assertThat(Files.isReadable(with.path("/bin/run.sh"))).isTrue();
    assertThat(Files.isExecutable(with.path("/bin/run.sh"))).isTrue();
    assertThat(Files.isExecutable(with.path("/bin"))).isTrue();
    assertThat(Files.isExecutable(with.path("/.hidden"))).isFalse();
    assertThat(Files.isWritable(with.path("/bin/run.sh"))).isFalse();
    assertThatThrownBy(
            () -> fs.provider().checkAccess(with.path("/.hidden"), java.nio.file.AccessMode.WRITE))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(Files.getLastModifiedTime(with.path("/bin/run.sh")))
        .isEqualTo(Files.getLastModifiedTime(script));
  }

  @Test
  void knowsTheSameFile() throws IOException {
    Path json = commit.path("/18000/shot.json");
    assertThat(Files.isSameFile(json, fs.getPath("18001/../18000/shot.json"))).isTrue();
    assertThat(Files.isSameFile(json, commit.path("/18001/shot.json"))).isFalse();
    assertThat(Files.isSameFile(json, temp)).isFalse();
  }

  @Test
  void describesItself() throws IOException {
    assertThat(fs.isReadOnly()).isTrue();
    assertThat(fs.getSeparator()).isEqualTo("/");
    assertThat(fs.getRootDirectories()).containsExactly(commit.path("/"));
    assertThat(fs.supportedFileAttributeViews()).containsExactlyInAnyOrder("basic", "stemma");
    assertThat(fs.getFileStores()).hasSize(1);
    assertThat(Files.getFileStore(commit.path("/18000")).getTotalSpace()).isEqualTo(commit.bytes());
    assertThat(Files.getFileStore(commit.path("/18000")).getAttribute("usableSpace")).isEqualTo(0L);
    assertThat(fs).hasToString("stemma://" + archive.id() + "/" + commit.id() + "!/");
    assertThatThrownBy(fs::newWatchService).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(fs::getUserPrincipalLookupService)
        .isInstanceOf(UnsupportedOperationException.class);
    fs.close();
    assertThat(fs.isOpen()).isTrue();
  }

  @Test
  void closesWithTheArchive() throws IOException {
    Path json = commit.path("/18000/shot.json");
    InputStream in = Files.newInputStream(json);
    assertThat(Files.exists(json)).isTrue();
    archive.close();
    assertThat(fs.isOpen()).isFalse();
    assertThatThrownBy(() -> Files.size(json)).isInstanceOf(ClosedFileSystemException.class);
    assertThatThrownBy(() -> Files.readString(json)).isInstanceOf(ClosedFileSystemException.class);
    assertThatThrownBy(in::readAllBytes).isInstanceOf(ClosedFileSystemException.class);
    assertThat(json.resolve("..").normalize()).hasToString("/18000");
  }
}
