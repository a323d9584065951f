package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The index objects that the format's documentation describes, as files. Run with {@code
 * -Dstemma.golden.write=true} to write them anew, which only a change of the format may ask for.
 */
class IndexGoldenTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/v1");
  private static final PackId NAME = PackId.parse("00112233445566778899aabbccddeeff");
  private static final PackId PACK_A = PackId.parse("0123456789abcdef0123456789abcdef");
  private static final PackId PACK_B = PackId.parse("fedcba9876543210fedcba9876543210");

  /** Row i of the files: kinds in turn, packs in turn, places that tell the bytes apart. */
  private static IndexRow row(int i) {
    Kind kind = Kind.ofCode(i % 5);
    byte[] bytes = ("row " + i).getBytes(StandardCharsets.US_ASCII);
    PackId pack = i % 2 == 0 ? PACK_A : PACK_B;
    Location where = new Location(pack, 0x01020304L + i, 0x0a0b0c + i, i % 4096);
    return new IndexRow(kind, kind.id(bytes, 0, bytes.length), where);
  }

  private static NavigableSet<IndexRow> rows(int count) {
    NavigableSet<IndexRow> rows = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  private static byte[] write(int count) throws IOException {
    TinyStore store = new TinyStore();
    try (IndexWriter writer = new IndexWriter(store, NAME, List.of(PACK_B, PACK_A), count)) {
      for (IndexRow row : rows(count)) {
        writer.add(row);
      }
      writer.commit();
    }
    return Objects.requireNonNull(store.objects.get("index/" + NAME));
  }

  private static byte[] golden(int count) throws IOException {
    String file = "index-" + count + ".bin";
    if (Boolean.getBoolean("stemma.golden.write")) {
      Files.write(DIRECTORY.resolve(file), write(count));
    }
    try (InputStream in = IndexGoldenTest.class.getResourceAsStream("/golden/v1/" + file)) {
      return in != null ? in.readAllBytes() : Files.readAllBytes(DIRECTORY.resolve(file));
    }
  }

  @Test
  void whatIsWrittenIsWhatWasWritten() throws IOException {
    for (int count : new int[] {0, 2, 1500}) {
      assertThat(write(count)).as(count + " rows").isEqualTo(golden(count));
    }
  }

  @Test
  void whatWasWrittenCanBeRead() throws IOException {
    for (int count : new int[] {0, 2, 1500}) {
      TinyStore store = new TinyStore();
      byte[] bytes = golden(count);
      store.objects.put("index/" + NAME, bytes);
      IndexRef ref = new IndexRef(NAME.toString(), bytes.length, count);
      IndexReader reader = new IndexReader(store, ref, new IndexCache(1 << 20, 1 << 20));
      reader.verify();
      List<IndexRow> found = new ArrayList<>(IndexReaderTest.all(reader.rows()));
      assertThat(found).containsExactlyElementsOf(rows(count));
      for (IndexRow row : found) {
        assertThat(reader.lookup(row.kind(), row.id())).isEqualTo(row.location());
      }
    }
  }

  @Test
  void theIndexOfTwoRowsIsTheOneInTheDocumentation() throws IOException {
    HexFormat hex = HexFormat.of();
    byte[] bytes = golden(2);
    assertThat(new String(bytes, 0, 15, StandardCharsets.US_ASCII)).isEqualTo("STEMMA 01 INDX ");
    assertThat(hex.formatHex(bytes, 24, 40)).isEqualTo(NAME.toString());
    Hash first = rows(2).first().id();
    assertThat(hex.formatHex(bytes, 40, 72)).isEqualTo(first.toString());
    String document = Files.readString(Path.of("../docs/FORMAT.md"));
    String dump = hex.formatHex(bytes).replaceAll("(.{64})", "$1\n").strip();
    assertThat(document).contains(dump);
  }
}
