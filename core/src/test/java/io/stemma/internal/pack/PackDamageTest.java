package io.stemma.internal.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunk.TestBytes;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.pack.TestPack.Chunk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every byte of a pack matters, and no damaged byte is ever returned. */
class PackDamageTest {
  private final TestStore store = new TestStore();
  private final PackReader reader = new PackReader(store);
  private final PackId id = new PackId(0x0123456789abcdefL, 0xfedcba9876543210L);
  private final List<Chunk> chunks =
      List.of(
          new Chunk(Kind.DATA, TestBytes.int16(1, 600)),
          new Chunk(Kind.DATA, TestBytes.float64(400)),
          new Chunk(Kind.NODE, TestBytes.float32(1, 200)),
          new Chunk(Kind.DATA, TestBytes.int16(2, FrameBuilder.SMALL)),
          new Chunk(Kind.COMMIT, TestBytes.random(2, 50)));

  @AfterEach
  void close() {
    reader.close();
  }

  private byte[] object(PackId pack) {
    byte[] object = store.objects.get(pack.key());
    if (object == null) {
      throw new AssertionError("no pack " + pack);
    }
    return object;
  }

  @Test
  void everyFlippedBitIsFoundAndNeverReadAsData() throws IOException {
    PackTable table = TestPack.write(store, id, chunks);
    byte[] object = object(id);
    Random random = new Random(1);
    for (int i = 0; i < object.length; i += i < 300 || i > object.length - 300 ? 1 : 13) {
      byte flip = (byte) (1 << random.nextInt(8));
      object[i] ^= flip;
      PackVerification found = reader.verify(id);
      assertThat(found.sound()).as("byte %d", i).isFalse();
      int readable = 0;
      for (Chunk chunk : chunks) {
        readable += readsRightOrNotAtAll(TestPack.find(table, chunk), chunk) ? 1 : 0;
      }
      int lost = found.faults().stream().mapToInt(fault -> fault.rows().size()).sum();
      assertThat(readable).as("byte %d", i).isEqualTo(chunks.size() - lost);
      object[i] ^= flip;
    }
    assertThat(reader.verify(id).sound()).isTrue();
  }

  private boolean readsRightOrNotAtAll(Location at, Chunk chunk) throws IOException {
    try {
      assertThat(reader.read(at, chunk.kind(), chunk.id())).isEqualTo(chunk.bytes());
      return true;
    } catch (MalformedException e) {
      assertThat(e).hasMessageContaining(id + ", offset " + at.offset());
      return false;
    }
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    PackTable table = TestPack.write(store, id, chunks);
    byte[] object = object(id);
    for (int length = 0; length < object.length; length += length < 300 ? 1 : 101) {
      store.objects.put(id.key(), Arrays.copyOf(object, length));
      assertThat(reader.verify(id).sound()).as("cut to %d", length).isFalse();
      assertThatThrownBy(() -> reader.readTable(id, table.length()))
          .isInstanceOf(MalformedException.class);
    }
    store.objects.put(id.key(), Arrays.copyOf(object, object.length + 1));
    assertThat(reader.verify(id).sound()).isFalse();
  }

  @Test
  void aPackUnderAnothersNameIsFound() throws IOException {
    PackId other = new PackId(1, 2);
    TestPack.write(store, id, chunks);
    PackTable swapped = TestPack.write(store, other, chunks);
    store.objects.put(id.key(), object(other));
    assertThatThrownBy(() -> reader.readTable(id, swapped.length()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining(id.toString());
    PackVerification found = reader.verify(id);
    assertThat(found.faults()).hasSize(2);
    assertThat(found.table()).isEmpty();
  }

  @Test
  void swappedFramesAreFound() throws IOException {
    List<Chunk> same =
        List.of(
            new Chunk(Kind.DATA, TestBytes.random(1, FrameBuilder.SMALL)),
            new Chunk(Kind.DATA, TestBytes.random(2, FrameBuilder.SMALL)));
    PackTable table = TestPack.write(store, id, same);
    PackRow a = table.rows().get(0);
    PackRow b = table.rows().get(1);
    byte[] object = object(id);
    byte[] first = Arrays.copyOfRange(object, (int) a.offset(), (int) b.offset());
    System.arraycopy(object, (int) b.offset(), object, (int) a.offset(), b.length());
    System.arraycopy(first, 0, object, (int) b.offset(), a.length());
    assertThat(reader.verify(id).faults())
        .extracting(PackFault::rows)
        .containsExactly(List.of(a), List.of(b));
  }

  @Test
  void anotherVersionIsNotCalledDamage() throws IOException {
    PackTable table = TestPack.write(store, id, chunks);
    byte[] object = object(id);
    object[object.length - 1] = '2';
    assertThatThrownBy(() -> reader.readTable(id, table.length()))
        .isInstanceOf(UnsupportedVersionException.class);
    assertThat(reader.verify(id).sound()).isFalse();
  }

  @Test
  void randomBytesAreNoFrameAndNoPack() {
    try (FrameDecoder decoder = new FrameDecoder()) {
      for (int seed = 0; seed < 500; seed++) {
        byte[] bytes = TestBytes.random(seed, seed);
        assertThatThrownBy(() -> decoder.decode(bytes, 0, bytes.length))
            .isInstanceOf(MalformedException.class);
        store.objects.put(id.key(), bytes);
        assertThatThrownBy(() -> reader.readTable(id, bytes.length))
            .isInstanceOf(MalformedException.class);
      }
    }
  }

  /** Frames whose checksums are right and whose claims are not. */
  @Test
  void claimsAreCheckedBeforeMemoryIsAllocated() {
    refused(1, 0, new int[] {FrameHeader.MAX_PLAIN}, 20, "cannot hold");
    refused(0, 0, new int[] {21}, 20, "cannot hold");
    refused(8, 0, new int[] {20}, 20, "codec 8");
    refused(2, 2, new int[] {20}, 20, "phase");
    refused(1, 1, new int[] {20}, 20, "phase");
    refused(1, 0, new int[] {600_000}, 20, "say that they hold");
    byte[] lies = new byte[100];
    FrameHeader.write(lies, 0, 0, new int[] {40, 40}, 2, 80);
    lies[16] = 41;
    seal(lies);
    assertThatThrownBy(() -> FrameHeader.read(lies, 0, 98)).isInstanceOf(MalformedException.class);
  }

  private static void refused(int codec, int phase, int[] lengths, int payload, String why) {
    byte[] frame = new byte[16 + payload];
    int length = FrameHeader.write(frame, codec, phase, lengths, lengths.length, payload);
    try (FrameDecoder decoder = new FrameDecoder()) {
      assertThatThrownBy(() -> decoder.decode(frame, 0, length))
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining(why);
    }
  }

  private static void seal(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, 4, 98 - 4);
    for (int i = 0; i < 4; i++) {
      frame[i] = (byte) (crc.getValue() >>> 8 * i);
    }
  }
}
