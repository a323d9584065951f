package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyObjectStoreTest {
  private final MemoryObjectStore objects = new MemoryObjectStore();

  private FaultyObjectStore faulty(FaultPlan plan) {
    return new FaultyObjectStore(objects.reopen(), plan, 7);
  }

  private static CreateOutcome put(FaultyObjectStore store, String key) throws IOException {
    return ContractTests.put(store, key, ContractTests.bytes("at " + key));
  }

  private boolean there(String key) throws IOException {
    return ContractTests.keys(objects).contains(key);
  }

  @Test
  void withoutFaultsItIsTheStore() throws IOException {
    FaultyObjectStore store = faulty(FaultPlan.none());
    assertThat(put(store, "a")).isEqualTo(CreateOutcome.CREATED);
    assertThat(store.faults()).isZero();
    assertThat(store).hasToString("faulty (0 faults): memory, 1 objects, 4 bytes");
  }

  @Test
  void anErrorBeforeHasNoEffect() throws IOException {
    ContractTests.put(objects, "a", new byte[1]);
    for (StoreOperation operation : StoreOperation.values()) {
      FaultyObjectStore store = faulty(FaultPlan.at(operation, 1, Fault.ERROR_BEFORE));
      assertThatIOException()
          .as("%s", operation)
          .isThrownBy(() -> everything(store))
          .withMessageContaining("injected ERROR_BEFORE at " + operation)
          .isNotInstanceOf(OutcomeUnknownException.class);
      assertThat(store.faults()).isEqualTo(1);
    }
    assertThat(there("a")).isTrue();
  }

  /** Every operation once; ends with deleting a. */
  private static void everything(FaultyObjectStore store) throws IOException {
    store.read("a", 0, 1);
    store.list("", "", 1).close();
    store.sync("a");
    try (ObjectWriter writer = store.create("b")) {
      writer.write(ByteBuffer.allocate(1));
      writer.commit();
    }
    store.delete("b");
    store.delete("a");
  }

  @Test
  void anErrorAfterHasItsEffect() throws IOException {
    FaultyObjectStore store = faulty(FaultPlan.at(StoreOperation.COMMIT, 1, Fault.ERROR_AFTER));
    assertThatThrownBy(() -> put(store, "a"))
        .isInstanceOfSatisfying(
            OutcomeUnknownException.class, e -> assertThat(e.durabilityInDoubt()).isFalse());
    assertThat(there("a")).isTrue();
    FaultyObjectStore deleting =
        faulty(FaultPlan.on(StoreOperation.DELETE, "a", Fault.ERROR_AFTER));
    assertThatIOException().isThrownBy(() -> deleting.delete("a"));
    assertThat(there("a")).isFalse();
    FaultyObjectStore others =
        faulty(
            FaultPlan.all(
                FaultPlan.at(StoreOperation.CREATE, 1, Fault.ERROR_AFTER),
                FaultPlan.at(StoreOperation.LIST, 1, Fault.ERROR_AFTER)));
    assertThatIOException().isThrownBy(() -> put(others, "b"));
    assertThatIOException().isThrownBy(() -> others.list("", "", 1));
    assertThat(there("b")).isFalse();
  }

  @Test
  void aLostAnswerMeansEither() throws IOException {
    FaultyObjectStore store = faulty(FaultPlan.on(StoreOperation.COMMIT, "", Fault.LOST_ANSWER));
    BitSet created = new BitSet();
    for (int i = 0; i < 20; i++) {
      String key = "a" + i;
      assertThatThrownBy(() -> put(store, key)).isInstanceOf(OutcomeUnknownException.class);
      created.set(i, there(key));
    }
    assertThat(created.cardinality()).isBetween(1, 19);
    assertThat(store.faults()).isEqualTo(20);
  }

  @Test
  void aRetryBelowMeetsItself() throws IOException {
    FaultyObjectStore store = faulty(FaultPlan.at(StoreOperation.COMMIT, 1, Fault.MET_ITSELF));
    assertThat(put(store, "a")).isEqualTo(CreateOutcome.EXISTS);
    assertThat(there("a")).isTrue();
  }

  @Test
  void whatIsNotDurableIsVisible() throws IOException {
    FaultyObjectStore store =
        faulty((operation, key) -> key.equals("a") ? Fault.NOT_DURABLE : Fault.NONE);
    assertThatThrownBy(() -> put(store, "a"))
        .isInstanceOfSatisfying(
            OutcomeUnknownException.class, e -> assertThat(e.durabilityInDoubt()).isTrue());
    assertThat(store.read("a", 0, 9).objectLength()).isEqualTo(4);
    assertThatIOException().isThrownBy(() -> store.sync("a"));
    assertThat(put(store, "a")).isEqualTo(CreateOutcome.EXISTS);
    assertThat(put(store, "b")).isEqualTo(CreateOutcome.CREATED);
  }

  @Test
  void aShortReadClaimsTheWholeLength() throws IOException {
    ContractTests.put(objects, "a", ContractTests.randomBytes(1, 1000));
    FaultyObjectStore store = faulty(FaultPlan.on(StoreOperation.READ, "a", Fault.SHORT_READ));
    for (int i = 0; i < 20; i++) {
      ObjectRange range = store.read("a", 100, 500);
      assertThat(range.objectLength()).isEqualTo(1000);
      assertThat(range.bytes().remaining()).isLessThan(500);
    }
    assertThat(store.read("a", 1000, 5).bytes().remaining()).isZero();
  }

  @Test
  void aBitFlipChangesOneBit() throws IOException {
    byte[] object = ContractTests.randomBytes(1, 1000);
    ContractTests.put(objects, "a", object);
    FaultyObjectStore store = faulty(FaultPlan.on(StoreOperation.READ, "a", Fault.BIT_FLIP));
    for (int i = 0; i < 20; i++) {
      BitSet difference = BitSet.valueOf(ContractTests.get(store, "a"));
      difference.xor(BitSet.valueOf(object));
      assertThat(difference.cardinality()).isEqualTo(1);
    }
    assertThat(ContractTests.get(objects, "a")).isEqualTo(object);
  }

  @Test
  void aDelayCallsTheHookFirst() throws IOException {
    List<Boolean> seen = new ArrayList<>();
    FaultyObjectStore store = faulty(FaultPlan.at(StoreOperation.COMMIT, 1, Fault.DELAY));
    store.onDelay(
        () -> {
          try {
            seen.add(there("a"));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(put(store, "a")).isEqualTo(CreateOutcome.CREATED);
    assertThat(seen).containsExactly(false);
  }

  @Test
  void afterAFaultTheWriterOnlyCloses() throws IOException {
    FaultyObjectStore store = faulty(FaultPlan.at(StoreOperation.WRITE, 2, Fault.ERROR_BEFORE));
    try (ObjectWriter writer = store.create("a")) {
      writer.write(ByteBuffer.allocate(1));
      assertThatIOException().isThrownBy(() -> writer.write(ByteBuffer.allocate(1)));
      assertThatIOException().isThrownBy(() -> writer.write(ByteBuffer.allocate(1)));
      assertThatIOException().isThrownBy(writer::commit);
    }
    assertThat(there("a")).isFalse();
  }

  @Test
  void faultsCanBeSwitchedOff() throws IOException {
    FaultyObjectStore store = faulty(FaultPlan.random(1, 1, Fault.ERROR_BEFORE));
    assertThatIOException().isThrownBy(() -> put(store, "a"));
    store.setEnabled(false);
    assertThat(put(store, "a")).isEqualTo(CreateOutcome.CREATED);
    store.setEnabled(true);
    assertThatIOException().isThrownBy(() -> store.read("a", 0, 1));
  }

  @Test
  void theKthOperationOfAnyKindFails() throws IOException {
    for (int k = 1; k <= 8; k++) {
      ContractTests.put(objects, "a", new byte[1]);
      FaultyObjectStore store = faulty(FaultPlan.at(k, Fault.ERROR_BEFORE));
      assertThatIOException().isThrownBy(() -> everything(store));
      objects.delete("b");
    }
    FaultyObjectStore store = faulty(FaultPlan.at(9, Fault.ERROR_BEFORE));
    everything(store);
    assertThat(store.faults()).isZero();
  }

  @Test
  void randomFaultsHaveARateAndRepeatWithTheSeed() {
    List<List<Fault>> runs = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      FaultPlan plan = FaultPlan.random(seed, 0.1, Fault.ERROR_BEFORE, Fault.LOST_ANSWER);
      List<Fault> run = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        run.add(plan.next(StoreOperation.READ, "a"));
      }
      assertThat(run).filteredOn(f -> f == Fault.ERROR_BEFORE).hasSizeBetween(400, 600);
      assertThat(run).filteredOn(f -> f == Fault.LOST_ANSWER).hasSizeBetween(400, 600);
      runs.add(run);
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.random(1, 1.1, Fault.DELAY));
    assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.random(1, 0.5));
  }

  @Test
  void missingObjectsAreMissedAsUsual() {
    FaultyObjectStore store = faulty(FaultPlan.on(StoreOperation.READ, "", Fault.BIT_FLIP));
    assertThatThrownBy(() -> store.read("a", 0, 1)).isInstanceOf(NoSuchObjectException.class);
  }
}
