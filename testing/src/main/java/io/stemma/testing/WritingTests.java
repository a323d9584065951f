package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Creating, what writers do, deleting, making durable. */
abstract class WritingTests extends ContractTests {

  @Test
  void aCreatedObjectIsThereForEveryone() throws IOException {
    assertThat(put(store, "a/b", bytes("hello"))).isEqualTo(CreateOutcome.CREATED);
    assertThat(get(store, "a/b")).isEqualTo(bytes("hello"));
    ObjectStore other = openAgain();
    assertThat(get(other, "a/b")).isEqualTo(bytes("hello"));
    assertThat(keys(other)).containsExactly("a/b");
  }

  @Test
  void objectsOutliveTheStoreThatCreatedThem() throws IOException {
    put("a/b");
    store.close();
    assertThat(get(openAgain(), "a/b")).isEqualTo(bytes("at a/b"));
  }

  @Test
  void placesAreSeparate() throws IOException {
    put("a");
    try (ObjectStore elsewhere = open("elsewhere")) {
      assertThat(keys(elsewhere)).isEmpty();
      assertThat(put(elsewhere, "a", bytes("other"))).isEqualTo(CreateOutcome.CREATED);
    }
    assertThat(get(store, "a")).isEqualTo(bytes("at a"));
  }

  @Test
  void anExistingObjectIsLeftAsItIs() throws IOException {
    put("a");
    assertThat(put(store, "a", bytes("another, longer than the first")))
        .isEqualTo(CreateOutcome.EXISTS);
    assertThat(put(store, "a", new byte[0])).isEqualTo(CreateOutcome.EXISTS);
    assertThat(put(openAgain(), "a", bytes("at a"))).isEqualTo(CreateOutcome.EXISTS);
    assertThat(get(store, "a")).isEqualTo(bytes("at a"));
  }

  @Test
  void nothingIsVisibleBeforeTheCommit() throws IOException {
    try (ObjectWriter writer = store.create("a/b")) {
      writer.write(ByteBuffer.wrap(randomBytes(1, 100_000)));
      assertThatThrownBy(() -> store.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store.sync("a/b")).isInstanceOf(NoSuchObjectException.class);
      assertThat(store.delete("a/b")).isFalse();
      assertThat(keys(store)).isEmpty();
      assertThat(keys(openAgain())).isEmpty();
      assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
    }
    assertThat(get(store, "a/b")).isEqualTo(randomBytes(1, 100_000));
  }

  @Test
  void anAbandonedWriterLeavesNothing() throws IOException {
    try (ObjectWriter writer = store.create("a/b")) {
      writer.write(ByteBuffer.wrap(bytes("not to stay")));
    }
    assertThatThrownBy(() -> store.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    assertThat(keys(store)).isEmpty();
    put("a/b");
  }

  @Test
  void ofSeveralWritersForOneKeyTheFirstToCommitCreates() throws IOException {
    try (ObjectWriter first = store.create("a");
        ObjectWriter second = openAgain().create("a");
        ObjectWriter third = store.create("a")) {
      first.write(ByteBuffer.wrap(bytes("first")));
      second.write(ByteBuffer.wrap(bytes("second")));
      assertThat(second.commit()).isEqualTo(CreateOutcome.CREATED);
      first.write(ByteBuffer.wrap(bytes("!")));
      assertThat(first.commit()).isEqualTo(CreateOutcome.EXISTS);
      assertThat(third.commit()).isEqualTo(CreateOutcome.EXISTS);
    }
    assertThat(get(store, "a")).isEqualTo(bytes("second"));
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    try (ObjectWriter writer = store.create("empty")) {
      assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
    }
    assertThat(get(store, "empty")).isEmpty();
    assertThat(infos(store, "", "", 9).get(0).length()).isZero();
    assertThat(put(store, "empty", bytes("x"))).isEqualTo(CreateOutcome.EXISTS);
  }

  @Test
  void buffersOfEveryKindAreWrittenFromPositionToLimit() throws IOException {
    byte[] all = randomBytes(2, 5_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(all.length).put(all).flip();
    ByteBuffer heap = ByteBuffer.wrap(all);
    ByteBuffer slice = ByteBuffer.wrap(all, 100, 4_900).slice();
    ByteBuffer[] kinds = {heap, direct, heap.asReadOnlyBuffer(), direct.asReadOnlyBuffer(), slice};
    for (int i = 0; i < kinds.length; i++) {
      ByteBuffer kind = kinds[i];
      int shift = i == 4 ? 100 : 0; // the slice begins there
      kind.position(1_000 - shift).limit(4_000 - shift);
      try (ObjectWriter writer = store.create("kind/" + i)) {
        writer.write(ByteBuffer.allocate(0));
        writer.write(kind);
        assertThat(kind.remaining()).isZero();
        assertThat(kind.limit()).isEqualTo(4_000 - shift);
        writer.write(kind);
        assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
      }
      assertThat(get(store, "kind/" + i)).isEqualTo(Arrays.copyOfRange(all, 1_000, 4_000));
    }
    assertThat(all).isEqualTo(randomBytes(2, 5_000));
  }

  @Test
  void aBufferCanBeReusedOnceItIsWritten() throws IOException {
    byte[] expected = new byte[50 * 700];
    ByteBuffer buffer = ByteBuffer.allocate(700);
    try (ObjectWriter writer = store.create("a")) {
      for (int i = 0; i < 50; i++) {
        byte[] piece = randomBytes(i, 700);
        System.arraycopy(piece, 0, expected, i * 700, 700);
        buffer.clear().put(piece).flip();
        writer.write(buffer);
      }
      Arrays.fill(buffer.array(), (byte) 0);
      writer.commit();
    }
    assertThat(get(store, "a")).isEqualTo(expected);
  }

  @Test
  void aLargeObjectIsStreamed() throws IOException, NoSuchAlgorithmException {
    int pieces = 41;
    MessageDigest written = MessageDigest.getInstance("SHA-256");
    Random sizes = new Random(3);
    long length = 0;
    try (ObjectWriter writer = store.create("large")) {
      for (int i = 0; i < pieces; i++) {
        byte[] piece = randomBytes(i, 1 + sizes.nextInt(1 << 20));
        written.update(piece);
        length += piece.length;
        writer.write(ByteBuffer.wrap(piece));
      }
      assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
    }
    MessageDigest read = MessageDigest.getInstance("SHA-256");
    for (long at = 0; at < length; at += 1 << 20) {
      read.update(store.read("large", at, 1 << 20).bytes());
    }
    assertThat(read.digest()).isEqualTo(written.digest());
    assertThat(infos(store, "large", "", 1).get(0).length()).isEqualTo(length);
  }

  @Test
  void aWriterIsCommittedOnce() throws IOException {
    try (ObjectWriter writer = store.create("a")) {
      writer.write(ByteBuffer.wrap(bytes("once")));
      writer.commit();
      assertThatIOException().isThrownBy(writer::commit);
      assertThatIOException().isThrownBy(() -> writer.write(ByteBuffer.allocate(1)));
    }
    assertThat(get(store, "a")).isEqualTo(bytes("once"));
  }

  @Test
  void aClosedWriterOnlyCloses() throws IOException {
    ObjectWriter writer = store.create("a");
    writer.write(ByteBuffer.wrap(bytes("x")));
    writer.close();
    assertThatCode(writer::close).doesNotThrowAnyException();
    assertThatIOException().isThrownBy(() -> writer.write(ByteBuffer.allocate(1)));
    assertThatIOException().isThrownBy(writer::commit);
    assertThat(keys(store)).isEmpty();
  }

  @Test
  void closingACommittedWriterTwiceLeavesItsObject() throws IOException {
    ObjectWriter writer = store.create("a");
    writer.commit();
    writer.close();
    writer.close();
    assertThatIOException().isThrownBy(writer::commit);
    assertThat(get(store, "a")).isEmpty();
  }

  @Test
  void aDeletedObjectIsGoneAndItsKeyFree() throws IOException {
    put("a/b", "a/c");
    ObjectStore other = openAgain();
    assertThat(get(other, "a/b")).isEqualTo(bytes("at a/b"));
    assertThat(store.delete("a/b")).isTrue();
    assertThat(store.delete("a/b")).isFalse();
    for (ObjectStore each : new ObjectStore[] {store, other}) {
      assertThatThrownBy(() -> each.read("a/b", 0, 1)).isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> each.sync("a/b")).isInstanceOf(NoSuchObjectException.class);
      assertThat(keys(each)).containsExactly("a/c");
    }
    assertThat(put(store, "a/b", bytes("anew, and longer"))).isEqualTo(CreateOutcome.CREATED);
    assertThat(get(store, "a/b")).isEqualTo(bytes("anew, and longer"));
    assertThat(get(other, "a/b")).isEqualTo(bytes("anew, and longer"));
  }

  @Test
  void deletingWhatIsNotThereIsNoError() throws IOException {
    assertThat(store.delete("nothing")).isFalse();
    assertThat(store.delete("nothing/below/this")).isFalse();
  }

  @Test
  void syncAcceptsWhatIsThereAndMissesWhatIsNot() throws IOException {
    put("a/b");
    store.sync("a/b");
    store.sync("a/b");
    openAgain().sync("a/b");
    assertThat(get(store, "a/b")).isEqualTo(bytes("at a/b"));
    for (String key : new String[] {"b", "a/c", "c/d/e"}) {
      assertThatThrownBy(() -> store.sync(key))
          .isInstanceOfSatisfying(
              NoSuchObjectException.class, e -> assertThat(e.key()).isEqualTo(key));
    }
  }
}
