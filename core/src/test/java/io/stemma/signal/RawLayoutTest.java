package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of nothing but numbers. */
class RawLayoutTest {
  private final CountingFiles files = new CountingFiles();
  @TempDir private Path directory;

  private Path file() {
    return files.path(directory.resolve("te.bin"));
  }

  private void write(ByteBuffer bytes) throws IOException {
    byte[] all = new byte[bytes.capacity()];
    bytes.get(0, all);
    Files.write(directory.resolve("te.bin"), all);
  }

  @Test
  void aDigitizersFile() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(512 + 6).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(512, (short) 100).putShort(514, (short) -200).putShort(516, (short) 300);
    write(bytes);
    Signal signal =
        Signal.raw(file(), "int16 le, 1e-6 s, from -0.001 s, skip 512, times 0.00488 V");
    assertThat(signal.load())
        .isEqualTo(
            Signal.float64(-0.001, 1e-6, 100 * 0.00488, -200 * 0.00488, 300 * 0.00488)
                .withUnit("V"));
    assertThat(signal)
        .hasToString("Signal of 3 float64 in V, -0.001 to -998e-6 s, every 1e-6 s, from " + file());
    assertThat(signal.value(1)).isEqualTo(-200 * 0.00488);
    assertThat(Signal.raw(file(), "skip 512").load()).isEqualTo(Signal.int16(0, 1, 100, -200, 300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int16                              | int16 le, 1.0 s",
        "be, float32                        | float32 be, 1.0 s",
        "float64 be, 1 MHz                  | float64 be, 1.0E-6 s",
        "10 us, from 5 ms, int32 le         | int32 le, 1.0E-5 s, from 0.005 s",
        "channel 3 of 8, 0.1 ns, samples 10 | int16 le, 1.0E-10 s, channel 3 of 8, samples 10",
        "times 2, plus -1 mV, skip 7, 1 s   | int16 le, 1.0 s, skip 7, times 2.0 mV, plus -1.0",
        "plus 3 eV                          | int16 le, 1.0 s, plus 3.0 eV",
        "in 10^19 m^-3,from -1 s            | int16 le, 1.0 s, from -1.0 s, in 10^19 m^-3",
        "times 2 V, in V, plus 1 V          | int16 le, 1.0 s, times 2.0 V, plus 1.0",
        "times 1 V                          | int16 le, 1.0 s, in V"
      })
  void linesArePrintedAgain(String line, String printed) {
    RawLayout layout = RawLayout.of(line);
    assertThat(layout).hasToString(printed);
    assertThat(RawLayout.of(printed)).isEqualTo(layout);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uint16 le        | in \"uint16 le\", \"uint16\" is wrong; what may stand there: int16, int32,",
        "int16 xe         | in \"int16 xe\", \"xe\" is wrong; what may stand there: le or be",
        "int16 le fast    | \"fast\" is wrong; what may stand there: a comma, or nothing",
        "int16, float32   | \"float32\" is wrong; what may stand there: no second word about the type",
        "int16 le, be     | \"be\" is wrong; what may stand there: no second word about the order",
        "1e-6             | something is missing; what may stand there: s, ms, us, ns, Hz, kHz, or MHz",
        "1e-6 min         | \"min\" is wrong; what may stand there: s, ms, us, ns, Hz, kHz, or MHz",
        "0 s              | \"0\" is wrong; what may stand there: a number of more than 0",
        "0 Hz             | \"0\" is wrong; what may stand there: a number of more than 0",
        "from 3           | something is missing; what may stand there: s, ms, us, ns",
        "from x s         | \"x\" is wrong; what may stand there: a number",
        "skip -1          | \"-1\" is wrong; what may stand there: a whole number of at least 0",
        "skip             | something is missing; what may stand there: a whole number of at least 0",
        "channel 3 at 8   | \"at\" is wrong; what may stand there: of, and how many channels there are",
        "channel 0 of 8   | \"0\" is wrong; what may stand there: a whole number of at least 1",
        "channel 9 of 8   | \"9\" is wrong; what may stand there: 1 to 8",
        "times 0 V        | \"0\" is wrong; what may stand there: a factor that is not 0",
        "times 1e999 V    | \"1e999\" is wrong; what may stand there: a number",
        "times 2 V, in A  | \"A\" is wrong; what may stand there: the unit that was said before, V",
        "in               | something is missing; what may stand there: a unit",
        "int16,, 1 s      | in \"\", something is missing; what may stand there: int16,"
      })
  void errorsShowTheWordAndWhatMayStandThere(String line, String message) {
    assertThatThrownBy(() -> RawLayout.of(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + line + "\" is no layout of a file: in \"")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void slicesAreThoseOfAModel(long seed) throws IOException {
    Random random = new Random(seed);
    ElementType type = RandomSignals.type(random);
    boolean big = random.nextBoolean();
    int channels = 1 + random.nextInt(random.nextBoolean() ? 3 : 5000);
    int length = random.nextInt(60_000 / channels + 3);
    int skip = random.nextInt(100);
    double[] numbers = new double[length * channels];
    ByteBuffer bytes =
        ByteBuffer.allocate(skip + numbers.length * type.bytes())
            .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    bytes.position(skip);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(1 << 16) - (1 << 15);
      switch (type) {
        case INT16 -> bytes.putShort((short) numbers[i]);
        case INT32 -> bytes.putInt((int) numbers[i]);
        case FLOAT32 -> bytes.putFloat((float) numbers[i]);
        case FLOAT64 -> bytes.putDouble(numbers[i]);
      }
    }
    write(bytes);
    int channel = 1 + random.nextInt(channels);
    boolean scaled = random.nextBoolean();
    String line =
        String.format(
            "skip %d, %s %s, channel %d of %d, 1 ms%s",
            skip, type, big ? "be" : "le", channel, channels, scaled ? ", times 2 V, plus 1" : "");
    double[] samples = new double[length];
    for (int i = 0; i < length; i++) {
      double number = numbers[i * channels + channel - 1];
      samples[i] = scaled ? number * 2 + 1 : number;
    }
    Signal expected = Signal.float64(0, 1e-3, samples).withUnit(scaled ? "V" : "");
    expected = scaled ? expected : expected.as(type);
    Signal signal = Signal.raw(file(), line);
    assertThat(signal).isEqualTo(expected);
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(length + 1);
      int to = from + random.nextInt(length - from + 1);
      assertThat(signal.slice(from, to).values()).isEqualTo(expected.slice(from, to).values());
      if (to > from) {
        assertThat(signal.slice(from, to).value(to - from - 1L)).isEqualTo(samples[to - 1]);
      }
    }
    Path copy = directory.resolve("te");
    signal.write(copy);
    assertThat(Signal.read(copy)).isEqualTo(expected);
    assertThat(files.open).isZero();
  }

  @Test
  void slicesReadOnlyTheirPart() throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            directory.resolve("te.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.position((8L << 30) - 1).write(ByteBuffer.allocate(1));
    }
    Signal scaled = Signal.raw(file(), "float32 be, 1 MHz, channel 2 of 4, times 2 V");
    assertThat(scaled.length()).isEqualTo(1L << 29);
    assertThat(files.bytesRead).isZero();
    assertThat(scaled.slice(100.0, 100.001).values()).hasSize(1000).containsOnly(0);
    assertThat(files.bytesRead).isEqualTo(16 * 999 + 4);
    files.bytesRead = 0;
    Signal wide = Signal.raw(file(), "int16, channel 7 of 65536");
    assertThat(wide.values()).hasSize(1 << 16);
    assertThat(files.bytesRead).isEqualTo(2 << 16);
  }

  @Test
  void filesOfAnotherLengthAreRefused() throws IOException {
    write(ByteBuffer.allocate(21));
    assertRefused(
        "int32, skip 1, samples 6",
        Problem.TRUNCATED,
        " has 21 bytes, too few for \"int32 le, 1.0 s, skip 1, samples 6\": 5 samples are there"
            + " behind the bytes to skip");
    assertRefused(
        "int16, skip 22",
        Problem.TRUNCATED,
        " has 21 bytes, too few for \"int16 le, 1.0 s, skip 22\": 0 samples are there behind the"
            + " bytes to skip");
    assertRefused(
        "int16, channel 1 of 2",
        Problem.TOO_LONG,
        " has 1 bytes behind its last sample as \"int16 le, 1.0 s, channel 1 of 2\"; if they do"
            + " not count, say \"samples 5\"");
    assertThat(Signal.raw(file(), "int16, channel 1 of 2, samples 5").length()).isEqualTo(5);
    assertThat(Signal.raw(file(), "skip 21").length()).isZero();
    Signal signal = Signal.raw(file(), "int16, skip 1");
    write(ByteBuffer.allocate(22));
    assertThatThrownBy(signal::values)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("was written over");
    assertThat(files.open).isZero();
  }

  private void assertRefused(String line, Problem problem, String message) {
    assertThatThrownBy(() -> Signal.raw(file(), line))
        .isInstanceOfSatisfying(
            SignalFormatException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .hasMessage(file() + message);
  }

  @Test
  void aSignalMayBeWrittenOverItsSource() throws IOException {
    write(ByteBuffer.wrap(new byte[] {0, 1, 0, 2}));
    Signal.raw(file(), "int16 be, channel 2 of 2").write(file());
    assertThat(Signal.read(file())).isEqualTo(Signal.int16(0, 1, 2));
  }
}
