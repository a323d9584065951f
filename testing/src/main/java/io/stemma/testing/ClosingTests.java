package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left of a store that was closed. */
abstract class ClosingTests extends ContractTests {

  @Test
  void closingTwiceIsNoError() throws IOException {
    store.close();
    store.close();
  }

  @Test
  void aClosedStoreRefusesEverything() throws IOException {
    put("a");
    store.close();
    assertThatIOException().isThrownBy(() -> store.create("b"));
    assertThatIOException().isThrownBy(() -> store.read("a", 0, 1));
    assertThatIOException().isThrownBy(() -> store.read("missing", 0, 1));
    assertThatIOException().isThrownBy(() -> store.list("", "", 1).close());
    assertThatIOException().isThrownBy(() -> store.delete("a"));
    assertThatIOException().isThrownBy(() -> store.sync("a"));
    store.close();
    assertThat(keys(openAgain())).containsExactly("a");
  }

  @Test
  void aClosedStoreStillChecksArguments() throws IOException {
    store.close();
    assertThatIllegalArgumentException().isThrownBy(() -> store.create("A"));
    assertThatIllegalArgumentException().isThrownBy(() -> store.read("a", -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> store.list("", "", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> store.delete(""));
    assertThatIllegalArgumentException().isThrownBy(() -> store.sync("/"));
  }

  @Test
  void otherStoresOfTheSamePlaceStayOpen() throws IOException {
    var other = openAgain();
    put("a");
    store.close();
    assertThat(get(other, "a")).isEqualTo(bytes("at a"));
    put(other, "b", bytes("x"));
    assertThat(keys(other)).containsExactly("a", "b");
  }

  @Test
  void openWritersCreateNothing() throws IOException {
    ObjectWriter writer = store.create("a");
    writer.write(ByteBuffer.wrap(bytes("x")));
    store.close();
    assertThatIOException().isThrownBy(() -> writer.write(ByteBuffer.wrap(bytes("y"))));
    assertThatIOException().isThrownBy(writer::commit);
    writer.close();
    writer.close();
    assertThat(keys(openAgain())).isEmpty();
  }

  @Test
  void openListingsFailOrGoOn() throws IOException {
    put("a", "b/c", "d");
    try (Stream<ObjectInfo> objects = store.list("", "", 10)) {
      Iterator<ObjectInfo> iterator = objects.iterator();
      assertThat(iterator.next().key()).isEqualTo("a");
      store.close();
      assertThat(iterator.next().key()).isEqualTo("b/c");
      assertThat(iterator.next().key()).isEqualTo("d");
      assertThat(iterator.hasNext()).isFalse();
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
  }
}
