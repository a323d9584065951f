package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.storage.NoSuchObjectException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexDamageTest {
  private final TinyStore store = new TinyStore();
  private final Random random = new Random(5);
  private final List<PackId> packs = Rows.packs(random, 4);
  private NavigableSet<IndexRow> rows = Rows.some(random, 200, packs, true);
  private IndexRef ref = new IndexRef("0".repeat(32), 0, 0);

  @BeforeEach
  void write() throws IOException {
    ref = Rows.write(store, packs, rows);
  }

  private IndexReader reader(IndexRef which) {
    return new IndexReader(store, which, new IndexCache(1 << 20, 1 << 20));
  }

  private byte[] bytes() {
    byte[] bytes = Objects.requireNonNull(store.objects.get(ref.key()));
    return bytes;
  }

  @Test
  void everyDamagedByteIsFoundByVerifyAndNoLookupIsWrong() {
    byte[] whole = bytes();
    List<IndexRow> sample = rows.stream().filter(r -> random.nextInt(40) == 0).toList();
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      store.objects.put(ref.key(), damaged);
      assertThat(verifyFinds()).as("byte " + at).isTrue();
      if (at % 7 == 0) {
        checkLookups(sample);
      }
    }
  }

  private boolean verifyFinds() {
    try {
      reader(ref).verify();
      return false;
    } catch (MalformedException e) {
      assertThat(e).hasMessageStartingWith(ref.key() + ": ");
      return true;
    } catch (UnsupportedVersionException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void checkLookups(List<IndexRow> sample) {
    IndexReader reader = reader(ref);
    for (IndexRow row : sample) {
      try {
        assertThat(reader.lookup(row.kind(), row.id())).isEqualTo(row.location());
      } catch (MalformedException | UnsupportedVersionException e) {
        // damage that was noticed
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aTruncatedOrExtendedObjectIsNoticed() {
    byte[] whole = bytes();
    for (int length = 0; length <= whole.length + 1; length += length < 200 ? 1 : 37) {
      if (length == whole.length) {
        continue;
      }
      store.objects.put(ref.key(), Arrays.copyOf(whole, length));
      assertThat(verifyFinds()).isTrue();
      IndexRef cut = new IndexRef(ref.name(), length, ref.rows());
      assertThatThrownBy(() -> reader(cut).verify()).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void anObjectUnderAnothersNameIsNoticed() throws IOException {
    rows = Rows.some(random, 200, packs, false);
    IndexRef other = ref;
    byte[] first = bytes();
    write();
    store.objects.put(ref.key(), first);
    IndexRow row = rows.first();
    IndexRef swapped = new IndexRef(ref.name(), other.length(), other.rows());
    assertThatThrownBy(() -> reader(swapped).lookup(row.kind(), row.id()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("expected index " + ref.name() + ", found index " + other.name());
    assertThatThrownBy(() -> reader(swapped).verify()).isInstanceOf(MalformedException.class);
  }

  @Test
  void aBlockInAnothersPlaceIsNoticed() throws IOException {
    rows = Rows.some(random, 300, packs, false);
    write();
    byte[] whole = bytes();
    int block = 4092 / 42 * 42 + 4; // rows of 42 bytes: 32 + 1 + 9
    byte[] damaged = whole.clone();
    System.arraycopy(whole, 40 + block, damaged, 40, block);
    store.objects.put(ref.key(), damaged);
    IndexRow row = rows.first();
    assertThatThrownBy(() -> reader(ref).lookup(row.kind(), row.id()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("checksum of block 0");
  }

  @Test
  void aMissingObjectIsNotDamage() {
    store.delete(ref.key());
    assertThatThrownBy(() -> reader(ref).verify()).isInstanceOf(NoSuchObjectException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void theNumberOfRowsMustBeTheExpectedOne(int difference) {
    IndexRef wrong = new IndexRef(ref.name(), ref.length(), ref.rows() + difference);
    assertThatThrownBy(() -> reader(wrong).packs()).isInstanceOf(MalformedException.class);
  }

  @Test
  void rowsOutOfOrderOrOfUnknownPacksAreRefused() throws IOException {
    try (IndexWriter writer = new IndexWriter(store, packs.subList(0, 1), 2)) {
      IndexRow last = rows.last();
      PackId unknown = packs.get(1);
      IndexRow strange = Rows.row(random, last.id(), List.of(unknown));
      assertThatThrownBy(() -> writer.add(strange))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(unknown.toString());
    }
    try (IndexWriter writer = new IndexWriter(store, packs, 2)) {
      writer.add(rows.last());
      assertThatThrownBy(() -> writer.add(rows.last()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.add(rows.first()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(store.objects).hasSize(1);
  }
}
