package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.Commit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file of a commit as a {@link FileChannel}. */
class StemmaFileChannelTest {
  private static final byte[] BYTES = new byte[3_000_000];

  static {
    new Random(3).nextBytes(BYTES);
  }

  private static final Commit COMMIT =
      Archive.inMemory().createRepository("r").main().commit("a", tx -> tx.write("/a", BYTES));

  private static FileChannel open() throws IOException {
    return FileChannel.open(COMMIT.path("/a"));
  }

  @Test
  void readsFrontToBack() throws IOException {
    try (FileChannel channel = open()) {
      assertThat(channel.size()).isEqualTo(BYTES.length);
      ByteBuffer all = ByteBuffer.allocateDirect(BYTES.length + 10);
      while (channel.read(all) >= 0) {
        assertThat(channel.position()).isEqualTo(all.position());
      }
      byte[] found = new byte[all.flip().remaining()];
      all.get(found);
      assertThat(found).isEqualTo(BYTES);
    }
  }

  @Test
  void readsAtPositionsInSeveralThreads() throws IOException {
    try (FileChannel channel = open()) {
      IntStream.range(0, 400)
          .parallel()
          .forEach(
              i -> {
                int at = new Random(i).nextInt(BYTES.length - 1000);
                ByteBuffer into = ByteBuffer.allocate(1000);
                try {
                  assertThat(channel.read(into, at)).isEqualTo(1000);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
                assertThat(into.array()).isEqualTo(Arrays.copyOfRange(BYTES, at, at + 1000));
              });
      assertThat(channel.position()).isZero();
    }
  }

  @Test
  void readsAtAndBehindTheEnd() throws IOException {
    try (FileChannel channel = open()) {
      assertThat(channel.read(ByteBuffer.allocate(5), BYTES.length - 2)).isEqualTo(2);
      assertThat(channel.read(ByteBuffer.allocate(5), BYTES.length)).isEqualTo(-1);
      assertThat(channel.read(ByteBuffer.allocate(5), Long.MAX_VALUE)).isEqualTo(-1);
      assertThat(channel.read(ByteBuffer.allocate(0), 0)).isZero();
      assertThat(channel.position(BYTES.length + 5L).read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1), -1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void scattersAndTransfers() throws IOException {
    try (FileChannel channel = open()) {
      ByteBuffer[] pieces = {
        ByteBuffer.allocate(3), ByteBuffer.allocate(0), ByteBuffer.allocate(9)
      };
      assertThat(channel.read(pieces)).isEqualTo(12);
      assertThat(pieces[2].array()).isEqualTo(Arrays.copyOfRange(BYTES, 3, 12));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(channel.transferTo(100, Long.MAX_VALUE, Channels.newChannel(out)))
          .isEqualTo(BYTES.length - 100);
      assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(BYTES, 100, BYTES.length));
      assertThat(channel.transferTo(BYTES.length, 1, Channels.newChannel(out))).isZero();
      channel.position(BYTES.length);
      assertThat(channel.read(new ByteBuffer[] {ByteBuffer.allocate(1)})).isEqualTo(-1);
    }
  }

  @Test
  void cannotBeWrittenOrMapped() throws IOException {
    try (FileChannel channel = open()) {
      ByteBuffer one = ByteBuffer.allocate(1);
      assertThatThrownBy(() -> channel.write(one)).isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.write(one, 0))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.write(new ByteBuffer[] {one}))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.transferFrom(channel, 0, 1))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(channel::lock).isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void givesSharedLocks() throws IOException {
    try (FileChannel channel = open();
        FileLock lock = channel.tryLock(0, 1, true)) {
      assertThat(lock.isValid()).isTrue();
      lock.release();
      assertThat(lock.isValid()).isFalse();
    }
  }

  @Test
  void isClosedOnce() throws IOException {
    FileChannel channel = open();
    channel.close();
    channel.close();
    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1), 0))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::position).isInstanceOf(ClosedChannelException.class);
  }
}
