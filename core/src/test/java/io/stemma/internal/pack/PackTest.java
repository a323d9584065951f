package io.stemma.internal.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunk.TestBytes;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackHeader;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.pack.TestPack.Chunk;
import io.stemma.storage.NoSuchObjectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {
  private final TestStore store = new TestStore();
  private final PackReader reader = new PackReader(store);
  private final PackId id = new PackId(0x0123456789abcdefL, 0xfedcba9876543210L);

  @AfterEach
  void close() {
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatIsWrittenIsRead(long seed) throws IOException {
    List<Chunk> chunks = TestPack.chunks(seed, 60, 300_000);
    PackTable table = TestPack.write(store, id, chunks);
    assertThat(table.rows()).hasSize(chunks.size());
    assertThat(reader.readTable(id, table.length())).isEqualTo(table);
    for (Chunk chunk : chunks) {
      byte[] bytes = chunk.bytes();
      Location at = TestPack.find(table, chunk);
      assertThat(reader.read(at, chunk.kind(), chunk.id())).isEqualTo(bytes);
      byte[] target = new byte[bytes.length + 9];
      reader.readInto(at, chunk.kind(), chunk.id(), target, 4, bytes.length);
      assertThat(Arrays.copyOfRange(target, 4, 4 + bytes.length)).isEqualTo(bytes);
    }
    assertThat(reader.verify(id).faults()).isEmpty();
    assertThat(reader.verify(id).table()).contains(table);
  }

  @Test
  void anEmptyPackIsAPack() throws IOException {
    PackTable table = TestPack.write(store, id, List.of());
    assertThat(table.length()).isEqualTo(80);
    assertThat(reader.readTable(id, 80).rows()).isEmpty();
    assertThat(reader.verify(id).sound()).isTrue();
  }

  @Test
  void framesLieBackToBackBehindTheHeader() throws IOException {
    PackTable table = TestPack.write(store, id, TestPack.chunks(4, 50, 200_000));
    long end = PackHeader.BYTES;
    int slot = 0;
    for (PackRow row : table.rows()) {
      slot = row.offset() == end ? 0 : slot + 1;
      assertThat(row.slot()).isEqualTo(slot);
      end = slot == 0 ? row.offset() + row.length() : end;
      if (slot > 0) {
        assertThat(row.offset() + row.length()).isEqualTo(end);
      }
    }
  }

  @Test
  void dataAndMetadataNeverShareAFrame() throws IOException {
    PackTable table = TestPack.write(store, id, TestPack.chunks(5, 200, 3000));
    table.rows().stream()
        .collect(Collectors.groupingBy(PackRow::offset))
        .values()
        .forEach(
            frame ->
                assertThat(frame.stream().map(row -> row.kind() == Kind.DATA).distinct())
                    .hasSize(1));
  }

  @Test
  void textAndNumbersNeverShareAFrame() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      chunks.add(new Chunk(Kind.DATA, TestBytes.int16(i, 500)));
      chunks.add(new Chunk(Kind.DATA, ("{\"shot\": " + i + "}").getBytes(US_ASCII)));
    }
    PackTable table = TestPack.write(store, id, chunks);
    assertThat(table.rows().stream().map(PackRow::offset).distinct()).hasSize(2);
    assertThat(table.rows().get(19).slot()).isEqualTo(19);
    assertThat(table.rows().get(20).slot()).isEqualTo(0);
  }

  @Test
  void groupsEndAtTheirBounds() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 2 * FrameHeader.MAX_CHUNKS + 1; i++) {
      chunks.add(new Chunk(Kind.DATA, new byte[] {0, (byte) i, (byte) (i >>> 8)}));
    }
    PackTable table = TestPack.write(store, id, chunks);
    assertThat(table.rows().stream().map(PackRow::offset).distinct()).hasSize(3);
    assertThat(table.rows().get(FrameHeader.MAX_CHUNKS - 1).slot())
        .isEqualTo(FrameHeader.MAX_CHUNKS - 1);
    Chunk last = chunks.get(chunks.size() - 1);
    assertThat(reader.read(TestPack.find(table, last), Kind.DATA, last.id()))
        .isEqualTo(last.bytes());
    assertThat(reader.verify(id).sound()).isTrue();
  }

  @Test
  void aChunkThatIsNotSmallIsAloneInItsFrame() throws IOException {
    List<Chunk> chunks =
        Stream.of(FrameBuilder.SMALL - 1, FrameBuilder.SMALL, 1, 2)
            .map(length -> new Chunk(Kind.DATA, TestBytes.random(length, length)))
            .toList();
    PackTable table = TestPack.write(store, id, chunks);
    assertThat(table.rows()).extracting(PackRow::slot).containsExactly(0, 0, 1, 2);
    assertThat(table.rows().get(0).id()).isEqualTo(chunks.get(1).id());
  }

  @Test
  void theLongestChunkFitsAndALongerOneIsRefused() throws IOException {
    Chunk longest = new Chunk(Kind.VALUE, TestBytes.random(1, FrameHeader.MAX_PLAIN));
    PackTable table = TestPack.write(store, id, List.of(longest));
    assertThat(table.rows().get(0).length()).isLessThan(1 << 24);
    assertThat(reader.read(TestPack.find(table, longest), Kind.VALUE, longest.id()))
        .isEqualTo(longest.bytes());
    Chunk longer = new Chunk(Kind.VALUE, new byte[FrameHeader.MAX_PLAIN + 1]);
    assertThatThrownBy(() -> TestPack.write(store, PackId.random(), List.of(longer)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWaitsForItsGroupCanBeSeen() throws IOException {
    List<Chunk> chunks = TestPack.chunks(8, 20, 2000);
    try (FrameEncoder encoder = new FrameEncoder();
        PackWriter writer = new PackWriter(store.create(id.key()), id)) {
      FrameBuilder builder = new FrameBuilder(encoder, writer);
      CodecChoice choice = new CodecChoice();
      for (Chunk chunk : chunks) {
        TestPack.add(builder, choice, chunk);
        assertThat(builder.pending(chunk.kind(), chunk.id()))
            .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(chunk.bytes()));
      }
      assertThat(builder.pending(Kind.DATA, Hash.of(new byte[77]))).isEmpty();
      assertThat(writer.rows()).isEmpty();
      builder.flush();
      assertThat(writer.rows()).hasSize(20);
      Chunk first = chunks.get(0);
      assertThat(builder.pending(first.kind(), first.id())).isEmpty();
    }
    assertThat(store.objects).isEmpty();
  }

  @Test
  void packsAreWrittenInLargePieces() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chunks.add(new Chunk(Kind.DATA, TestBytes.random(i, 100_000)));
    }
    TestPack.write(store, id, chunks);
    assertThat(store.writes.subList(0, store.writes.size() - 1)).containsOnly(1 << 20);
  }

  @Test
  void aLongTableTakesTwoReadsAndAShortOneOne() throws IOException {
    PackTable table = TestPack.write(store, id, TestPack.chunks(1, 3000, 10));
    store.reads = 0;
    assertThat(reader.readTable(id, table.length())).isEqualTo(table);
    assertThat(store.reads).isEqualTo(2);
    PackId other = PackId.random();
    PackTable small = TestPack.write(store, other, TestPack.chunks(1, 300, 10));
    store.reads = 0;
    assertThat(reader.readTable(other, small.length())).isEqualTo(small);
    assertThat(store.reads).isEqualTo(1);
  }

  @Test
  void aFrameIsDecodedOnceForAllItsSlots() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      chunks.add(new Chunk(Kind.DATA, TestBytes.int16(i, 500 + i)));
    }
    PackTable table = TestPack.write(store, id, chunks);
    PackRow first = table.rows().get(0);
    DecodedFrame frame = reader.frame(id, first.offset(), first.length());
    assertThat(frame.count()).isEqualTo(chunks.size());
    for (int slot = 0; slot < frame.count(); slot++) {
      byte[] bytes = chunks.get(slot).bytes();
      assertThat(frame.length(slot)).isEqualTo(bytes.length);
      assertThat(frame.bytes(slot, Kind.DATA, Hash.of(bytes))).isEqualTo(bytes);
    }
    assertThatThrownBy(() -> frame.length(frame.count())).isInstanceOf(MalformedException.class);
  }

  @Test
  void theWrongIdKindSlotOrLengthIsRefused() throws IOException {
    byte[] bytes = TestBytes.int16(1, 5000);
    Chunk chunk = new Chunk(Kind.DATA, bytes);
    PackTable table = TestPack.write(store, id, List.of(chunk));
    Location at = TestPack.find(table, chunk);
    Hash hash = chunk.id();
    assertThatThrownBy(() -> reader.read(at, Kind.DATA, Hash.of(new byte[1])))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(id.toString())
        .hasMessageContaining("offset 40");
    assertThatThrownBy(() -> reader.read(at, Kind.NODE, hash))
        .isInstanceOf(MalformedException.class);
    Location slot = new Location(id, at.offset(), at.length(), 1);
    assertThatThrownBy(() -> reader.read(slot, Kind.DATA, hash))
        .isInstanceOf(MalformedException.class);
    Location shorter = new Location(id, at.offset(), at.length() - 1, 0);
    assertThatThrownBy(() -> reader.read(shorter, Kind.DATA, hash))
        .isInstanceOf(MalformedException.class);
    Location behind = new Location(id, table.length() - 10, at.length(), 0);
    assertThatThrownBy(() -> reader.read(behind, Kind.DATA, hash))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("cut");
    assertThatThrownBy(() -> reader.readInto(at, Kind.DATA, hash, new byte[6000], 0, 5001))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void aMissingPackIsNotDamage() {
    Location at = new Location(id, 40, 100, 0);
    assertThatThrownBy(() -> reader.read(at, Kind.DATA, Hash.of(new byte[0])))
        .isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> reader.verify(id)).isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> reader.readTable(id, 80)).isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void aNameThatIsTakenIsAnError() throws IOException {
    TestPack.write(store, id, List.of());
    assertThatThrownBy(() -> TestPack.write(store, id, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(id.key());
  }

  @Test
  void aFinishedPackTakesNoMore() throws IOException {
    try (PackWriter writer = new PackWriter(store.create(id.key()), id);
        FrameEncoder encoder = new FrameEncoder()) {
      writer.finish();
      byte[] bytes = new byte[5];
      EncodedFrame frame = encoder.encode(Kind.NODE, Hash.of(bytes), bytes, 0, 5);
      assertThatThrownBy(() -> writer.append(frame)).isInstanceOf(IOException.class);
      assertThatThrownBy(writer::finish).isInstanceOf(IOException.class);
    }
  }

  @Test
  void severalThreadsBuildOnePackAndReadIt() throws Exception {
    List<List<Chunk>> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(TestPack.chunks(100 + i, 40, 150_000));
    }
    PackTable table;
    try (PackWriter writer = new PackWriter(store.create(id.key()), id)) {
      Object lock = new Object();
      FrameSink sink =
          frame -> {
            synchronized (lock) {
              writer.append(frame);
            }
          };
      inParallel(parts, part -> build(part, sink));
      table = writer.finish();
    }
    assertThat(reader.verify(id).sound()).isTrue();
    inParallel(
        parts,
        part -> {
          for (Chunk chunk : part) {
            Location at = TestPack.find(table, chunk);
            assertThat(reader.read(at, chunk.kind(), chunk.id())).isEqualTo(chunk.bytes());
          }
        });
  }

  private static void build(List<Chunk> part, FrameSink sink) throws IOException {
    try (FrameEncoder encoder = new FrameEncoder()) {
      FrameBuilder builder = new FrameBuilder(encoder, sink);
      CodecChoice choice = new CodecChoice();
      for (Chunk chunk : part) {
        TestPack.add(builder, choice, chunk);
      }
      builder.flush();
    }
  }

  private interface Work {
    void on(List<Chunk> part) throws IOException;
  }

  private static void inParallel(List<List<Chunk>> parts, Work work) throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (List<Chunk> part : parts) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.on(part);
                } catch (IOException | RuntimeException | AssertionError e) {
                  failures.add(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
