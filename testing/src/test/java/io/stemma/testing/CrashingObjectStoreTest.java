package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CrashingObjectStoreTest {
  private static final List<String> KEYS = List.of("a", "b/c", "b/d");

  private static CreateOutcome put(ObjectStore store, String key) throws IOException {
    return ContractTests.put(store, key, ContractTests.bytes("at " + key));
  }

  /** Which sets of objects are there after a crash, over many seeds. */
  private static Set<List<String>> survivors(CrashingObjectStore store) throws IOException {
    Set<List<String>> possible = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      CrashingObjectStore survivor = store.crash(seed);
      List<String> keys = ContractTests.keys(survivor);
      for (String key : keys) {
        assertThat(ContractTests.get(survivor, key)).isEqualTo(ContractTests.bytes("at " + key));
      }
      possible.add(keys);
    }
    return possible;
  }

  @Test
  void whatWasPromisedSurvivesEveryCrash() throws IOException {
    Set<List<String>> seen = new HashSet<>();
    boolean finished = false;
    for (int k = 1; !finished; k++) {
      CrashingObjectStore store = new CrashingObjectStore();
      store.crashAt(k);
      Set<String> promised = new TreeSet<>();
      try {
        for (String key : KEYS) {
          assertThat(put(store, key)).isEqualTo(CreateOutcome.CREATED);
          promised.add(key);
        }
        finished = true;
        assertThat(store.steps()).isEqualTo(15);
      } catch (IOException e) {
        assertThat(store.crashed()).isTrue();
      }
      for (List<String> keys : survivors(store)) {
        assertThat(keys).containsAll(promised);
        assertThat(keys.size()).isBetween(promised.size(), promised.size() + 1);
        seen.add(keys);
      }
    }
    assertThat(seen).hasSize(4);
  }

  @Test
  void aCommitInProgressIsKeptOrLost() throws IOException {
    CrashingObjectStore store = new CrashingObjectStore();
    store.crashAt(4); // create, write, visible; then down
    assertThatIOException().isThrownBy(() -> put(store, "a")).withMessageContaining("crashed");
    assertThat(survivors(store)).containsExactlyInAnyOrder(List.of(), List.of("a"));
  }

  @Test
  void aCommitWhoseAnswerIsLostInTheCrashIsKept() throws IOException {
    CrashingObjectStore store = new CrashingObjectStore();
    store.crashAt(5);
    assertThatIOException().isThrownBy(() -> put(store, "a"));
    assertThat(survivors(store)).containsExactly(List.of("a"));
  }

  @Test
  void afterACrashEverythingFails() throws IOException {
    CrashingObjectStore store = new CrashingObjectStore();
    put(store, "a");
    CrashingObjectStore other = store.reopen();
    CrashingObjectStore survivor = store.crash(1);
    for (CrashingObjectStore each : List.of(store, other)) {
      assertThat(each.crashed()).isTrue();
      assertThatIOException().isThrownBy(() -> each.read("a", 0, 1));
      assertThatIOException().isThrownBy(() -> each.list("", "", 1));
      assertThatIOException().isThrownBy(() -> each.create("b"));
      assertThatIOException().isThrownBy(() -> each.delete("a"));
      assertThatIOException().isThrownBy(() -> each.sync("a"));
    }
    assertThat(survivor.crashed()).isFalse();
    assertThat(ContractTests.keys(survivor)).containsExactly("a");
    assertThat(put(survivor, "b")).isEqualTo(CreateOutcome.CREATED);
    assertThat(store.toString()).startsWith("crashed after 5 steps: memory, 1 objects");
  }

  @Test
  void whatAnotherProcessMadeVisibleIsKeptIfSynced() throws IOException {
    CrashingObjectStore store = new CrashingObjectStore();
    assertThat(store.putUnsynced("a", ContractTests.bytes("at a"))).isTrue();
    assertThat(store.putUnsynced("b", ContractTests.bytes("at b"))).isTrue();
    assertThat(ContractTests.keys(store.reopen())).containsExactly("a", "b");
    assertThat(put(store, "a")).isEqualTo(CreateOutcome.EXISTS);
    store.reopen().sync("b");
    assertThat(survivors(store))
        .as("that it exists does not make it durable")
        .containsExactlyInAnyOrder(List.of("b"), List.of("a", "b"));
  }

  @Test
  void aDeletedObjectMayBeBack() throws IOException {
    CrashingObjectStore store = new CrashingObjectStore();
    put(store, "a");
    put(store, "b");
    assertThat(store.delete("a")).isTrue();
    assertThat(ContractTests.keys(store)).containsExactly("b");
    assertThat(survivors(store)).containsExactlyInAnyOrder(List.of("b"), List.of("a", "b"));
  }

  @Test
  void whatWasCreatedAnewIsNotReplacedByWhatWasDeleted() throws IOException {
    CrashingObjectStore store = new CrashingObjectStore();
    ContractTests.put(store, "a", ContractTests.bytes("old"));
    store.delete("a");
    put(store, "a");
    assertThat(survivors(store)).containsExactly(List.of("a"));
  }

  @Test
  void itStartsWithWhatIsThere() throws IOException {
    MemoryObjectStore objects = new MemoryObjectStore();
    put(objects, "a");
    CrashingObjectStore store = new CrashingObjectStore(objects);
    assertThat(survivors(store)).containsExactly(List.of("a"));
  }
}
