package io.stemma.internal.format.v1;

import static io.stemma.internal.format.v1.LogEntrySamples.edited;
import static io.stemma.internal.format.v1.LogEntrySamples.full;
import static io.stemma.internal.format.v1.LogEntrySamples.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LogEntryCodecTest {
  private static final LogEntry FULL = full(UnknownFields.NONE, UnknownFields.NONE);
  private static final byte[] BYTES = LogEntryCodec.encode(FULL);

  @Test
  void entriesSurvive() {
    assertThat(LogEntryCodec.decode(BYTES)).isEqualTo(FULL);
    LogEntry first = LogEntrySamples.first();
    assertThat(LogEntryCodec.decode(LogEntryCodec.encode(first))).isEqualTo(first);
    ArchiveMarker marker = LogEntrySamples.marker();
    assertThat(LogEntryCodec.decodeMarker(LogEntryCodec.encode(marker))).isEqualTo(marker);
  }

  @Test
  void unknownFieldsSurviveRewriting() {
    byte[] bytes = LogEntryCodec.encode(full(unknown(), unknown()));
    LogEntry read = LogEntryCodec.decode(bytes);
    assertThat(read.unknown()).isEqualTo(unknown());
    assertThat(read.state().unknown()).isEqualTo(unknown());
    assertThat(read.operations().get(0).unknown()).isEqualTo(unknown());
    assertThat(LogEntryCodec.encode(read)).isEqualTo(bytes);
  }

  @Test
  void everyFlippedByteIsNoticed() {
    for (int i = 0; i < BYTES.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = BYTES.clone();
        bad[i] ^= (byte) (1 << bit);
        assertRefused(bad);
      }
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    for (int i = 0; i < BYTES.length; i++) {
      assertRefused(Arrays.copyOf(BYTES, i));
    }
    assertRefused(Arrays.copyOf(BYTES, BYTES.length + 1));
  }

  /** With a right checksum, so that the decoder itself is met. */
  @Test
  void alteredTextIsReadOrRefusedAsMalformed() {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      byte[] payload = Arrays.copyOfRange(BYTES, ObjectHeader.BYTES, BYTES.length);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      byte[] bad = ObjectHeader.wrap("LOGE", payload);
      try {
        LogEntryCodec.encode(LogEntryCodec.decode(bad));
      } catch (MalformedException | UnsupportedFeatureException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"sequence\":42|\"sequence\":0",
        "\"sequence\":42|\"sequence\":4503599627370496",
        "\"sequence\":42|\"sequence\":42.0",
        "\"sequence\":42|\"sequence\":\"42\"",
        "\"sequence\":42|\"sequence\":99999999999999999999999",
        "\"sequence\":42|\"sequence\":42,\"sequence\":42",
        "\"sequence\":42,|",
        "\"offset\":4294967295|\"offset\":4294967296",
        "\"slot\":4095|\"slot\":4096",
        "\"slot\":4095|\"slot\":-1",
        "2026-11-22T16:31:05.123456Z|2026-11-22T16:31:05.123456000Z",
        "2026-11-22T16:31:05.123456Z|+999999-11-22T16:31:05Z",
        "\"condemned\":[|\"condemned\":[7,",
        "\"archive\":\"0|\"archive\":\"A",
        "\"write\":\"a|\"write\":\"g",
        "\"state\":{|\"state\":[{",
        "\"table\":\"|\"table\":\"!",
        "\"recoversFrom\":{\"sequence\":40|\"recoversFrom\":{\"sequence\":42",
      })
  void wrongValuesAreRefused(String from, String to) {
    byte[] bad = edited(BYTES, from, to == null ? "" : to);
    assertThatThrownBy(() -> LogEntryCodec.decode(bad)).isInstanceOf(MalformedException.class);
  }

  @Test
  void nothingButUtf8IsRead() {
    byte[] payload = Arrays.copyOfRange(BYTES, ObjectHeader.BYTES, BYTES.length);
    String text = new String(payload, StandardCharsets.ISO_8859_1);
    String beyond = "\"x\":{\"\u00f7\u009f\u0098\u0080\":1},\"state\":";
    byte[] bad = text.replace("\"state\":", beyond).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> LogEntryCodec.decode(ObjectHeader.wrap("LOGE", bad)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void boundsAreKept() {
    List<RecentPack> packs =
        Collections.nCopies(33, RecentPack.of(PackId.parse("0".repeat(32)), 1, List.of()));
    StringBuilder many = new StringBuilder("\"recent\":[");
    packs.forEach(
        pack -> many.append("{\"pack\":\"").append(pack.pack()).append("\",\"length\":1},"));
    byte[] bad = edited(BYTES, "\"recent\":[", many.toString());
    assertThatThrownBy(() -> LogEntryCodec.decode(bad))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("recent");
    byte[] deep =
        edited(BYTES, "\"state\":", "\"x\":" + "[".repeat(99) + "]".repeat(99) + ",\"state\":");
    assertThatThrownBy(() -> LogEntryCodec.decode(deep)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(
            () ->
                new OperationRecord(
                    "0".repeat(32), LogEntrySamples.TIME, "\uD83D", "x", "", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    List<PackRow> rows =
        Collections.nCopies(120, new PackRow(Kind.NODE, LogEntry.NO_ENTRY, 1L << 31, 1, 1));
    assertThat(RecentPack.of(PackId.random(), 1, rows).table()).isEmpty();
    assertThat(RecentPack.of(PackId.random(), 1, rows.subList(0, 90)).table()).isPresent();
  }

  @Test
  void keysSortNewestFirst() {
    assertThat(LogKey.of(1)).isEqualTo("log/003ffffffffff/ffffffffffffe");
    assertThat(LogKey.of(1_023)).isEqualTo("log/003ffffffffff/ffffffffffc00");
    assertThat(LogKey.of(1_024)).isEqualTo("log/003fffffffffe/ffffffffffbff");
    assertThat(LogKey.of(LogKey.MAX_SEQUENCE)).isEqualTo("log/0000000000000/0000000000000");
    for (long n : new long[] {1, 2, 1_023, 1_024, 1L << 40, LogKey.MAX_SEQUENCE - 1}) {
      assertThat(LogKey.of(n + 1)).isLessThan(LogKey.of(n));
      assertThat(LogKey.sequence(LogKey.of(n))).isEqualTo(OptionalLong.of(n));
    }
    for (String other :
        List.of(
            "log/003ffffffffff",
            "log/003fffffffffe/ffffffffffffe",
            "log/003ffffffffff/FFFFFFFFFFFFE",
            "log/003ffffffffff/fffffffffffff",
            "log/003ffffffffff/ffffffffffffe0")) {
      assertThat(LogKey.sequence(other)).as(other).isEmpty();
    }
  }

  static Stream<Map.Entry<String, byte[]>> golden() {
    return LogEntrySamples.golden().entrySet().stream();
  }

  /** Run with {@code -Dgolden.write=DIRECTORY} to write the files of a new version. */
  @ParameterizedTest
  @MethodSource
  void golden(Map.Entry<String, byte[]> file) throws IOException {
    String name = file.getKey();
    String target = System.getProperty("golden.write", "");
    if (!target.isEmpty()) {
      Files.createDirectories(Path.of(target));
      Files.write(Path.of(target, name), file.getValue());
    }
    byte[] stored;
    try (InputStream in =
        Objects.requireNonNull(
            LogEntryCodecTest.class.getResourceAsStream("/golden/v1/log/" + name), name)) {
      stored = in.readAllBytes();
    }
    assertThat(stored).isEqualTo(file.getValue());
    if (name.startsWith("damaged")) {
      assertThatThrownBy(() -> LogEntryCodec.decode(stored)).isInstanceOf(MalformedException.class);
    } else if (name.equals("future-version.entry")) {
      assertThatThrownBy(() -> LogEntryCodec.decode(stored))
          .isInstanceOf(UnsupportedVersionException.class);
    } else if (name.equals("future-reader-feature.entry")) {
      assertThatThrownBy(() -> LogEntryCodec.decode(stored))
          .isInstanceOfSatisfying(
              UnsupportedFeatureException.class,
              e -> assertThat(e.features()).containsExactly("telepathy"));
    } else if (name.equals("future-writer-feature.entry")) {
      assertThat(LogEntryCodec.decode(stored).state().missingWriterFeatures())
          .containsExactly("telepathy");
    } else if (name.endsWith(".entry")) {
      assertThat(LogEntryCodec.encode(LogEntryCodec.decode(stored))).isEqualTo(stored);
    }
  }

  /** The values that the format's document gives. */
  @Test
  void digestsOfTheDocument() {
    assertThat(Hash.of(LogEntryCodec.encode(LogEntrySamples.first())))
        .hasToString("f95989dadc2c58b51972aada6c63d83c9143efbceae09e653b17f6ac98bc426e");
    assertThat(Hash.of(BYTES))
        .hasToString("7050118e1b8a07ada43f79a8e589eca6a69f4518183c1180600a039541aaf26b");
  }

  private static void assertRefused(byte[] bad) {
    try {
      LogEntryCodec.decode(bad);
    } catch (MalformedException | UnsupportedVersionException e) {
      return;
    }
    throw new AssertionError("damage was not noticed");
  }
}
