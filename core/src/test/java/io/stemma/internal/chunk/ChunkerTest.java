package io.stemma.internal.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
  private static final int MIB = 1 << 20;

  private static List<Integer> ends(byte[] bytes) {
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      at += Chunker.cut(bytes, at, bytes.length - at);
      ends.add(at);
    }
    return ends;
  }

  /** The bytes of docs/FORMAT.md: {@code x = x * 6364136223846793005 + 1}, highest byte of each. */
  private static byte[] documented(int length) {
    byte[] bytes = new byte[length];
    long x = 0;
    for (int i = 0; i < length; i++) {
      x = x * 6364136223846793005L + 1;
      bytes[i] = (byte) (x >>> 56);
    }
    return bytes;
  }

  @Test
  void gearTableIsThatOfTheFormat() {
    long[] gear = Chunker.gear();
    assertThat(gear).hasSize(256);
    assertThat(gear[0]).isEqualTo(0x91f6dfaa73065974L);
    assertThat(gear[1]).isEqualTo(0x048c251de729efb2L);
    assertThat(gear[255]).isEqualTo(0x744c54c7288e0185L);
  }

  @Test
  void boundariesAreThoseOfTheFormat() {
    byte[] bytes = documented(8 * MIB);
    assertThat(ends(bytes))
        .containsExactly(
            589715, 1059986, 1639086, 2235236, 2851781, 3400702, 4155149, 4694714, 5285863, 5816592,
            6445101, 6848647, 7321786, 7859430, 8388608);
    assertThat(Hash.of(bytes, 0, 589715))
        .hasToString("48fd62a377e3a77327ad5b805b34188446260a7d592ee90b1238b7431161ebff");
  }

  @Test
  void equalBytesAreCutAtTheLongest() {
    assertThat(ends(new byte[5 * MIB])).containsExactly(2 * MIB, 4 * MIB, 5 * MIB);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void lengthsKeepTheirBounds(long seed) {
    byte[] bytes = TestBytes.random(seed, 24 * MIB);
    List<Integer> ends = ends(bytes);
    int start = 0;
    for (int end : ends) {
      assertThat(end - start).isLessThanOrEqualTo(Chunker.MAX);
      if (end < bytes.length) {
        assertThat(end - start).isGreaterThan(Chunker.MIN);
      }
      start = end;
    }
    int average = bytes.length / ends.size();
    assertThat(average).isBetween(400 << 10, 800 << 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, Chunker.MIN - 1, Chunker.MIN})
  void shortBytesAreOneChunk(int length) {
    assertThat(Chunker.cut(TestBytes.random(7, length + 5), 5, length)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void moreBytesThanTheLongestChunkMakeNoDifference(long seed) {
    byte[] bytes = TestBytes.random(seed, 6 * MIB);
    int at = 0;
    for (int end : ends(bytes)) {
      int window = Math.min(Chunker.MAX, bytes.length - at);
      byte[] moved = new byte[window + 3];
      System.arraycopy(bytes, at, moved, 3, window);
      assertThat(Chunker.cut(moved, 3, window)).isEqualTo(end - at);
      at = end;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anInsertionChangesOnlyChunksNearby(long seed) {
    byte[] before = TestBytes.random(seed, 12 * MIB);
    int where = 5 * MIB + 12_345;
    byte[] after = new byte[before.length + 7];
    System.arraycopy(before, 0, after, 0, where);
    System.arraycopy(before, where, after, where + 7, before.length - where);
    Set<Integer> tails = new HashSet<>();
    ends(before).forEach(end -> tails.add(before.length - end));
    List<Integer> changed =
        ends(after).stream().filter(end -> !tails.contains(after.length - end)).toList();
    assertThat(changed.stream().filter(end -> end > where)).hasSizeLessThanOrEqualTo(4);
    List<Integer> head = ends(before).stream().filter(end -> end <= where).toList();
    assertThat(ends(after).subList(0, head.size())).isEqualTo(head);
  }

  @Test
  void aBoundaryDependsOnTheBytesBeforeItOnly() {
    byte[] bytes = TestBytes.random(9, 4 * MIB);
    int cut = Chunker.cut(bytes, 0, bytes.length);
    assertThat(cut).isLessThan(Chunker.MAX);
    Arrays.fill(bytes, cut, bytes.length, (byte) 1);
    assertThat(Chunker.cut(bytes, 0, bytes.length)).isEqualTo(cut);
  }
}
