package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.stemma.internal.jvm.Link;
import io.stemma.internal.jvm.PipedObjectStore;
import io.stemma.internal.jvm.ServedStore;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that is reached through a link is a store. */
@Timeout(120)
class PipedContractTest extends ObjectStoreContract {
  private final Map<String, MemoryObjectStore> places = new HashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    links.forEach(Link::close);
    threads.shutdown();
  }

  /** Two ends of a connection as pipes are: sockets, whose streams no interrupt closes. */
  @Override
  protected ObjectStore open(String place) throws IOException {
    MemoryObjectStore store = places.computeIfAbsent(place, p -> new MemoryObjectStore());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket other = server.accept();
      Link unused = link(one, new ServedStore(store.reopen()));
      return new PipedObjectStore(
          link(
              other,
              call -> {
                throw new IOException("nobody calls this side");
              }),
          false);
    }
  }

  private Link link(Socket socket, Link.Handler handler) throws IOException {
    socket.setTcpNoDelay(true);
    Link link = new Link(socket.getInputStream(), socket.getOutputStream(), handler, threads);
    links.add(link);
    threads.execute(link::serve);
    return link;
  }

  @Test
  void withoutTheOtherSideEverythingFails() throws IOException {
    ObjectStore store = open("a");
    ObjectWriter writer = store.create("begun");
    links.get(0).close();
    assertThatIOException()
        .isThrownBy(() -> store.read("a", 0, 1))
        .withMessageContaining("the process at the other end is gone");
    assertThatIOException().isThrownBy(() -> store.list("", "", 1).close());
    assertThatIOException()
        .isThrownBy(writer::commit)
        .withMessageContaining("nobody knows whether begun was created");
    writer.close();
  }

  @Test
  void longListingsAreReadInPages() throws IOException {
    ObjectStore store = open("a");
    for (int i = 0; i < 2_500; i++) {
      try (ObjectWriter writer = store.create(String.format("k/%04d", i))) {
        writer.commit();
      }
    }
    for (int limit : new int[] {1, 1000, 1001, 2_499, 2_500, 9_999}) {
      try (var objects = store.list("k/", "", limit)) {
        assertThat(objects.map(each -> each.key()).distinct())
            .hasSize(Math.min(limit, 2_500))
            .isSorted();
      }
    }
  }
}
