package io.stemma.internal.format.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkListTest {
  private static final String TAG = Kind.CHUNK_LIST.tag();

  private static ChunkList random(Random random, int most) {
    List<ChunkRef> items = new ArrayList<>();
    for (int n = 1 + random.nextInt(most); n > 0; n--) {
      items.add(ObjectSamples.chunk("" + random.nextInt(), random.nextLong() >>> 12));
    }
    return new ChunkList(random.nextInt(ChunkList.MAX_LEVEL + 1), items);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void listsSurvive(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      ChunkList list = random(random, ChunkList.MAX_ITEMS);
      assertThat(ChunkList.decode(list.encode())).isEqualTo(list);
      assertThat(list.length()).isEqualTo(list.items().stream().mapToLong(ChunkRef::length).sum());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void damagedListsAreRefused(int seed) {
    byte[] bytes = random(new Random(seed), 10).encode();
    Mutations.flips(bytes)
        .forEach(bad -> assertThat(Mutations.decoded(() -> ChunkList.decode(bad))).isEmpty());
    Mutations.lengths(bytes)
        .forEach(bad -> assertThat(Mutations.decoded(() -> ChunkList.decode(bad))).isEmpty());
  }

  /** With a right checksum, so that the decoder itself is met. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alteredListsAreRefusedOrOthers(int seed) {
    Random random = new Random(seed);
    byte[] bytes = random(random, 10).encode();
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = Mutations.randomPayload(TAG, bytes, random);
      Mutations.decoded(() -> ChunkList.decode(bad))
          .ifPresent(list -> assertThat(list.encode()).isEqualTo(bad));
    }
  }

  private static byte[] object(int level, int count, long length) {
    ByteWriter out = new ByteWriter(100).u8(level).varint(count);
    for (int i = 0; i < count; i++) {
      out.hash(Hash.of(new byte[0])).varint(length);
    }
    return ObjectHeader.wrap(TAG, out.toBytes());
  }

  @Test
  void bounds() {
    assertThat(ChunkList.decode(object(8, 1, 0)).items()).hasSize(1);
    assertThatThrownBy(() -> ChunkList.decode(object(9, 1, 0)))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a chunk list of level 9 with 1 items");
    assertThatThrownBy(() -> ChunkList.decode(object(0, 0, 0)))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a chunk list of level 0 with 0 items");
    assertThat(ChunkList.decode(object(0, 1024, 1)).length()).isEqualTo(1024);
    assertThatThrownBy(() -> ChunkList.decode(object(0, 1025, 1)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> ChunkList.decode(object(0, 2, Long.MAX_VALUE)))
        .isInstanceOf(MalformedException.class)
        .hasMessage("lengths that add up to more than 2^63 bytes");
  }

  @Test
  void nodesEndByTheLastByteOfAnId() {
    ChunkRef end = new ChunkRef(Hash.parse("f".repeat(62) + "80"), 1);
    ChunkRef inner = new ChunkRef(Hash.parse("0".repeat(62) + "40"), 1);
    assertThat(ChunkList.isBoundary(end, 31)).isFalse();
    assertThat(ChunkList.isBoundary(end, 32)).isTrue();
    assertThat(ChunkList.isBoundary(inner, 32)).isFalse();
    assertThat(ChunkList.isBoundary(inner, 1023)).isFalse();
    assertThat(ChunkList.isBoundary(inner, 1024)).isTrue();
  }
}
