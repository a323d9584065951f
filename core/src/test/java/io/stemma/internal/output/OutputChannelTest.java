package io.stemma.internal.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.Kind;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputChannelTest {
  @TempDir Path scratch;

  private OutputFixture fixture;
  private Path file;

  @BeforeEach
  void begin() {
    fixture = new OutputFixture(scratch);
    file = fixture.out.path("f");
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void frontToBackNeedsNoTemporaryFile() throws IOException {
    byte[] bytes = new byte[7 << 20];
    new Random(1).nextBytes(bytes);
    ByteBuffer direct = ByteBuffer.allocateDirect(3 << 20).put(bytes, 0, 3 << 20).flip();
    try (SeekableByteChannel channel = Files.newByteChannel(file, CREATE_NEW, WRITE)) {
      assertThat(channel.write(direct)).isEqualTo(3 << 20);
      assertThat(channel.position()).isEqualTo(3 << 20);
      channel.write(ByteBuffer.wrap(bytes, 3 << 20, 100));
      channel.position(0).position(channel.size());
      channel.truncate(channel.size());
      channel.write(ByteBuffer.wrap(bytes, (3 << 20) + 100, (4 << 20) - 100));
      assertThat(channel.size()).isEqualTo(7 << 20);
      assertThat(Files.exists(file)).as("there before it is closed").isFalse();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    try (SeekableByteChannel channel = Files.newByteChannel(file, WRITE, APPEND)) {
      assertThat(channel.position()).isZero();
      channel.write(text("end"));
      channel.position(5);
      channel.write(text("."));
      assertThat(channel.position()).isEqualTo((7 << 20) + 4);
    }
    try (OutputStream stream = Files.newOutputStream(file, APPEND)) {
      stream.write('!');
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 5);
    System.arraycopy("end.!".getBytes(UTF_8), 0, longer, 7 << 20, 5);
    assertThat(Files.readAllBytes(file)).isEqualTo(longer);
    assertThat(fixture.spools).hasValue(0);
    assertThat(fixture.written.get())
        .as("of a file that is appended to, only the last chunk is written again")
        .isLessThan((7 << 20) + 2 * (2 << 20) + 100);
  }

  @Test
  void aSeekGoesThroughATemporaryFile() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, CREATE, WRITE)) {
      channel.write(text("0123456789"));
      channel.position(2);
      assertThat(fixture.spools).hasValue(0);
      channel.write(text("ab"));
      assertThat(fixture.spools).hasValue(1);
      channel.position(12);
      channel.write(text("end"));
      channel.truncate(14);
      assertThat(channel.position()).isEqualTo(14);
    }
    assertThat(fixture.temporaries()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("01ab456789\0\0en");
    try (SeekableByteChannel channel = Files.newByteChannel(file, WRITE)) {
      channel.write(text("xy"));
    }
    assertThat(fixture.finish()).isEqualTo(Map.of("/18040/f", "xyab456789\0\0en"));
  }

  @Test
  void readingAndWritingGoesThroughATemporaryFile() throws IOException {
    fixture.out.write("f", "0123");
    try (SeekableByteChannel channel = Files.newByteChannel(file, READ, WRITE)) {
      ByteBuffer two = ByteBuffer.allocate(2);
      assertThat(channel.read(two)).isEqualTo(2);
      channel.write(text("x"));
      assertThat(channel.read(two.clear())).isEqualTo(1);
      assertThat(channel.read(two)).isEqualTo(-1);
      assertThat(Files.readString(file)).as("until it is closed").isEqualTo("0123");
    }
    assertThat(fixture.finish()).isEqualTo(Map.of("/18040/f", "01x3"));
  }

  @Test
  void openingWithoutWritingLeavesTheFileAsItIsUnlessItIsTruncated() throws IOException {
    fixture.out.write("f", "0123").write("g", "0123");
    Files.newByteChannel(file, WRITE).close();
    Files.newByteChannel(fixture.out.path("g"), WRITE, TRUNCATE_EXISTING).close();
    Files.newByteChannel(fixture.out.path("h"), WRITE, CREATE).close();
    try (SeekableByteChannel channel = Files.newByteChannel(fixture.out.path("h"), WRITE)) {
      assertThat(channel.write(ByteBuffer.allocate(0))).isZero();
    }
    assertThat(fixture.finish())
        .isEqualTo(Map.of("/18040/f", "0123", "/18040/g", "", "/18040/h", ""));
  }

  @Test
  void optionsMeanWhatTheyMeanElsewhere() throws IOException {
    assertThatThrownBy(() -> Files.newByteChannel(file, WRITE))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/18040/f");
    assertThatThrownBy(() -> Files.newByteChannel(file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/18040/f");
    fixture.out.write("f", "1");
    assertThatThrownBy(() -> Files.newByteChannel(file, WRITE, CREATE_NEW))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage("/18040/f");
    try (SeekableByteChannel first =
        Files.newByteChannel(fixture.out.path("new"), WRITE, CREATE_NEW)) {
      assertThatThrownBy(() -> Files.createFile(fixture.out.path("new")))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(first.isOpen()).isTrue();
    }
    for (OpenOption contradiction : new OpenOption[] {READ, TRUNCATE_EXISTING}) {
      assertThatThrownBy(() -> Files.newByteChannel(file, APPEND, contradiction))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(contradiction + " cannot be combined with APPEND");
    }
    assertThatThrownBy(() -> Files.newByteChannel(file, new OpenOption() {}))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Files.newOutputStream(file, READ))
        .isInstanceOf(IllegalArgumentException.class);
    try (SeekableByteChannel gone = Files.newByteChannel(file, WRITE, DELETE_ON_CLOSE)) {
      gone.write(text("x"));
    }
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void channelsRefuseWhatTheyWereNotOpenedFor() throws IOException {
    fixture.out.write("f", "1");
    try (SeekableByteChannel reader = Files.newByteChannel(file, READ);
        SeekableByteChannel writer = Files.newByteChannel(file, WRITE)) {
      assertThatThrownBy(() -> reader.write(text("x")))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> writer.read(ByteBuffer.allocate(1)))
          .isInstanceOf(NonReadableChannelException.class);
      assertThatThrownBy(() -> writer.position(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
    }
    SeekableByteChannel closed = Files.newByteChannel(file, WRITE);
    closed.close();
    closed.close();
    assertThat(closed.isOpen()).isFalse();
    assertThatThrownBy(() -> closed.write(text("x"))).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(closed::size).isInstanceOf(ClosedChannelException.class);
    assertThat(fixture.finish()).isEqualTo(Map.of("/18040/f", "1"));
  }

  @Test
  void temporaryFilesGoWithTheDatum() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file, CREATE, READ, WRITE);
    channel.write(text("x"));
    assertThat(fixture.spools).hasValue(1);
    fixture.out.drop();
    assertThat(fixture.temporaries()).isEmpty();
    assertThatThrownBy(() -> channel.write(text("x"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fileChannelsDoEverything() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      channel.write(new ByteBuffer[] {text("01"), text("23")});
      channel.write(text("x"), 2);
      channel.map(FileChannel.MapMode.READ_WRITE, 0, 4).put(0, (byte) 'm');
      assertThat(channel.position()).isEqualTo(4);
      ByteBuffer all = ByteBuffer.allocate(4);
      assertThat(channel.position(0).read(all)).isEqualTo(4);
      assertThat(all.array()).isEqualTo("m1x3".getBytes(UTF_8));
      channel.lock().release();
      channel.force(true);
      assertThat(channel.size()).isEqualTo(4);
      channel.truncate(3);
    }
    try (FileChannel channel = FileChannel.open(file, WRITE, APPEND)) {
      channel.write(text("9"));
      channel.write(text("!"), 0);
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(NonReadableChannelException.class);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(channel.size()).isEqualTo(5);
      assertThatThrownBy(() -> channel.write(text("x")))
          .isInstanceOf(NonWritableChannelException.class);
      assertThat(
              channel.transferTo(0, 5, Files.newByteChannel(fixture.out.path("g"), CREATE, WRITE)))
          .isEqualTo(5);
    }
    assertThatThrownBy(fixture::finish).hasMessageContaining("left open: /18040/g");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32768, 3_000_000})
  void signalsAreWritten(int samples) throws IOException {
    double[] values = new Random(samples).doubles(samples).toArray();
    Path plain = Files.createTempDirectory(scratch, "plain").resolve("te.f64");
    Signal signal = Signal.float64(0, 1e-6, values);
    signal.write(plain);
    Signal.read(plain).times(2).write(fixture.out.path("te.f64"));
    assertThat(Signal.read(fixture.out.path("te.f64"))).isEqualTo(signal.times(2));
    assertThat(fixture.spools).hasValue(0);
  }

  /** However long a file is, what of it waits is at most two chunks; of a small file, itself. */
  @Test
  void memoryDoesNotGrowWithTheFile() throws IOException {
    Forgetful sink = new Forgetful();
    DatumOutput out = fixture.output(sink);
    byte[] piece = new byte[1 << 20];
    new Random(9).nextBytes(piece);
    ByteBuffer direct = ByteBuffer.allocateDirect(8 << 20);
    try (OutputStream stream = out.stream("stream");
        SeekableByteChannel channel = Files.newByteChannel(out.path("channel"), CREATE, WRITE)) {
      for (int i = 0; i < 64; i++) {
        stream.write(piece);
        stream.write(i);
        channel.write(direct.clear());
      }
    }
    assertThat(sink.largest).isEqualTo(4 << 20);
    sink.largest = 0;
    try (OutputStream stream = out.stream("small")) {
      stream.write(new byte[1024]);
    }
    out.write("smaller", new byte[100]);
    assertThat(sink.largest).isEqualTo(4 << 10);
    assertThat(out.finish()).hasSize(4);
  }

  /** Takes chunks and keeps none. */
  private static final class Forgetful implements ChunkSink {
    /** Length of the largest array that was handed over. */
    int largest;

    @Override
    public Hash write(
        Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
      largest = Math.max(largest, bytes.length);
      return kind.id(bytes, offset, length);
    }

    @Override
    public Hash write(Kind kind, byte[] bytes) {
      return kind.id(bytes, 0, bytes.length);
    }

    @Override
    public byte[] read(Kind kind, Hash id) {
      throw new UnsupportedOperationException("nothing is kept");
    }
  }
}
