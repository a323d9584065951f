package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.NotFoundException;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening asks for nothing; whatever is asked for first tells what is wrong. */
class FirstAnswerTest {
  private static final AzureCredential KEY = AzureCredential.ofKey(Azurite.ACCOUNT, Azurite.KEY);

  /** What may be asked for first. */
  private enum First {
    LIST,
    READ,
    SYNC,
    DELETE,
    CREATE,
    CREATE_IN_BLOCKS;

    void ask(ObjectStore store) throws IOException {
      switch (this) {
        case LIST -> store.list("", "", 1).close();
        case READ -> {
          Object unused = store.read("a", 0, 1);
        }
        case SYNC -> store.sync("a");
        case DELETE -> {
          Object unused = store.delete("a");
        }
        case CREATE -> create(store, 1);
        case CREATE_IN_BLOCKS -> create(store, 200_000);
      }
    }

    private static void create(ObjectStore store, int length) throws IOException {
      try (ObjectWriter writer = store.create("a")) {
        writer.write(ByteBuffer.allocate(length));
        Object unused = writer.commit();
      }
    }
  }

  private static AzureObjectStore open(URI place, AzureOptions options) throws IOException {
    return AzureObjectStore.open(place, KEY, options, StoreAccess.WRITE);
  }

  /** Deleting what is in no container is done already. */
  @ParameterizedTest
  @EnumSource(value = First.class, mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void aMissingContainerIsTold(First first) throws IOException {
    URI place = Signatures.place("never-made", "");
    AzureOptions options = AzureOptions.DEFAULT.withBlocks(64 << 10, 2);
    try (AzureObjectStore store = open(place, options)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> first.ask(store))
            .isInstanceOf(NoSuchStoreException.class)
            .hasMessage(
                "there is no container never-made in account devstoreaccount1; make it, or check"
                    + " the address");
      }
    }
  }

  @Test
  void aMissingContainerIsAMissingArchive() throws IOException {
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    URI place =
        Signatures.place(
            "never-made", Signatures.of(Azurite.running().container("never-made"), "racwdl"));
    assertThatThrownBy(() -> Archive.open(place, options))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("there is no archive at http://127.0.0.1")
        .hasMessageContaining("there is no container never-made")
        .hasMessageNotContaining("sig=");
    assertThatThrownBy(() -> Archive.open(place, options.forReading()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("there is no container never-made");
  }

  @ParameterizedTest
  @EnumSource(
      value = First.class,
      names = {"LIST", "READ", "SYNC", "DELETE"})
  void theTimeForOpeningIsThatOfTheFirstRequest(First first) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI place =
          URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/devstoreaccount1/shots");
      AzureOptions options = AzureOptions.DEFAULT.withOpening(Duration.ofMillis(200));
      try (AzureObjectStore store = open(place, options)) {
        assertThatThrownBy(() -> first.ask(store))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("opening container shots")
            .hasMessageContaining("no answer within 0.2 s; is there a network");
      }
    }
  }

  @Test
  void aContainerThatAnsweredIsOpen() throws IOException {
    AzureOptions impatient = AzureOptions.DEFAULT.withOpening(Duration.ofMinutes(1));
    URI place = Signatures.place("first-answer", "");
    try (AzureObjectStore made = AzureObjectStore.open(place, KEY, impatient, StoreAccess.CREATE);
        AzureObjectStore store = open(place, impatient)) {
      assertThat(made.delete("a")).isFalse();
      assertThatThrownBy(() -> store.read("a", 0, 1)).hasMessageContaining("a");
      First.CREATE.ask(store);
      assertThat(made.delete("a")).isTrue();
    }
  }
}
