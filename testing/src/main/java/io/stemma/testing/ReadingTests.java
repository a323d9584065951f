package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading ranges. */
abstract class ReadingTests extends ContractTests {

  @Test
  void aMissingObjectIsNamed() {
    for (String key : new String[] {"a", "a/b", "a/b/c"}) {
      assertThatThrownBy(() -> store.read(key, 0, 10))
          .isInstanceOfSatisfying(
              NoSuchObjectException.class, e -> assertThat(e.key()).isEqualTo(key))
          .hasMessageContaining(key);
    }
  }

  @Test
  void aMissingObjectIsMissedByEmptyRangesToo() {
    assertThatThrownBy(() -> store.read("a", 0, 0)).isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> store.read("a", Long.MAX_VALUE, 1))
        .isInstanceOf(NoSuchObjectException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRangeIsCutAtTheEnd(long seed) throws IOException {
    byte[] object = randomBytes(seed, 10_000);
    put(store, "a", object);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int offset = random.nextInt(11_000);
      int length = random.nextInt(12_000);
      ObjectRange range = store.read("a", offset, length);
      int from = Math.min(offset, object.length);
      int to = Math.min(offset + length, object.length);
      assertThat(range.objectLength()).isEqualTo(object.length);
      assertThat(content(range)).isEqualTo(Arrays.copyOfRange(object, from, to));
    }
  }

  @Test
  void atAndBehindTheEndThereAreNoBytes() throws IOException {
    put(store, "a", bytes("12345"));
    for (long offset : new long[] {5, 6, 4096, 1L << 31, 1L << 40, Long.MAX_VALUE}) {
      ObjectRange range = store.read("a", offset, Integer.MAX_VALUE);
      assertThat(content(range)).isEmpty();
      assertThat(range.objectLength()).isEqualTo(5);
    }
  }

  @Test
  void aRangeOfNoLengthTellsTheLengthOfTheObject() throws IOException {
    put(store, "a", bytes("12345"));
    ObjectRange range = store.read("a", 2, 0);
    assertThat(content(range)).isEmpty();
    assertThat(range.objectLength()).isEqualTo(5);
  }

  @Test
  void anEmptyObjectReadsAsNoBytes() throws IOException {
    put(store, "a", new byte[0]);
    for (long offset : new long[] {0, 1, Long.MAX_VALUE}) {
      ObjectRange range = store.read("a", offset, 100);
      assertThat(content(range)).isEmpty();
      assertThat(range.objectLength()).isZero();
    }
  }

  @Test
  void theLongestLengthTakesMemoryForTheBytesThatExistOnly() throws IOException {
    put(store, "a", bytes("12345"));
    ObjectRange range = store.read("a", 1, Integer.MAX_VALUE);
    assertThat(range.bytes().capacity()).isLessThan(1 << 20);
    assertThat(content(range)).isEqualTo(bytes("2345"));
  }

  @Test
  void theBufferBelongsToTheCaller() throws IOException {
    put(store, "a", bytes("12345"));
    ObjectRange range = store.read("a", 0, 5);
    assertThat(range.bytes().hasArray()).isTrue();
    Arrays.fill(range.bytes().array(), (byte) 'x');
    assertThat(get(store, "a")).isEqualTo(bytes("12345"));
  }

  @Test
  void negativeRangesAreRefused() throws IOException {
    put("a");
    for (String key : new String[] {"a", "missing"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> store.read(key, -1, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> store.read(key, Long.MIN_VALUE, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> store.read(key, 0, -1));
    }
  }
}
