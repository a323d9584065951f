package io.stemma.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncachedFileTest {
  private static final int PIECE = UncachedFile.PIECE;

  @TempDir Path directory;

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void writeAt(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    assertThat(channel.write(bytes, position)).isGreaterThanOrEqualTo(0);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  private FileChannel create(String name) throws IOException {
    return FileChannel.open(
        directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 4095})
  void holdsWhatWasWritten(int length) throws IOException {
    byte[] bytes = random(length, length);
    try (FileChannel usual = create("file")) {
      UncachedFile file = open("file", usual);
      Random lengths = new Random(length);
      for (int at = 0; at < length; ) {
        int count = Math.min(length - at, 1 + lengths.nextInt(2 * PIECE));
        file.write(ByteBuffer.wrap(bytes, at, count));
        at += count;
      }
      file.close();
    }
    assertThat(Arrays.equals(Files.readAllBytes(directory.resolve("file")), bytes)).isTrue();
  }

  private UncachedFile open(String name, FileChannel usual) {
    return open(directory.resolve(name), (bytes, at) -> writeAt(usual, bytes, at));
  }

  /** Not every file system can write past its cache. */
  private static UncachedFile open(Path file, UncachedFile.Usual usual) {
    UncachedFile open = UncachedFile.open(file, usual);
    assumeThat(open).isNotNull();
    return Objects.requireNonNull(open);
  }

  @Test
  void memoryIsBoundedAndUsedAgain() throws IOException {
    for (int round = 0; round < 3; round++) {
      List<UncachedFile> open = new ArrayList<>();
      try (FileChannel usual = create("round" + round)) {
        UncachedFile.Usual way = (bytes, at) -> writeAt(usual, bytes, at);
        Path path = directory.resolve("round" + round);
        for (int i = 0; i < AlignedBuffers.MOST; i++) {
          open.add(open(path, way));
        }
        assertThat(UncachedFile.open(path, way)).isNull();
        for (UncachedFile file : open) {
          file.close();
          file.close();
        }
      }
    }
  }

  @Test
  void failsAgainAndAgainOnceItFailed() throws IOException {
    Path path = Files.createFile(directory.resolve("file"));
    try (FileChannel noWriting = FileChannel.open(path)) {
      UncachedFile file =
          new UncachedFile(
              (bytes, at) -> writeAt(noWriting, bytes, at),
              FileChannel.open(path),
              Objects.requireNonNull(AlignedBuffers.take()));
      file.write(ByteBuffer.allocate(PIECE));
      assertThatThrownBy(() -> file.write(ByteBuffer.allocate(PIECE)))
          .isInstanceOf(IOException.class)
          .hasRootCauseInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(file::close).hasMessageContaining("an earlier write failed");
      assertThatThrownBy(file::close).hasMessageContaining("an earlier write failed");
    }
  }

  @Test
  void failsAgainIfItsEndCannotBeWritten() throws IOException {
    Path path = Files.createFile(directory.resolve("file"));
    UncachedFile file =
        open(
            path,
            (bytes, at) -> {
              throw new IOException("no space left");
            });
    file.write(ByteBuffer.allocate(PIECE + 1));
    assertThatThrownBy(file::close).hasMessageContaining("no space left");
    assertThatThrownBy(file::close).hasMessageContaining("an earlier write failed");
  }
}
