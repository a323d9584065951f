package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiersTest {
  private final List<IndexRef> oldestFirst = new ArrayList<>();
  private int most;
  private long added;
  private long written;
  private long names;

  private void add(long bytes) {
    oldestFirst.add(ref(bytes));
    added += bytes;
    written += bytes;
    for (List<IndexRef> merge = next(); !merge.isEmpty(); merge = next()) {
      assertThat(merge).hasSizeGreaterThan(1);
      int at = oldestFirst.indexOf(merge.get(merge.size() - 1));
      List<IndexRef> place = oldestFirst.subList(at, at + merge.size());
      List<IndexRef> expected = new ArrayList<>(place);
      Collections.reverse(expected);
      assertThat(merge).isEqualTo(expected);
      long sum = merge.stream().mapToLong(IndexRef::length).sum();
      assertThat(sum).isLessThanOrEqualTo(IndexLayout.MAX_BYTES);
      place.clear();
      oldestFirst.add(at, ref(sum));
      written += sum;
    }
    most = Math.max(most, oldestFirst.size());
  }

  private List<IndexRef> next() {
    List<IndexRef> newestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(newestFirst);
    return Tiers.next(newestFirst);
  }

  private IndexRef ref(long bytes) {
    return new IndexRef(String.format("%032x", names++), bytes, (int) (bytes / 43));
  }

  private void addMany(int count, LongSupplier bytes) {
    for (int i = 0; i < count; i++) {
      add(bytes.getAsLong());
    }
  }

  @Test
  void aMillionSmallAdditionsStayFewObjects() {
    addMany(1_000_000, () -> 1000);
    assertThat(most).isLessThanOrEqualTo(7 * 7);
    assertThat(written).isLessThan(added * 9);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void additionsOfAllSizesStayFewObjects(long seed) {
    Random random = new Random(seed);
    addMany(20_000, () -> 200L << random.nextInt(13));
    assertThat(most).isLessThanOrEqualTo(8 * 7);
    assertThat(written).isLessThan(added * 12);
  }

  @Test
  void smallOnesBetweenLargeOnesAreMerged() {
    Random random = new Random(7);
    addMany(20_000, () -> random.nextInt(4) == 0 ? 3_000_000 : 1000);
    long full = oldestFirst.stream().filter(r -> r.length() > IndexLayout.MAX_BYTES / 3).count();
    assertThat(full).isGreaterThan(10);
    assertThat(most).isLessThan((int) (3 * full) + 8 * 7);
    assertThat(written).isLessThan(added * 8);
  }

  @Test
  void additionsOfImportsReachTheGreatestLengthAndStop() {
    addMany(400, () -> 100_000_000);
    long small = oldestFirst.stream().filter(r -> r.length() < IndexLayout.MAX_BYTES / 3).count();
    assertThat(small).isLessThan(8);
    assertThat(written).isLessThan(added * 4);
  }
}
