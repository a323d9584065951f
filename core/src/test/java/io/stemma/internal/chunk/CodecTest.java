package io.stemma.internal.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.MalformedException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {
  private static final int[] LENGTHS = {
    0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 127, 128, 129, 1000, 4099, 70_001
  };

  @ParameterizedTest
  @EnumSource
  void everyLengthAndPhaseComesBack(Codec codec) {
    try (Compressor compressor = new Compressor();
        Decompressor decompressor = new Decompressor()) {
      for (int length : LENGTHS) {
        for (int phase = 0; phase < codec.width(); phase++) {
          byte[] bytes = TestBytes.int16(length + phase, length);
          roundTrip(compressor, decompressor, codec, phase, bytes);
          roundTrip(compressor, decompressor, codec, phase, TestBytes.random(length, length));
        }
      }
    }
  }

  private static void roundTrip(
      Compressor compressor, Decompressor decompressor, Codec codec, int phase, byte[] bytes) {
    byte[] in = new byte[bytes.length + 3];
    System.arraycopy(bytes, 0, in, 3, bytes.length);
    byte[] stored = new byte[5 + Compressor.bound(bytes.length)];
    int size = compressor.compress(codec, phase, in, 3, bytes.length, stored, 5);
    byte[] out = new byte[bytes.length + 2];
    decompressor.decompress(codec, phase, stored, 5, size, out, 1, bytes.length);
    assertThat(Arrays.copyOfRange(out, 1, 1 + bytes.length)).isEqualTo(bytes);
    assertThat(out[0]).isZero();
    assertThat(out[bytes.length + 1]).isZero();
  }

  /** The kernels, eight elements at a time, against the definition, one byte at a time. */
  @ParameterizedTest
  @EnumSource(
      names = {"RAW", "ZSTD"},
      mode = EnumSource.Mode.EXCLUDE)
  void filtersFollowTheirDefinition(Codec codec) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      byte[] bytes = TestBytes.random(seed, random.nextInt(300));
      int phase = random.nextInt(codec.width());
      byte[] filtered = new byte[bytes.length];
      Filter.apply(codec, phase, bytes, 0, bytes.length, filtered, 0);
      assertThat(filtered).as("seed %d", seed).isEqualTo(definition(codec, phase, bytes));
    }
  }

  private static byte[] definition(Codec codec, int phase, byte[] bytes) {
    int width = codec.width();
    int head = Math.min(bytes.length, (width - phase) % width);
    int count = (bytes.length - head) / width;
    byte[] out = bytes.clone();
    long before = 0;
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int k = 0; k < width; k++) {
        value |= (bytes[head + i * width + k] & 0xffL) << 8 * k;
      }
      long stored = codec.delta() ? zigzag(value - before, 64 - 8 * width) : value;
      before = value;
      for (int k = 0; k < width; k++) {
        out[head + k * count + i] = (byte) (stored >>> 8 * k);
      }
    }
    return out;
  }

  private static long zigzag(long difference, int unused) {
    long signed = difference << unused >> unused;
    return signed << 1 ^ signed >> 63;
  }

  @ParameterizedTest
  @CsvSource({
    "SHUFFLE_2, 0, 0102030405060708090a, 0103050709020406080a",
    "SHUFFLE_2, 1, 0102030405060708090a, 0102040608030507090a",
    "SHUFFLE_4, 0, 0102030405060708090a, 0105020603070408090a",
    "SHUFFLE_8, 6, 0102030405060708090a, 0102030405060708090a",
    "DELTA_2, 0, 0100030002000000ffff, 02040103010000000000",
    "DELTA_4, 0, 0a0000000800000001, 140300000000000001",
    "DELTA_8, 0, 0100000000000000ffffffffffffffff, 02030000000000000000000000000000",
  })
  void filtersAreThoseOfTheFormat(Codec codec, int phase, String plain, String filtered) {
    byte[] bytes = HexFormat.of().parseHex(plain);
    byte[] out = new byte[bytes.length];
    Filter.apply(codec, phase, bytes, 0, bytes.length, out, 0);
    assertThat(HexFormat.of().formatHex(out)).isEqualTo(filtered);
  }

  @ParameterizedTest
  @EnumSource
  void damageIsNoticedOrHarmlessButNeverACrash(Codec codec) {
    byte[] bytes = TestBytes.int16(3, 3000);
    try (Compressor compressor = new Compressor();
        Decompressor decompressor = new Decompressor()) {
      byte[] stored = new byte[Compressor.bound(bytes.length)];
      int size = compressor.compress(codec, 0, bytes, 0, bytes.length, stored, 0);
      byte[] out = new byte[bytes.length];
      for (int i = 0; i < size; i++) {
        stored[i] ^= (byte) (1 << i % 8);
        try {
          decompressor.decompress(codec, 0, stored, 0, size, out, 0, out.length);
        } catch (MalformedException e) {
          assertThat(e).hasMessageContaining("bytes");
        }
        stored[i] ^= (byte) (1 << i % 8);
      }
      decompressor.decompress(codec, 0, stored, 0, size, out, 0, out.length);
      assertThat(out).isEqualTo(bytes);
    }
  }

  @Test
  void anotherLengthThanStoredIsRefused() {
    byte[] bytes = new byte[1000];
    try (Compressor compressor = new Compressor();
        Decompressor decompressor = new Decompressor()) {
      byte[] stored = new byte[Compressor.bound(bytes.length)];
      int size = compressor.compress(Codec.ZSTD, 0, bytes, 0, 1000, stored, 0);
      for (int wrong : new int[] {0, 999, 1001, 100_000}) {
        byte[] out = new byte[wrong];
        assertThatThrownBy(
                () -> decompressor.decompress(Codec.ZSTD, 0, stored, 0, size, out, 0, wrong))
            .isInstanceOf(MalformedException.class)
            .hasMessageContaining("" + wrong);
      }
      assertThatThrownBy(() -> Decompressor.checkLength(Codec.RAW, 10, 11))
          .isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> Decompressor.checkLength(Codec.ZSTD, 10, 10_000_000))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void theSampleFindsTheFilterThatFits() {
    int n = 300_000;
    assertThat(choice(TestBytes.int16(1, n), 0)).isEqualTo(Codec.DELTA_2);
    assertThat(choice(TestBytes.float64(n), 0)).isEqualTo(Codec.DELTA_8);
    assertThat(choice(TestBytes.float32(1, n), 0).width()).isEqualTo(4);
    assertThat(choice(TestBytes.random(1, n), 0)).isEqualTo(Codec.RAW);
    assertThat(choice("all work and no play ".repeat(999).getBytes(UTF_8), 0))
        .isEqualTo(Codec.ZSTD);
    byte[] shifted = Arrays.copyOfRange(TestBytes.float64(n), 3, n);
    assertThat(choice(shifted, 3)).isEqualTo(Codec.DELTA_8);
  }

  private static Codec choice(byte[] bytes, long position) {
    try (Compressor compressor = new Compressor()) {
      return new CodecChoice().choose(compressor, bytes, 0, bytes.length, position);
    }
  }

  @Test
  void aFileThatChangesItsNatureGetsAnotherCodec() {
    try (Compressor compressor = new Compressor()) {
      CodecChoice choice = new CodecChoice();
      byte[] numbers = TestBytes.int16(1, 512 << 10);
      byte[] noise = TestBytes.random(1, 512 << 10);
      for (int i = 0; i < 3; i++) {
        assertThat(choice.choose(compressor, numbers, 0, numbers.length, 0))
            .isEqualTo(Codec.DELTA_2);
        choice.learn(numbers.length, numbers.length / 3);
        assertThat(choice.choose(compressor, noise, 0, noise.length, 0)).isEqualTo(Codec.RAW);
        choice.learn(noise.length, noise.length);
      }
    }
  }

  @Test
  void codesAreThoseOfTheFormat() {
    assertThat(Codec.values()).extracting(Codec::code).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(Codec.ofCode(6)).isEqualTo(Codec.DELTA_4);
    assertThatThrownBy(() -> Codec.ofCode(8)).isInstanceOf(MalformedException.class);
  }
}
