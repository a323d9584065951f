package io.stemma.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileSystemTest {
  @TempDir Path temp;

  private OutputFixture fixture;
  private DatumOutput out;
  private Path root;

  @BeforeEach
  void begin() throws IOException {
    fixture = new OutputFixture(Files.createDirectory(temp.resolve("scratch")));
    out = fixture.out;
    root = out.path("/");
  }

  private static List<String> walk(Path from) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      return all.map(Path::toString).toList();
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  @Test
  void pathsLeadToTheOtherOutputs() throws IOException {
    Path te = out.path("te.f64");
    assertThat(te).hasToString("/18040/te.f64").isAbsolute();
    assertThat(te.getFileSystem().getPath("ti")).isRelative();
    Files.writeString(te.getFileSystem().getPath("ti"), "1");
    Files.writeString(te.resolveSibling("a/../ne"), "2");
    Files.writeString(te.resolve("../../other/x"), "3");
    assertThat(te.getFileSystem().getPath("ti").toAbsolutePath()).isEqualTo(out.path("ti"));
    assertThat(out.path("ti").toRealPath()).isEqualTo(out.path("ti"));
    assertThat(Files.isSameFile(te.getFileSystem().getPath("ti"), out.path("ti"))).isTrue();
    assertThat(Files.isSameFile(out.path("ne"), out.path("ti"))).isFalse();
    assertThat(out.path("a b/\u00e4").toUri())
        .isEqualTo(URI.create("stemma-output:/18040/a%20b/%C3%A4"));
    assertThat(fixture.finish())
        .isEqualTo(Map.of("/18040/ti", "1", "/18040/ne", "2", "/other/x", "3"));
  }

  @Test
  void pathsOfOneDatumAreNoneOfAnother() throws IOException {
    DatumOutput other = fixture.output(fixture.sink());
    assertThat(out.path("a")).isEqualTo(out.path("a")).hasSameHashCodeAs(out.path("a"));
    assertThat(out.path("a")).isNotEqualTo(other.path("a")).isNotEqualTo(Path.of("/18040/a"));
    assertThat(out.path("a").startsWith(other.path("/"))).isFalse();
    assertThat(out.path("a").compareTo(out.path("b"))).isNegative();
    assertThatThrownBy(() -> out.path("a").resolve(Path.of("b")))
        .isInstanceOf(ProviderMismatchException.class);
    Files.writeString(out.path("a"), "1");
    Files.copy(out.path("a"), other.path("b"));
    Files.copy(out.path("a"), other.path("b"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Files.move(out.path("a"), other.path("c")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(fixture.texts(other.finish())).isEqualTo(Map.of("/18040/b", "1"));
  }

  @Test
  void directoriesComeByBeingWrittenIntoAndStayUntilTheyAreDeleted() throws IOException {
    Files.writeString(out.path("a/b/c"), "1");
    assertThat(out.path("a/b")).isDirectory();
    assertThatThrownBy(() -> Files.delete(out.path("a/b")))
        .isInstanceOf(DirectoryNotEmptyException.class)
        .hasMessage("/18040/a/b");
    Files.delete(out.path("a/b/c"));
    assertThat(out.path("a/b")).isDirectory();
    Files.delete(out.path("a/b"));
    assertThat(out.path("a")).isDirectory();
    Files.delete(out.path("a"));
    assertThat(Files.exists(out.path("a"))).isFalse();
    assertThatThrownBy(() -> Files.delete(out.path("a")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/18040/a");
    assertThatThrownBy(() -> Files.delete(out.path("/")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/: is there as long as the datum is");
    assertThat(fixture.finish()).isEmpty();
  }

  @Test
  void madeDirectoriesLeaveNothing() throws IOException {
    assertThat(Files.createDirectories(out.path("a/b"))).isDirectory();
    assertThat(Files.createDirectory(out.path("c"))).isEmptyDirectory();
    Files.createDirectories(out.path("a/b"));
    assertThatThrownBy(() -> Files.createDirectory(out.path("a")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage("/18040/a");
    assertThatThrownBy(() -> Files.writeString(out.path("a"), "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18040/a: /18040/a is a directory and cannot be a file");
    Files.writeString(out.path("f"), "x");
    assertThatThrownBy(() -> Files.createDirectory(out.path("f/x")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18040/f/x: /18040/f is a file: nothing can lie below it, as /18040/f/x");
    assertThat(Files.createTempFile(out.path("c"), "t", ".tmp")).isRegularFile();
    assertThat(walk(root)).startsWith("/", "/18040", "/18040/a", "/18040/a/b", "/18040/c");
    assertThat(fixture.finish()).hasSize(2);
  }

  @Test
  void listsWhatIsThere() throws IOException {
    for (String name : List.of("b", "a/x", "a/y/z", "a-", "a.f64")) {
      out.write(name, name);
    }
    assertThat(walk(out.path("a")))
        .containsExactly("/18040/a", "/18040/a/x", "/18040/a/y", "/18040/a/y/z");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(out.path("/18040"), "a*")) {
      assertThat(com.google.common.collect.ImmutableList.copyOf(found))
          .containsExactly(out.path("a"), out.path("a-"), out.path("a.f64"));
      assertThatThrownBy(found::iterator).isInstanceOf(IllegalStateException.class);
    }
    try (DirectoryStream<Path> failing =
        Files.newDirectoryStream(
            root,
            path -> {
              throw new IOException("no");
            })) {
      assertThatThrownBy(() -> failing.iterator().hasNext())
          .isInstanceOf(DirectoryIteratorException.class);
    }
    assertThatThrownBy(() -> list(out.path("b")))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessage("/18040/b");
    assertThatThrownBy(() -> list(out.path("no"))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.readAllBytes(out.path("a")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18040/a: is a directory");
  }

  @Test
  void tellsSizesAndKindsAndForgetsTimes() throws IOException {
    out.write("f", "12345").write("d/.hidden", "");
    Path file = out.path("f");
    assertThat(Files.size(file)).isEqualTo(5);
    assertThat(Files.isRegularFile(file)).isTrue();
    assertThat(Files.isWritable(file)).isTrue();
    assertThat(Files.isExecutable(file)).isFalse();
    assertThat(Files.isExecutable(out.path("d"))).isTrue();
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(Files.isHidden(out.path("d/.hidden"))).isTrue();
    assertThat(Files.isHidden(root)).isFalse();
    Files.setLastModifiedTime(file, FileTime.fromMillis(5));
    Files.setAttribute(file, "basic:creationTime", FileTime.fromMillis(5));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
    assertThat(Files.readAttributes(file, "size,isDirectory"))
        .isEqualTo(Map.of("size", 5L, "isDirectory", false));
    assertThat(Files.readAttributes(out.path("d"), "basic:*")).hasSize(9);
    BasicFileAttributes directory = Files.readAttributes(out.path("d"), BasicFileAttributes.class);
    assertThat(directory.isOther() || directory.isSymbolicLink()).isFalse();
    assertThat(directory.fileKey()).isEqualTo("/18040/d");
    BasicFileAttributeView view =
        Objects.requireNonNull(Files.getFileAttributeView(file, BasicFileAttributeView.class));
    assertThat(view.name()).isEqualTo("basic");
    assertThat(root.getFileSystem().supportedFileAttributeViews()).containsExactly("basic");
    assertThat(root.getFileSystem().getRootDirectories()).containsExactly(root);
  }

  @Test
  void refusesWhatItCannotDo() {
    out.write("f", "1");
    Path file = out.path("f");
    FileSystem fileSystem = file.getFileSystem();
    assertThatThrownBy(() -> Files.readAttributes(file, PosixFileAttributes.class))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Files.readAttributes(file, "no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no attribute \"no\"; there are: creationTime, ");
    assertThatThrownBy(() -> Files.readAttributes(file, "posix:owner"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Files.setAttribute(file, "size", 3))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () ->
                Files.createDirectory(
                    out.path("d"),
                    PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------"))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("posix:permissions");
    assertThatThrownBy(
            () ->
                file.getFileSystem().provider().checkAccess(file, java.nio.file.AccessMode.EXECUTE))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> Files.readSymbolicLink(file)).isInstanceOf(NotLinkException.class);
    assertThatThrownBy(() -> Files.createSymbolicLink(out.path("l"), file))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Files.getFileStore(file))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(file::toFile).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(fileSystem::newWatchService)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(fileSystem::getUserPrincipalLookupService)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fileSystem.provider().getPath(file.toUri()))
        .isInstanceOf(FileSystemNotFoundException.class);
    assertThatThrownBy(() -> Files.writeString(root.resolve("x".repeat(5000)), ""))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("at most 4096 are allowed");
  }

  @Test
  void movesFilesAndDirectoriesWithWhatIsSaidOfThem() throws IOException {
    out.write("a/x", "1").attribute("a/x", "n", 1).write("a/y/z", "2").attribute("a", "of", "a");
    out.write("te.tmp", "3").attribute("te", "unit", "eV").write("te", "old");
    assertThatThrownBy(() -> Files.move(out.path("te.tmp"), out.path("te")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage("/18040/te");
    Files.move(out.path("te.tmp"), out.path("te"), StandardCopyOption.ATOMIC_MOVE);
    assertThatThrownBy(() -> Files.move(out.path("a"), out.path("a/b")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18040/a -> /18040/a/b: cannot be moved below itself");
    assertThatThrownBy(() -> Files.move(out.path("a"), out.path("te/b")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("/18040/te is a file");
    assertThatThrownBy(() -> Files.move(out.path("no"), out.path("b")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/18040/no");
    Files.createDirectory(out.path("b"));
    Files.move(out.path("a"), out.path("b"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(out.path("b/x"), out.path("b/x"));
    assertThat(Files.exists(out.path("a"))).isFalse();
    assertThat(fixture.finish())
        .isEqualTo(
            Map.of(
                "/18040/te",
                "3{\"unit\":\"eV\"}",
                "/18040/b/",
                "{\"of\":\"a\"}",
                "/18040/b/x",
                "1{\"n\":1}",
                "/18040/b/y/z",
                "2"));
  }

  @Test
  void copiesWithinByReference() throws IOException {
    out.write("a/x", "123");
    Files.copy(out.path("a/x"), out.path("y"));
    Files.copy(out.path("a"), out.path("d"));
    assertThat(out.path("d")).isEmptyDirectory();
    out.write("z", "old");
    assertThatThrownBy(() -> Files.copy(out.path("y"), out.path("z")))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.copy(
        out.path("y"),
        out.path("z"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(out.path("z"), out.path("z"));
    assertThat(fixture.written.get()).isEqualTo(6);
    assertThat(fixture.finish())
        .isEqualTo(Map.of("/18040/a/x", "123", "/18040/y", "123", "/18040/z", "123"));
  }

  @Test
  void aTreeOfFilesIsCopiedInAndDeletedAgain() throws IOException {
    Path from = temp.resolve("from");
    Files.createDirectories(from.resolve("a/empty"));
    Files.writeString(from.resolve("a/x"), "1");
    Files.writeString(from.resolve("y"), "2");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
            Files.copy(
                file,
                target(file),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path path) {
            return root.resolve(from.relativize(path).toString());
          }
        });
    assertThat(walk(root)).containsExactly("/", "/a", "/a/empty", "/a/x", "/y");
    try (Stream<Path> all = Files.walk(root.resolve("a"))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    assertThat(fixture.finish()).isEqualTo(Map.of("/y", "2"));
  }

  @Test
  void hdf5FilesAreWritten() throws IOException {
    double[] te = new java.util.Random(1).doubles(100_000).toArray();
    try (WritableHdfFile file = HdfFile.write(out.path("shot.h5"))) {
      file.putDataset("te", te);
    }
    Path copy = temp.resolve("copy.h5");
    Files.copy(out.path("shot.h5"), copy);
    for (Path path : List.of(out.path("shot.h5"), copy)) {
      try (HdfFile file = new HdfFile(path)) {
        assertThat((double[]) file.getDatasetByPath("/te").getData()).isEqualTo(te);
      }
    }
    assertThat(fixture.finish()).containsOnlyKeys("/18040/shot.h5");
  }

  @Test
  void zipFilesAreWrittenAsFileSystems() throws IOException {
    byte[] large = new byte[300_000];
    for (int round = 0; round < 2; round++) {
      try (FileSystem zip =
          FileSystems.newFileSystem(out.path("day.zip"), Map.of("create", "true"))) {
        Files.writeString(zip.getPath("/shot" + round + ".json"), "{}");
        Files.write(zip.getPath("/te" + round), large);
      }
    }
    try (FileSystem zip = FileSystems.newFileSystem(out.path("day.zip"))) {
      assertThat(Files.readString(zip.getPath("/shot0.json"))).isEqualTo("{}");
      assertThat(Files.readAllBytes(zip.getPath("/te1"))).isEqualTo(large);
    }
    assertThat(fixture.finish()).containsOnlyKeys("/18040/day.zip");
  }
}
