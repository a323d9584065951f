package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileEntryTest {
  private static FileEntry random(Random random) {
    String attributes = random.nextBoolean() ? "" : "{\"n\":" + random.nextInt(1000) + "}";
    if (random.nextInt(5) == 0) {
      return FileEntry.DIRECTORY_ENTRY.withAttributes(attributes);
    }
    List<ChunkRef> content = new ArrayList<>();
    int listLevel = random.nextInt(4) == 0 ? 1 + random.nextInt(ChunkList.MAX_LEVEL) : 0;
    long length = 0;
    for (int n = listLevel > 0 ? 1 : random.nextInt(FileEntry.MAX_CHUNKS + 1); n > 0; n--) {
      ChunkRef chunk = ObjectSamples.chunk("" + random.nextInt(), random.nextLong() >>> 8);
      length += chunk.length();
      content.add(chunk);
    }
    return new FileEntry(
        false,
        length,
        content,
        listLevel,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))),
        random.nextBoolean(),
        random.nextInt(5),
        attributes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void entriesSurvive(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      FileEntry entry = random(random);
      byte[] bytes = entry.encode();
      assertThat(FileEntry.decode(bytes)).isEqualTo(entry);
      assertThat(FileEntry.external(bytes)).isEmpty();
      assertThat(FileEntry.measure(bytes, 0, bytes.length))
          .isEqualTo(entry.directory() ? -1 : entry.length());
    }
  }

  /** One entry, one encoding: what is read has the bytes that it was read from. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void damagedEntriesAreRefusedOrOthers(int seed) {
    Random random = new Random(seed);
    byte[] bytes = random(random).encode();
    Mutations.flips(bytes).forEach(FileEntryTest::assertOneMeaning);
    Mutations.lengths(bytes).forEach(FileEntryTest::assertOneMeaning);
    for (int i = 0; i < 2_000; i++) {
      assertOneMeaning(Mutations.random(bytes, random));
    }
  }

  private static void assertOneMeaning(byte[] bytes) {
    Mutations.decoded(() -> FileEntry.decode(bytes))
        .ifPresent(entry -> assertThat(entry.encode()).isEqualTo(bytes));
    Mutations.decoded(() -> FileEntry.measure(bytes, 0, bytes.length));
    Mutations.decoded(() -> FileEntry.external(bytes));
  }

  @Test
  void theShortFormNamesTheObject() {
    Hash id = Hash.of("value".getBytes(UTF_8));
    for (FileEntry entry : List.of(ObjectSamples.fullFile(), ObjectSamples.directory())) {
      byte[] bytes = FileEntry.encodeExternal(entry, id);
      assertThat(FileEntry.external(bytes)).contains(id);
      assertThat(FileEntry.measure(bytes, 0, bytes.length))
          .isEqualTo(entry.directory() ? -1 : entry.length());
      assertThatThrownBy(() -> FileEntry.decode(bytes)).isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "04, 'an entry of kind 4, which this version has not'",
    "80, 'an entry of kind 128, which this version has not'",
    "00 00 10 00 00, 'an entry with flags 16, which this version has not'",
    "01 01, 'an entry with flags 1, which this version has not'",
    "00 00 08 00 00 00, an entry that says that it has what it has not",
    "00 00 04 00 00 00, an entry that says that it has what it has not",
    "00 00 00 0a 01, a file with 1 chunk lists of level 10",
    "00 00 00 01 00, a file with 0 chunk lists of level 1",
    "00 05 00 00 00, a file of 5 bytes whose chunks have 0",
    "00 80 00 00 00 00, number at 3 is not in its shortest form",
    "00 00 00 00 06, 'number before 5 is 6, over 5'",
    "01 08 81 80 40, 'number before 5 is 1048577, over 1048576'",
    "01 08 02 c3 28, text at 3 is not UTF-8",
    "00 00 02 00 00 00 00 00 00 00 00 00 00 00 ca 9a 3b, a time out of range",
    "01 00 00, 1 bytes too many at 2",
    "00 ff ff ff ff ff ff ff ff ff, number before 10 is longer than nine bytes"
  })
  void refusesWhatThisVersionHasNot(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> FileEntry.decode(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }

  @Test
  void lengthsThatOverflowAreRefused() {
    ByteWriter out = new ByteWriter(100).u8(0).varint(Long.MAX_VALUE).u8(0).u8(0).varint(2);
    for (int i = 0; i < 2; i++) {
      out.hash(Hash.of(new byte[0])).varint(Long.MAX_VALUE);
    }
    assertThatThrownBy(() -> FileEntry.decode(out.toBytes()))
        .isInstanceOf(MalformedException.class)
        .hasMessage("lengths that add up to more than 2^63 bytes");
  }
}
