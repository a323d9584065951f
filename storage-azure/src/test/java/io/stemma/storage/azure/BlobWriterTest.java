package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.storage.blob.BlobContainerClient;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import io.stemma.storage.ReadOnlyStoreException;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a blob where requests and answers get lost, and where writers meet. */
class BlobWriterTest {
  private static final int SHORT = 1000;
  private static final int LONG = (5 << 20) + 7;

  private final HttpFaults faults = new HttpFaults();
  private AzureObjectStore store;
  private BlobContainerClient container;

  @BeforeEach
  void openInANewContainer() throws IOException {
    container = faults.container("writer-" + HexFormat.of().toHexDigits(new Random().nextLong()));
    store =
        AzureObjectStore.open(
            container, "", AzureOptions.DEFAULT.withBlocks(1 << 20, 3), StoreAccess.CREATE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static CreateOutcome put(ObjectStore store, String key, byte[] bytes) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  private void assertHolds(String key, byte[] bytes) throws IOException {
    faults.follow((method, number) -> HttpFaults.Fate.DONE);
    assertThat(store.read(key, 0, 2 * LONG).bytes()).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, LONG})
  void aLostAnswerIsNoConflict(int length) throws IOException {
    faults.follow((method, number) -> lostAnswerIf(method == HttpMethod.PUT && number % 3 == 1));
    assertThat(put(store, "a", bytes(length, 1))).isEqualTo(CreateOutcome.CREATED);
    assertHolds("a", bytes(length, 1));
  }

  private static HttpFaults.Fate lostAnswerIf(boolean lost) {
    return lost ? HttpFaults.Fate.ANSWER_LOST : HttpFaults.Fate.DONE;
  }

  @Test
  void whereAllAnswersToThePutGetLostTheBlobTells() throws IOException {
    faults.follow((method, number) -> lostAnswerIf(method == HttpMethod.PUT));
    assertThat(put(store, "a", bytes(SHORT, 1))).isEqualTo(CreateOutcome.CREATED);
    faults.follow((method, number) -> lostAnswerIf(method == HttpMethod.PUT));
    assertThat(put(store, "a", bytes(SHORT, 2))).isEqualTo(CreateOutcome.EXISTS);
    assertHolds("a", bytes(SHORT, 1));
  }

  @Test
  void whereNothingIsHeardTheOutcomeIsUnknown() throws IOException {
    faults.follow((method, number) -> HttpFaults.Fate.ANSWER_LOST);
    assertThatThrownBy(() -> put(store, "a", bytes(SHORT, 1)))
        .isInstanceOf(OutcomeUnknownException.class);
    faults.follow((method, number) -> HttpFaults.Fate.DONE);
    assertThat(put(store, "a", bytes(SHORT, 2))).isEqualTo(CreateOutcome.EXISTS);
  }

  /** It may still arrive, though a look finds nothing. */
  @Test
  void aRequestThatMayStillArriveIsUnknown() {
    faults.follow(
        (method, number) -> method == HttpMethod.PUT ? HttpFaults.Fate.LOST : HttpFaults.Fate.DONE);
    assertThatThrownBy(() -> put(store, "a", bytes(SHORT, 1)))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void aRefusalOfTheSecondTrySaysNothingOfTheFirst() {
    faults.follow(
        (method, number) ->
            method == HttpMethod.PUT
                ? number == 1 ? HttpFaults.Fate.LOST : HttpFaults.Fate.REFUSED
                : HttpFaults.Fate.DONE);
    assertThatThrownBy(() -> put(store, "a", bytes(SHORT, 1)))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void aRefusalOfTheOnlyTryIsCertain() {
    faults.follow(
        (method, number) ->
            method == HttpMethod.PUT ? HttpFaults.Fate.REFUSED : HttpFaults.Fate.DONE);
    assertThatThrownBy(() -> put(store, "a", bytes(SHORT, 1)))
        .isInstanceOf(ReadOnlyStoreException.class)
        .hasMessageContaining("403");
  }

  @Test
  void withoutAContainerNothingIsCreated() {
    container.delete();
    assertThatIOException()
        .isThrownBy(() -> put(store, "a", bytes(SHORT, 1)))
        .withMessageContaining("there is no container");
    assertThatIOException().isThrownBy(() -> put(store, "a", bytes(LONG, 1)));
  }

  @Test
  void whereTheContainerIsGoneAfterALostAnswerTheOutcomeIsUnknown() {
    faults.follow(
        (method, number) -> {
          if (method == HttpMethod.HEAD && number == 1) {
            container.delete();
          }
          return lostAnswerIf(method == HttpMethod.PUT);
        });
    assertThatThrownBy(() -> put(store, "a", bytes(SHORT, 1)))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, LONG})
  void ofManyWritersOfOneKeyOneWins(int length) throws Exception {
    int writers = 6;
    CountDownLatch ready = new CountDownLatch(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    faults.follow(
        (method, number) ->
            lostAnswerIf(method == HttpMethod.PUT && (number == 2 || number == 17)));
    List<Future<CreateOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      byte[] bytes = bytes(length, i);
      outcomes.add(
          threads.submit(
              () -> {
                try (ObjectWriter writer = store.create("a")) {
                  writer.write(ByteBuffer.wrap(bytes));
                  ready.countDown();
                  ready.await();
                  return writer.commit();
                }
              }));
    }
    int winner = -1;
    for (int i = 0; i < writers; i++) {
      if (outcomes.get(i).get() == CreateOutcome.CREATED) {
        assertThat(winner).isEqualTo(-1);
        winner = i;
      }
    }
    threads.shutdown();
    assertThat(winner).isNotNegative();
    assertHolds("a", bytes(length, winner));
  }

  @Test
  void aWriterOfAClosedStoreCreatesNothing() throws IOException {
    ObjectWriter begun = store.create("a");
    begun.write(ByteBuffer.wrap(bytes(LONG, 1)));
    store.close();
    assertThatIOException().isThrownBy(begun::commit).withMessageContaining("closed");
    begun.close();
    try (AzureObjectStore again = AzureObjectStore.open(container, "", StoreAccess.READ)) {
      assertThatThrownBy(() -> again.read("a", 0, 1)).isInstanceOf(NoSuchObjectException.class);
    }
  }

  @Test
  void aRangeAndTheLengthOfTheObjectCostOneRequest() throws IOException {
    put(store, "a", bytes(LONG, 1));
    faults.follow((method, number) -> HttpFaults.Fate.DONE);
    ObjectRange range = store.read("a", LONG - 5, 100);
    assertThat(range.bytes().remaining()).isEqualTo(5);
    assertThat(range.objectLength()).isEqualTo(LONG);
    assertThat(store.read("a", 0, 10).objectLength()).isEqualTo(LONG);
    assertThat(faults.others()).isEqualTo(2);
    assertThat(faults.puts()).isZero();
  }

  @Test
  void aReadIsTriedAgain() throws IOException {
    put(store, "a", bytes(SHORT, 1));
    faults.follow((method, number) -> lostAnswerIf(number < 3));
    assertThat(store.read("a", 0, SHORT).bytes()).isEqualTo(ByteBuffer.wrap(bytes(SHORT, 1)));
  }
}
