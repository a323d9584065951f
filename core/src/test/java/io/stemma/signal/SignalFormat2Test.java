package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of signal files of version 2: listed times, two dimensions. */
class SignalFormat2Test {
  private static byte[] bytes(Signal signal) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    signal.write(Channels.newChannel(out));
    return out.toByteArray();
  }

  private static byte[] bytes(Signal2D signal) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    signal.write(Channels.newChannel(out));
    return out.toByteArray();
  }

  private static Signal listed() {
    return Signal.int16(0, 1, 100, 200, -300).withTimes(new double[] {0, 0.5, 2}).withUnit("V");
  }

  private static Signal2D camera() {
    return Signal2D.of(Signal.int16(0, 0.5, 1, 2, 3, 4, -5, 6), 3)
        .slice(1, 2)
        .withUnit("V")
        .withCoordinates(new double[] {1.5, 1, 0}, "m");
  }

  private static void assertHex(byte[] bytes, String expected) {
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected.replaceAll("\\s", ""));
  }

  @Test
  void testVectorsOfTheDocument() throws IOException {
    assertHex(
        bytes(listed()),
        """
        5354454d5349470a 0200 01 01 80000000 0300000000000000 0000000000000000
        0000000000000000 0000000000000040 0100 01 00 00000000 0000 0000 20cb06a6
        56000000000000000000000000000000 00000000000000000000000000000000
        00000000000000000000000000000000 00000000000000000000000000000000
        0000000000000000 000000000000e03f 0000000000000040 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000
        6400 c800 d4fe
        """);
    assertHex(
        bytes(camera()),
        """
        5354454d5349470a 0200 01 02 c0000000 0100000000000000 0100000000000000
        0000000000000000 000000000000e03f 0100 00 01 03000000 0100 0000 572a3506
        56 6d 0000000000000000000000000000 00000000000000000000000000000000
        00000000000000000000000000000000 00000000000000000000000000000000
        000000000000f83f 000000000000f03f 0000000000000000 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000
        0400 fbff 0600
        """);
  }

  private static byte[] stored(String name) throws IOException {
    String resource = "/golden/v1/" + name + ".bin";
    try (InputStream in =
        Objects.requireNonNull(SignalFormat2Test.class.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    }
  }

  @Test
  void goldenFiles() throws IOException {
    byte[] one = stored("signal-listed");
    assertThat(bytes(listed())).isEqualTo(one);
    assertThat(Signal.read(new ArrayChannel(one))).isEqualTo(listed());
    assertGolden("signal-2d", camera());
    assertGolden(
        "signal-2d-listed",
        Signal2D.float64(0, 1, new double[] {1, 2}, new double[] {Double.NaN, -0.0})
            .withTimes(new double[] {-1, 1e-3}));
    assertGolden("signal-2d-empty", Signal2D.of(Signal.float32(0, 1), 2).withTimes(new double[0]));
  }

  private static void assertGolden(String name, Signal2D signal) throws IOException {
    byte[] bytes = stored(name);
    assertThat(bytes(signal)).isEqualTo(bytes);
    assertThat(Signal2D.read(new ArrayChannel(bytes))).isEqualTo(signal);
  }

  private static void assertRefused(byte[] bytes, Set<Problem> problems, String message) {
    for (boolean two : new boolean[] {false, true}) {
      assertThatThrownBy(
              () -> {
                Object unused =
                    two
                        ? Signal2D.read(new ArrayChannel(bytes))
                        : Signal.read(new ArrayChannel(bytes));
              })
          .isInstanceOfSatisfying(
              SignalFormatException.class, e -> assertThat(e.problem()).isIn(problems))
          .hasMessageContaining(message);
    }
  }

  @Test
  void everyDamagedByteOfTheHeaderIsNoticed() throws IOException {
    for (byte[] whole : new byte[][] {bytes(listed()), bytes(camera())}) {
      int header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
      for (int i = 0; i < header * 8; i++) {
        byte[] damaged = whole.clone();
        damaged[i / 8] ^= (byte) (1 << i % 8);
        Set<Problem> problems =
            i < 64 ? Set.of(Problem.NOT_A_SIGNAL) : Set.of(Problem.NEWER_VERSION, Problem.DAMAGED);
        assertRefused(damaged, problems, "the channel's content ");
      }
    }
  }

  @Test
  void everyLengthButTheRightOneIsRefused() throws IOException {
    for (byte[] whole : new byte[][] {bytes(listed()), bytes(camera())}) {
      for (int length = 1; length < whole.length; length++) {
        assertRefused(Arrays.copyOf(whole, length), Set.of(Problem.TRUNCATED), " found " + length);
      }
      assertRefused(
          Arrays.copyOf(whole, whole.length + 3), Set.of(Problem.TOO_LONG), "has 3 bytes behind");
    }
  }

  /** Changes a header and makes its checksum right again. */
  private static byte[] forged(byte[] bytes, Consumer<ByteBuffer> change) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    change.accept(b);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 60);
    crc.update(bytes, 64, Math.max(0, Math.min(b.getInt(12), bytes.length) - 64));
    b.putInt(60, (int) crc.getValue());
    return bytes;
  }

  private static void assertForged(
      byte[] bytes, Consumer<ByteBuffer> change, Problem problem, String message) {
    assertRefused(forged(bytes, change), Set.of(problem), message);
  }

  @Test
  void forgedHeadersOfListedTimesAreRefused() throws IOException {
    byte[] listed = bytes(listed());
    assertForged(
        listed.clone(),
        b -> b.putLong(16, 1L << 60),
        Problem.DAMAGED,
        "a signal cannot have 1152921504606846976 samples");
    assertForged(
        listed.clone(), b -> b.putLong(16, 1L << 53), Problem.TRUNCATED, "expected 9007199254741");
    assertForged(listed.clone(), b -> b.putLong(16, -1), Problem.DAMAGED, "cannot have -1 samples");
    String times = "its 3 times cannot be from ";
    assertForged(listed.clone(), b -> b.putDouble(40, 0), Problem.DAMAGED, times + "0.0 s to 0.0");
    assertForged(listed.clone(), b -> b.putDouble(32, 3), Problem.DAMAGED, times + "3.0 s to 2.0");
    assertForged(
        listed.clone(), b -> b.putDouble(32, Double.NaN), Problem.DAMAGED, times + "NaN s to 2.0");
    assertForged(
        listed.clone(), b -> b.putDouble(40, 1.0 / 0), Problem.DAMAGED, times + "0.0 s to Inf");
    String unknown = "its header is not as any writer of this version makes it";
    assertForged(listed.clone(), b -> b.putDouble(32, -0.0), Problem.DAMAGED, unknown);
    assertForged(listed.clone(), b -> b.putLong(24, 1), Problem.DAMAGED, unknown);
    assertForged(listed.clone(), b -> b.put(50, (byte) 2), Problem.DAMAGED, unknown);
    assertForged(listed.clone(), b -> b.putInt(52, 1), Problem.DAMAGED, unknown);
    assertForged(listed.clone(), b -> b.put(58, (byte) 1), Problem.DAMAGED, unknown);
    assertForged(listed.clone(), b -> b.putShort(8, (short) 1), Problem.DAMAGED, "");
    byte[] padding = listed.clone();
    padding[128 + 24] = 1;
    assertRefusedPadding(padding);
  }

  private static void assertRefusedPadding(byte[] bytes) {
    assertThatThrownBy(() -> Signal.read(new ArrayChannel(bytes)))
        .isInstanceOf(SignalFormatException.class)
        .hasMessageContaining("not zero between its times and its samples");
  }

  @Test
  void forgedHeadersOfTwoDimensionsAreRefused() throws IOException {
    byte[] camera = bytes(camera());
    assertForged(
        camera.clone(),
        b -> b.putLong(16, 1L << 60),
        Problem.DAMAGED,
        "a signal cannot have 1152921504606846976 samples");
    assertForged(
        camera.clone(),
        b -> b.putLong(16, 1L << 52),
        Problem.DAMAGED,
        "a signal cannot have 4503599627370496 rows of 3 samples");
    assertForged(
        camera.clone(), b -> b.putLong(16, 1L << 50), Problem.TRUNCATED, "expected 6755399441055");
    assertForged(
        camera.clone(), b -> b.putInt(52, -1), Problem.DAMAGED, "it has 4294967295 columns");
    assertForged(
        camera.clone(), b -> b.putInt(52, 1 << 20), Problem.DAMAGED, "its header has 192 bytes");
    assertForged(
        camera.clone(),
        b -> b.putInt(52, 1 << 20).putInt(12, 128 + (8 << 20)),
        Problem.TRUNCATED,
        "expected 8388736 bytes");
    assertForged(camera.clone(), b -> b.put(11, (byte) 3), Problem.DAMAGED, "3 dimensions");
    assertForged(
        camera.clone(), b -> b.putShort(56, (short) 1025), Problem.DAMAGED, "places takes 1025");
    assertForged(
        camera.clone(),
        b -> b.putDouble(136, Double.NaN),
        Problem.DAMAGED,
        "that of column 1 is NaN");
    assertForged(
        camera.clone(),
        b -> b.putDouble(144, -0.0),
        Problem.DAMAGED,
        "not as any writer of this version");
    assertForged(camera.clone(), b -> b.put(65, (byte) 7), Problem.DAMAGED, "control characters");
    assertForged(
        forged(bytes(Signal2D.of(Signal.int16(0, 1, 1), 1)), b -> b.put(11, (byte) 2)),
        b -> b.putInt(52, 0),
        Problem.DAMAGED,
        "columns, not 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyHeaderIsRefusedOrIsASignal(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      ElementType type = RandomSignals.type(random);
      boolean two = random.nextBoolean();
      Signal2D rows = Signal2D.of(RandomSignals.of(random, type, 12), 1 + random.nextInt(4));
      byte[] bytes =
          two
              ? bytes(rows.withCoordinates(random.doubles(rows.columns()).toArray(), "m"))
              : bytes(RandomSignals.listed(random, type, random.nextInt(20)));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = 8 + random.nextInt(bytes.length - 8);
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1);
      }
      if (random.nextInt(5) == 0) {
        bytes = Arrays.copyOf(bytes, 64 + random.nextInt(bytes.length));
      }
      if (random.nextInt(5) > 0) {
        forged(bytes, b -> {});
      }
      try {
        if (bytes[11] == 2) {
          Signal2D signal = Signal2D.read(new ArrayChannel(bytes));
          assertThat(bytes(signal)).isEqualTo(bytes);
          assertThat(signal.toString()).doesNotContain("\n");
        } else {
          Signal signal = Signal.read(new ArrayChannel(bytes));
          assertThat(bytes(signal)).isEqualTo(bytes);
          assertThat(signal.toString()).doesNotContain("\n");
        }
      } catch (SignalFormatException e) {
        assertThat(e.getMessage()).containsAnyOf("the channel's content ", "a signal ");
      }
    }
  }
}
