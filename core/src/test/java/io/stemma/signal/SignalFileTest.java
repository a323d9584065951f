package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalFileTest {
  private final CountingFiles files = new CountingFiles();
  @TempDir private Path directory;

  private Path file() {
    return files.path(directory.resolve("te.i16"));
  }

  /** A file with a header and nothing but a hole behind it. */
  private Path sparse(ElementType type, long length) throws IOException {
    FileHeader header = new FileHeader(type, length, Columns.none(), "V", false, 0, 0, 1e-6);
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            directory.resolve("te.i16"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header.encode()));
      channel.position(channel.position() + length * type.bytes() - 1);
      channel.write(ByteBuffer.allocate(1));
    }
    return file();
  }

  @ParameterizedTest
  @EnumSource
  void everyBitComesBack(ElementType type) throws IOException {
    Random random = new Random(type.bytes());
    for (int i = 0; i < 40; i++) {
      files.atOnce = i % 4 == 0 ? 7777 : Integer.MAX_VALUE;
      Signal signal = RandomSignals.of(random, type);
      signal.write(file());
      Signal read = Signal.read(file());
      assertThat(read).isEqualTo(signal).hasSameHashCodeAs(signal);
      assertThat(read.load()).isEqualTo(signal);
      assertThat(read.times(2)).isEqualTo(signal.times(2));
      try (SeekableByteChannel channel = Files.newByteChannel(file())) {
        assertThat(Signal.read(channel)).isEqualTo(signal);
        assertThat(channel.isOpen()).isTrue();
      }
      byte[] bytes = Files.readAllBytes(file());
      assertThat(bytes.length % type.bytes()).isZero();
      read.write(file()); // over itself
      assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    }
    assertThat(files.open).isZero();
  }

  @Test
  void floatsKeepTheirBits() throws IOException {
    Random random = new Random(1);
    float[] floats = RandomSignals.floats(random, 1000);
    Signal.float32(0, 1, floats).write(file());
    float[] back = Signal.read(file()).float32Values();
    for (int i = 0; i < floats.length; i++) {
      assertThat(Float.floatToRawIntBits(back[i])).isEqualTo(Float.floatToRawIntBits(floats[i]));
    }
    double[] doubles = RandomSignals.doubles(random, 1000);
    Signal.float64(0, 1, doubles).write(file());
    double[] same = Signal.read(file()).float64Values();
    for (int i = 0; i < doubles.length; i++) {
      assertThat(Double.doubleToRawLongBits(same[i]))
          .isEqualTo(Double.doubleToRawLongBits(doubles[i]));
    }
  }

  @Test
  void slicesReadOnlyTheirPart() throws IOException {
    Signal signal = Signal.read(sparse(ElementType.FLOAT64, 1L << 29)); // 4 GiB
    assertThat(files.bytesRead).isEqualTo(128);
    files.bytesRead = 0;
    Signal slice = signal.slice(100.0, 100.001);
    assertThat(slice.length()).isEqualTo(1000);
    assertThat(slice)
        .hasToString(
            "Signal of 1,000 float64 in V, 100 to 100.001 s, every 1e-6 s, from " + file());
    assertThat(files.bytesRead).isZero();
    assertThat(slice.values()).hasSize(1000).containsOnly(0);
    assertThat(files.bytesRead).isEqualTo(128 + 8000);
    files.bytesRead = 0;
    files.opened = 0;
    for (int i = 0; i < slice.length(); i++) {
      assertThat(slice.value(i)).isZero();
    }
    assertThat(files.bytesRead).isLessThanOrEqualTo(2 * (128 + 16384));
    assertThat(files.opened).isLessThanOrEqualTo(2);
    assertThat(files.open).isZero();
  }

  @Test
  void whatCannotChangeIsLookedAtOnce() throws IOException {
    Path path = sparse(ElementType.FLOAT64, 1L << 20);
    files.readOnly = true;
    Signal signal = Signal.read(path);
    assertThat(files.bytesRead).isEqualTo(128);
    assertThat(signal.slice(100, 1100).values()).hasSize(1000);
    assertThat(files.bytesRead).isEqualTo(128 + 8000);
  }

  @Test
  void signalsMayBeLongerThanArrays() throws IOException {
    long length = (1L << 31) + 10;
    Path path = sparse(ElementType.INT16, length);
    try (SeekableByteChannel channel =
        Files.newByteChannel(directory.resolve("te.i16"), StandardOpenOption.WRITE)) {
      channel.position(128 + 2 * (length - 2));
      channel.write(ByteBuffer.wrap(new byte[] {0x34, 0x12}));
    }
    Signal signal = Signal.read(path);
    assertThat(signal.length()).isEqualTo(length);
    assertThat(signal.slice(length - 3, length).int16Values())
        .containsExactly((short) 0, (short) 0x1234, (short) 0);
    assertThat(signal.value(length - 2)).isEqualTo(0x1234);
    assertThat(signal.slice(signal.time(length - 2), 1e9).values()).containsExactly(0x1234, 0);
    assertThatThrownBy(signal::values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2147483658 samples do not fit into an array; take a slice");
  }

  @Test
  void writesInBlocks() throws IOException {
    Signal.float64(0, 1, new double[100_000]).write(file());
    assertThat(files.bytesWritten).isEqualTo(64 + 800_000);
    assertThat(files.largestWrite).isEqualTo(256 * 1024);
    assertThat(files.open).isZero();
  }

  @Test
  void anotherSignalInTheSamePlaceIsAnError() throws IOException {
    Signal.int16(0, 1, 1, 2, 3, 4).write(file());
    Signal signal = Signal.read(file());
    Signal loaded = signal.load();
    Signal.int32(0, 1, 1, 2).write(file());
    assertThatThrownBy(signal::values)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith(
            "te.i16 was written over by another signal since it was opened; open it again")
        .cause()
        .isInstanceOfSatisfying(
            SignalFormatException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CHANGED));
    assertThat(loaded.values()).containsExactly(1, 2, 3, 4);
    Files.write(directory.resolve("te.i16"), new byte[10]);
    assertThatThrownBy(() -> signal.value(0)).isInstanceOf(UncheckedIOException.class);
    Files.delete(directory.resolve("te.i16"));
    assertThatThrownBy(signal::max).hasCauseInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(signal::hashCode).hasCauseInstanceOf(NoSuchFileException.class);
    assertThat(signal.toString()).startsWith("Signal of 4 int16");
    assertThatThrownBy(() -> signal.write(directory.resolve("copy")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(directory.resolve("copy")).doesNotExist();
    assertThat(files.open).isZero();
  }

  @Test
  void samplesWrittenOverInPlaceAreSeen() throws IOException {
    Signal.int16(0, 1, 1, 2, 3).write(file());
    Signal signal = Signal.read(file());
    Signal.int16(0, 1, 4, 5, 6).write(file());
    assertThat(signal.values()).containsExactly(4, 5, 6);
  }

  @Test
  void aSliceMayBeWrittenOverItsSource() throws IOException {
    Signal.int16(0, 1, 1, 2, 3, 4).withUnit("V").write(file());
    Signal.read(file()).slice(1, 3).write(file());
    Signal read = Signal.read(file());
    assertThat(read.int16Values()).containsExactly((short) 2, (short) 3);
    assertThat(read.time(0)).isEqualTo(1.0);
    Signal.read(file()).withUnit("A").write(file());
    assertThat(Signal.read(file()).unit()).isEqualTo("A");
  }

  @Test
  void longerFilesAreEmptiedFirst() throws IOException {
    Signal.int16(0, 1, 1, 2, 3, 4).write(file());
    Signal.int16(0, 1, 1).write(file());
    assertThat(Files.size(directory.resolve("te.i16"))).isEqualTo(66);
  }

  @Test
  void channelsAreReadFromTheirPosition() throws IOException {
    Path path = directory.resolve("two");
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[5]));
      Signal.int32(0, 1, 7, 8).write(channel);
      assertThat(channel.isOpen()).isTrue();
      channel.position(5);
      assertThat(Signal.read(channel).int32Values()).containsExactly(7, 8);
      assertThat(channel.position()).isEqualTo(channel.size());
    }
  }

  @Test
  void interruptedReadsThrowAndLeakNothing() throws IOException {
    Signal.int16(0, 1, 1, 2, 3).write(file());
    Signal signal = Signal.read(file());
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(signal::values)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ClosedByInterruptException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(files.open).isZero();
    assertThat(signal.values()).containsExactly(1, 2, 3);
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> Signal.read(directory.resolve("ne.i16")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("ne.i16");
  }
}
