package io.stemma.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link ObjectStoreContract} share: an empty store, and how to fill it. */
abstract class ContractTests {
  private final Deque<ObjectStore> opened = new ArrayDeque<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  ObjectStore store;

  abstract ObjectStore open(String place) throws IOException;

  @BeforeEach
  final void openStore() throws IOException {
    store = openAgain();
  }

  @AfterEach
  final void closeStores() throws IOException {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** Another store on the objects of {@link #store}. */
  final ObjectStore openAgain() throws IOException {
    ObjectStore again = open("store");
    opened.push(again);
    return again;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] randomBytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static CreateOutcome put(ObjectStore store, String key, byte[] bytes) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  final void put(String... keys) throws IOException {
    for (String key : keys) {
      assertThat(put(store, key, bytes("at " + key))).isEqualTo(CreateOutcome.CREATED);
    }
  }

  static byte[] get(ObjectStore store, String key) throws IOException {
    ObjectRange range = store.read(key, 0, Integer.MAX_VALUE);
    byte[] bytes = content(range);
    assertThat(range.objectLength()).isEqualTo(bytes.length);
    return bytes;
  }

  static byte[] content(ObjectRange range) {
    byte[] bytes = new byte[range.bytes().remaining()];
    range.bytes().get(bytes);
    return bytes;
  }

  static List<ObjectInfo> infos(ObjectStore store, String prefix, String after, int limit)
      throws IOException {
    try (Stream<ObjectInfo> objects = store.list(prefix, after, limit)) {
      return objects.toList();
    }
  }

  static List<String> keys(ObjectStore store, String prefix, String after, int limit)
      throws IOException {
    return infos(store, prefix, after, limit).stream().map(ObjectInfo::key).toList();
  }

  static List<String> keys(ObjectStore store) throws IOException {
    return keys(store, "", "", Integer.MAX_VALUE);
  }
}
