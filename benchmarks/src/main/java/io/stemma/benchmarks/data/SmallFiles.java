package io.stemma.benchmarks.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * SMALL: files of 1 to 4 KiB in many directories; of every four, three are JSON records of a shot
 * and one is a binary snippet of a signal.
 *
 * @param seed of everything
 * @param directories how many
 * @param perDirectory files in each
 */
record SmallFiles(long seed, int directories, int perDirectory) implements DataSet {
  private static final int LEAST = 1024;
  private static final int MOST = 4096;
  private static final List<String> QUANTITIES =
      List.of("ip", "bt", "ne_bar", "te_core", "ti_core", "q95", "beta_n", "li", "kappa", "p_nbi");
  private static final List<String> UNITS =
      List.of("A", "T", "m^-3", "eV", "eV", "1", "1", "1", "1", "W");
  private static final List<String> OPERATORS =
      List.of("adams", "bauer", "chen", "duval", "eriksen", "fischer", "garcia", "haruki");

  /** 100,000 files in 1,000 directories. */
  static SmallFiles full(long seed) {
    return new SmallFiles(seed, 1000, 100);
  }

  @Override
  public int files() {
    return directories * perDirectory;
  }

  @Override
  public DataFile file(int index) {
    int directory = index / perDirectory;
    int number = index % perDirectory;
    Noise noise = Noise.of(seed, directory, number);
    int size = LEAST + noise.nextInt(MOST - LEAST + 1);
    boolean binary = number % 4 == 3;
    String path =
        String.format(
            Locale.ROOT, "%04d/record-%03d.%s", directory, number, binary ? "bin" : "json");
    return DataFile.of(path, binary ? snippet(noise, size) : record(noise, index, size));
  }

  /** A header of 32 bytes, then a random walk of int16 samples. */
  private static byte[] snippet(Noise noise, int size) {
    ByteBuffer out = ByteBuffer.allocate(size & ~1).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x534E4950).putInt(1).putLong(noise.nextLong() >>> 20);
    out.putDouble(noise.uniform(0, 10)).putDouble(noise.uniform(1e-6, 1e-3));
    double level = noise.uniform(500, 3500);
    while (out.hasRemaining()) {
      level += 6 * noise.normal();
      out.putShort((short) level);
    }
    return out.array();
  }

  private static byte[] record(Noise noise, int index, int size) {
    StringBuilder text = new StringBuilder(MOST);
    text.append("{\n  \"shot\": ").append(190_000 + index);
    text.append(",\n  \"recorded\": \"2026-").append(twoDigits(1 + noise.nextInt(12)));
    text.append('-').append(twoDigits(1 + noise.nextInt(28)));
    text.append("\",\n  \"operator\": \"").append(OPERATORS.get(noise.nextInt(OPERATORS.size())));
    text.append("\",\n  \"run\": \"").append(Long.toHexString(noise.nextLong()));
    text.append("\",\n  \"values\": [");
    String separator = "\n    ";
    while (true) {
      String entry = separator + entry(noise);
      if (text.length() + entry.length() > size - CLOSING.length()) {
        break;
      }
      text.append(entry);
      separator = ",\n    ";
    }
    text.append(" ".repeat(size - CLOSING.length() - text.length())).append(CLOSING);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static final String CLOSING = "\n  ]\n}\n";

  private static String entry(Noise noise) {
    int quantity = noise.nextInt(QUANTITIES.size());
    return "{\"name\": \""
        + QUANTITIES.get(quantity)
        + "\", \"unit\": \""
        + UNITS.get(quantity)
        + "\", \"time\": "
        + thousandths(noise.nextInt(8_000))
        + ", \"value\": "
        + thousandths(noise.nextInt(9_000_000))
        + ", \"error\": "
        + thousandths(noise.nextInt(90_000))
        + "}";
  }

  /** A decimal number with three places. */
  private static String thousandths(int number) {
    int places = number % 1000;
    return number / 1000 + (places < 10 ? ".00" : places < 100 ? ".0" : ".") + places;
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
