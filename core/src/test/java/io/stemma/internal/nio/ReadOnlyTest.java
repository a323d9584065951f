package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that would write gets past the door. */
class ReadOnlyTest {
  private static final Commit COMMIT =
      Archive.inMemory()
          .createRepository("r")
          .main()
          .commit("a", tx -> tx.write("/a", "1").write("/d/b", "2"));
  private static final Path FILE = COMMIT.path("/a");
  private static final Path NONE = COMMIT.path("/none");
  private static final FileTime TIME = FileTime.fromMillis(0);

  private interface Writing {
    void run() throws IOException;
  }

  static Stream<Writing> writing() {
    return Stream.of(
        () -> Files.writeString(FILE, "x"),
        () -> Files.newOutputStream(NONE).close(),
        () -> Files.newByteChannel(FILE, StandardOpenOption.APPEND).close(),
        () -> Files.newByteChannel(FILE, StandardOpenOption.READ, StandardOpenOption.WRITE).close(),
        () ->
            Files.newByteChannel(FILE, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE)
                .close(),
        () -> Files.createFile(NONE),
        () -> Files.createDirectory(NONE),
        () -> Files.createDirectories(NONE.resolve("x")),
        () -> Files.createSymbolicLink(NONE, FILE),
        () -> Files.createLink(NONE, FILE),
        () -> Files.createTempFile(COMMIT.path("/"), "x", "y"),
        () -> Files.delete(FILE),
        () -> Files.deleteIfExists(FILE),
        () -> Files.copy(FILE, NONE),
        () -> Files.copy(Path.of("pom.xml"), NONE),
        () -> Files.move(FILE, NONE),
        () -> Files.setAttribute(FILE, "lastModifiedTime", TIME),
        () -> Files.setLastModifiedTime(FILE, TIME),
        () ->
            Files.getFileAttributeView(FILE, BasicFileAttributeView.class)
                .setTimes(TIME, null, null));
  }

  @ParameterizedTest
  @MethodSource("writing")
  void refuses(Writing writing) {
    assertThatThrownBy(writing::run).isInstanceOf(ReadOnlyFileSystemException.class);
  }
}
