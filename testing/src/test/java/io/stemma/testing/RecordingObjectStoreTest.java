package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordingObjectStoreTest {
  private final RecordingObjectStore store = new RecordingObjectStore(new MemoryObjectStore());

  private void work() throws IOException {
    try (ObjectWriter writer = store.create("log/0/1")) {
      writer.write(ByteBuffer.allocate(500));
      writer.write(ByteBuffer.allocate(200));
      writer.commit();
    }
    try (ObjectWriter writer = store.create("log/0/1")) {
      writer.write(ByteBuffer.allocate(10));
      writer.commit();
    }
    store.read("log/0/1", 600, 4096);
    assertThatIOException().isThrownBy(() -> store.read("log/0/2", 0, 24));
    store.list("", "", 10).close();
    store.list("log/", "log/0/1", 1).close();
    store.sync("log/0/1");
    store.delete("log/0/1");
  }

  @Test
  void printsWhatWasCounted() throws IOException {
    assertThat(store).hasToString("nothing");
    work();
    assertThat(store)
        .hasToString(
            "create 2, write 3 (710 bytes), commit 2 (700 bytes), read 2 (100 bytes), list 2, delete 1,"
                + " sync 1");
    store.clear();
    assertThat(store).hasToString("nothing");
    assertThat(store.lines()).isEmpty();
  }

  @Test
  void listsWhatWasAsked() throws IOException {
    work();
    assertThat(store.lines())
        .containsExactly(
            "create log/0/1",
            "commit log/0/1 700 CREATED",
            "create log/0/1",
            "commit log/0/1 10 EXISTS",
            "read log/0/1 600+4096 of 700",
            "read log/0/2 0+24 NoSuchObjectException",
            "list limit 10",
            "list log/ after log/0/1 limit 1",
            "sync log/0/1",
            "delete log/0/1 true");
  }

  @Test
  void countsByKind() throws IOException {
    work();
    assertThat(store.count(StoreOperation.WRITE)).isEqualTo(3);
    assertThat(store.bytes(StoreOperation.WRITE)).isEqualTo(710);
    assertThat(store.bytes(StoreOperation.COMMIT)).isEqualTo(700);
    assertThat(store.bytes(StoreOperation.READ)).isEqualTo(100);
    assertThat(store.bytes(StoreOperation.LIST)).isZero();
  }

  @Test
  void tellsWhatWasLeftOpen() throws IOException {
    work();
    assertThat(store.unclosed()).isZero();
    ObjectWriter writer = store.create("a");
    Stream<ObjectInfo> objects = store.list("", "", 1);
    assertThat(store.unclosed()).isEqualTo(2);
    writer.close();
    writer.close();
    objects.close();
    objects.close();
    assertThat(store.unclosed()).isZero();
  }
}
