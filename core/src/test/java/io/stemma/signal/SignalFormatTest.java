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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a signal file: test vectors, golden files, damage. */
class SignalFormatTest {
  @TempDir private Path directory;

  private static byte[] bytes(Signal signal) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    signal.write(Channels.newChannel(out));
    return out.toByteArray();
  }

  private Signal read(byte[] bytes) throws IOException {
    return Signal.read(Files.write(directory.resolve("te"), bytes));
  }

  private void assertRefused(byte[] bytes, Problem problem, String message) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(
            SignalFormatException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .hasMessage(directory.resolve("te") + message);
  }

  private static Signal small() {
    return Signal.int16(0, 1e-6, 100, 200, -300).withUnit("V");
  }

  @Test
  void testVectorOfTheDocument() throws IOException {
    String expected =
        """
        5354454d5349470a 0100 01 01 80000000 0300000000000000 0000000000000000
        0000000000000000 8dedb5a0f7c6b03e 0100 00000000000000000000 ecdfe88d
        56000000000000000000000000000000 00000000000000000000000000000000
        00000000000000000000000000000000 00000000000000000000000000000000
        6400 c800 d4fe
        """
            .replaceAll("\\s", "");
    assertThat(HexFormat.of().formatHex(bytes(small()))).isEqualTo(expected);
  }

  private static Signal golden(String name) {
    return switch (name) {
      case "signal-int16" -> small();
      case "signal-int32" ->
          Signal.int32(-0.5, 0.25, Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE).slice(1, 4);
      case "signal-float32" ->
          Signal.float32(
                  1e-3,
                  2e-6,
                  1.5f,
                  -0.0f,
                  Float.NEGATIVE_INFINITY,
                  Float.intBitsToFloat(0x7f812345))
              .withUnit("10\u00b9\u2079 m\u207b\u00b3");
      case "signal-float64" ->
          Signal.float64(
                  -1,
                  1e-9,
                  0.1,
                  -0.0,
                  Double.MIN_VALUE,
                  Double.longBitsToDouble(0x7ff0000000000001L))
              .withUnit("x".repeat(65));
      default -> Signal.float64(0, 1);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signal-int16",
        "signal-int32",
        "signal-float32",
        "signal-float64",
        "signal-empty"
      })
  void goldenFiles(String name) throws IOException {
    String resource = "/golden/v1/" + name + ".bin";
    try (InputStream in =
        Objects.requireNonNull(SignalFormatTest.class.getResourceAsStream(resource), resource)) {
      byte[] stored = in.readAllBytes();
      assertThat(bytes(golden(name))).isEqualTo(stored);
      assertThat(read(stored)).isEqualTo(golden(name));
    }
  }

  @Test
  void everyDamagedByteOfTheHeaderIsNoticed() throws IOException {
    byte[] whole = bytes(small());
    for (int i = 0; i < 128; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (1 << bit);
        Set<Problem> problems =
            i < 8
                ? Set.of(Problem.NOT_A_SIGNAL)
                : i < 10 ? Set.of(Problem.NEWER_VERSION, Problem.DAMAGED) : Set.of(Problem.DAMAGED);
        assertThatThrownBy(() -> Signal.read(new ArrayChannel(damaged)))
            .as("bit %s of byte %s", bit, i)
            .isInstanceOfSatisfying(
                SignalFormatException.class, x -> assertThat(x.problem()).isIn(problems));
      }
    }
  }

  @Test
  void everyLengthButTheRightOneIsRefused() throws IOException {
    byte[] whole = bytes(small());
    assertRefused(
        new byte[0],
        Problem.NOT_A_SIGNAL,
        " is not a signal file: it does not begin with STEMSIG and a line feed");
    for (int length = 1; length < whole.length; length++) {
      int expected = length < 64 ? 64 : length < 128 ? 128 : 134;
      assertRefused(
          Arrays.copyOf(whole, length),
          Problem.TRUNCATED,
          " is truncated: expected " + expected + " bytes, found " + length);
    }
    assertRefused(
        Arrays.copyOf(whole, 136), Problem.TOO_LONG, " has 2 bytes behind its last sample");
  }

  /** Changes a header and makes its checksum right again. */
  private static byte[] forged(Consumer<ByteBuffer> change) throws IOException {
    byte[] bytes = bytes(small());
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    seal(bytes);
    return bytes;
  }

  private static void seal(byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 60);
    crc.update(bytes, 64, Math.max(0, Math.min(b.getInt(12), bytes.length) - 64));
    b.putInt(60, (int) crc.getValue());
  }

  @Test
  void forgedHeadersAreRefused() throws IOException {
    assertRefused(
        forged(b -> b.putShort(8, (short) 3)),
        Problem.NEWER_VERSION,
        " has version 3 of the signal format; this library reads versions 1 and 2, use a newer one");
    String damaged = " is a damaged signal: ";
    assertRefused(
        forged(b -> b.put(10, (byte) 9)),
        Problem.DAMAGED,
        damaged + "its samples are of the unknown type 9");
    assertRefused(
        forged(b -> b.put(11, (byte) 2)),
        Problem.DAMAGED,
        damaged + "it has 2 dimensions, only one is known");
    assertRefused(
        forged(b -> b.putInt(12, 192)),
        Problem.DAMAGED,
        damaged + "its header has 192 bytes for a unit of 1 bytes");
    assertRefused(
        forged(b -> b.putLong(16, -1)),
        Problem.DAMAGED,
        damaged + "a signal cannot have -1 samples from number 0");
    assertRefused(
        forged(b -> b.putLong(16, Long.MAX_VALUE)),
        Problem.DAMAGED,
        damaged + "a signal cannot have 9223372036854775807 samples from number 0");
    assertRefused(
        forged(b -> b.putLong(16, 1L << 50)),
        Problem.TRUNCATED,
        " is truncated: expected 2251799813685376 bytes, found 134");
    assertRefused(
        forged(b -> b.putDouble(40, 0)),
        Problem.DAMAGED,
        damaged + "the step of a signal must be positive and finite, in seconds, not 0.0");
    assertRefused(
        forged(b -> b.putDouble(32, -0.0)),
        Problem.DAMAGED,
        damaged + "its header is not as any writer of this version makes it");
    assertRefused(
        forged(b -> b.put(50, (byte) 1)),
        Problem.DAMAGED,
        damaged + "its header is not as any writer of this version makes it");
    assertRefused(
        forged(b -> b.putShort(48, (short) 1025)),
        Problem.DAMAGED,
        damaged + "its unit takes 1025 bytes, over 1024");
    assertRefused(
        forged(b -> b.put(64, (byte) 0xff)), Problem.DAMAGED, damaged + "its unit is not UTF-8");
    assertRefused(
        forged(b -> b.put(64, (byte) 7)),
        Problem.DAMAGED,
        damaged + "a unit must not contain control characters");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyHeaderIsRefusedOrIsASignal(long seed) throws IOException {
    Random random = new Random(seed);
    List<ElementType> types = List.of(ElementType.values());
    for (int i = 0; i < 300; i++) {
      ElementType type = types.get(random.nextInt(4));
      byte[] bytes = bytes(RandomSignals.of(random, type, random.nextInt(20)));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = 8 + random.nextInt(bytes.length - 8);
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1);
      }
      if (random.nextInt(5) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      }
      if (bytes.length >= 64 && random.nextInt(5) > 0) {
        seal(bytes);
      }
      try {
        Signal signal = Signal.read(new ArrayChannel(bytes));
        assertThat(bytes(signal)).isEqualTo(bytes);
        assertThat(signal.values()).hasSize((int) signal.length());
        assertThat(signal.toString()).doesNotContain("\n");
      } catch (SignalFormatException e) {
        assertThat(e).hasMessageStartingWith("the channel's content ");
      }
    }
  }
}
