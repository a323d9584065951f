package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.files.UncachedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files go past the page cache, where there is a way; what they hold is the same. */
class LargeFilesTest {
  private static final int PIECE = UncachedFile.PIECE;

  private final SystemFileCalls calls = new SystemFileCalls();

  @TempDir Path directory;

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private void write(Path path, byte[] bytes, List<Integer> pieces, boolean heap)
      throws IOException {
    try (FileCalls.NewFile file = calls.createFile(path)) {
      int at = 0;
      for (int piece : pieces) {
        int count = Math.min(piece, bytes.length - at);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, count);
        if (!heap) {
          buffer = ByteBuffer.allocateDirect(count).put(buffer).flip();
        }
        file.write(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        at += count;
      }
      file.force();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE - 1, 3 * PIECE + 4096, 7 * PIECE + 777})
  void holdWhatWasWritten(int length) throws IOException {
    byte[] bytes = random(length, length);
    for (boolean heap : new boolean[] {true, false}) {
      Path path = directory.resolve("file" + heap);
      write(path, bytes, List.of(PIECE, 100, 3 * PIECE, 5, length), heap);
      assertThat(Arrays.equals(Files.readAllBytes(path), bytes)).isTrue();
    }
  }

  @Test
  void holdWhatWasWrittenAlsoWhereTheThreadIsInterrupted() throws IOException {
    byte[] bytes = random(1, 9 * PIECE + 9);
    Path path = directory.resolve("file");
    Thread.currentThread().interrupt();
    write(path, bytes, List.of(PIECE, 2 * PIECE, bytes.length), true);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Arrays.equals(Files.readAllBytes(path), bytes)).isTrue();
  }

  @Test
  void goOnAfterTheyWereForced() throws IOException {
    byte[] bytes = random(2, 5 * PIECE + 5);
    Path path = directory.resolve("file");
    try (FileCalls.NewFile file = calls.createFile(path)) {
      file.write(ByteBuffer.wrap(bytes, 0, 3 * PIECE + 3));
      file.force();
      assertThat(Files.size(path)).isEqualTo(3 * PIECE + 3);
      file.write(ByteBuffer.wrap(bytes, 3 * PIECE + 3, 2 * PIECE + 2));
      file.force();
    }
    assertThat(Arrays.equals(Files.readAllBytes(path), bytes)).isTrue();
  }

  @Test
  void areWholeWhenClosedAlsoIfNobodyForcedThem() throws IOException {
    byte[] bytes = random(3, 4 * PIECE);
    Path path = directory.resolve("file");
    try (FileCalls.NewFile file = calls.createFile(path)) {
      file.write(ByteBuffer.wrap(bytes));
      file.write(ByteBuffer.wrap(bytes, 0, 99));
    }
    assertThat(Files.size(path)).isEqualTo(4 * PIECE + 99);
  }

  @Test
  void areWrittenTheUsualWayWhereTheFileSystemKnowsNoOther() throws IOException {
    Path memory = Path.of("/dev/shm");
    if (!Files.isWritable(memory)) {
      return; // no such file system here; others are tried by the other tests
    }
    Path path = Files.createTempDirectory(memory, "stemma").resolve("file");
    byte[] bytes = random(4, 3 * PIECE + 3);
    try {
      write(path, bytes, List.of(PIECE, bytes.length), true);
      assertThat(Arrays.equals(Files.readAllBytes(path), bytes)).isTrue();
    } finally {
      Files.deleteIfExists(path);
      Files.delete(path.getParent());
    }
  }
}
