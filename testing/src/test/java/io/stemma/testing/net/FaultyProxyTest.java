package io.stemma.testing.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.testing.net.PeerServer.Received;
import io.stemma.testing.net.RawClient.End;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FaultyProxyTest {
  private static final byte[] SHORT = "one|".getBytes(ISO_8859_1);
  private static final byte[] LONG = ("x".repeat(300_000) + "|").getBytes(ISO_8859_1);

  @SuppressWarnings("NullAway.Init") // set before each test
  private PeerServer peer;

  @BeforeEach
  void startPeer() throws IOException {
    peer = new PeerServer();
  }

  @AfterEach
  void stopPeer() throws IOException, InterruptedException {
    peer.stop();
  }

  private FaultyProxy proxy(Link link, NetworkPlan plan) throws IOException {
    return new FaultyProxy(peer.address(), link, plan, 7);
  }

  private static String ask(RawClient client, String method, String target, byte[] body) {
    client.send(RawClient.request(method, target, body));
    return client.readUntil("|");
  }

  @Test
  void passesEverythingOnAndCountsIt() throws IOException {
    try (FaultyProxy proxy = proxy(Link.DIRECT, NetworkPlan.none());
        RawClient client = new RawClient(proxy);
        RawClient other = new RawClient(proxy)) {
      assertThat(ask(client, "PUT", "/a", LONG)).endsWith(new String(LONG, ISO_8859_1));
      assertThat(ask(other, "POST", "/b?sv=1&sig=SECRET&se=2", SHORT)).endsWith("\r\n\r\none|");
      assertThat(ask(client, "PUT", "/chunks", SHORT)).contains("4;x=y\r\none|");
      assertThat(client.readUntil("Trailer: x\r\n\r\n")).startsWith("\r\n0\r\n");
      client.send(RawClient.request("HEAD", "/c", new byte[0]));
      assertThat(client.readUntil("12345\r\n\r\n")).isNotEmpty();
      assertThat(ask(client, "PUT", "/interim", SHORT)).startsWith("HTTP/1.1 100").endsWith("one|");
      assertThat(ask(client, "PUT", "/until-closed", SHORT)).endsWith("\r\n\r\none|");
      assertThat(client.readAll()).isEmpty();

      assertThat(proxy.connections()).isEqualTo(2);
      assertThat(proxy.requests()).isEqualTo(6);
      List<Exchange> exchanges = proxy.takeExchanges();
      assertThat(exchanges)
          .extracting(Exchange::target)
          .containsExactly(
              "/a", "/b?sv=1&sig=...&se=2", "/chunks", "/c", "/interim", "/until-closed");
      assertThat(exchanges).allMatch(Exchange::answered);
      assertThat(Exchange.longestChain(exchanges)).isEqualTo(6);
      assertThat(exchanges.stream().mapToLong(Exchange::bytesToServer).sum())
          .isEqualTo(proxy.bytesToServer());
      // The announcement of an answer belongs to no exchange.
      assertThat(exchanges.stream().mapToLong(Exchange::bytesToClient).sum())
          .isEqualTo(proxy.bytesToClient() - "HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(proxy.exchanges()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(NetworkFault.class)
  void aFaultHappensWhereItIsToHappen(NetworkFault fault) throws Exception {
    int whole = RawClient.request("PUT", "/second", LONG).length;
    try (FaultyProxy proxy = proxy(Link.DIRECT, NetworkPlan.at(2, fault));
        RawClient client = new RawClient(proxy)) {
      ask(client, "PUT", "/first", SHORT);
      String answer = ask(client, "PUT", "/second", LONG);
      String more = client.end() == End.OPEN && fault != NetworkFault.NONE ? client.readAll() : "";
      client.hangUp();

      Received received = peer.received();
      assertThat(received.requests().size()).isEqualTo(fault.isAfterEffect() ? 2 : 1);
      assertThat(received.bytesOfAnother())
          .isBetween(fault == NetworkFault.CUT_IN_REQUEST ? 1 : 0, whole - 1);
      assertThat(answer.endsWith("|")).isEqualTo(fault == NetworkFault.NONE);
      assertThat(more).isEmpty();
      End end =
          switch (fault) {
            case NONE -> End.OPEN;
            case TRUNCATED_ANSWER -> End.ORDERLY;
            default -> End.RESET;
          };
      assertThat(client.end()).isEqualTo(end);
      Exchange second = proxy.exchanges().get(1);
      assertThat(second.fault()).isEqualTo(fault);
      assertThat(second.answered()).isEqualTo(fault == NetworkFault.NONE);
      checkBytes(second, whole, answer.length());
    }
  }

  private static void checkBytes(Exchange second, int whole, int answer) {
    switch (second.fault()) {
      case CUT_BEFORE_REQUEST -> assertThat(second.bytesToServer()).isZero();
      case CUT_IN_REQUEST -> assertThat(second.bytesToServer()).isBetween(1L, whole - 1L);
      case CUT_BEFORE_ANSWER -> assertThat(second.bytesToClient()).isZero();
      case TRUNCATED_ANSWER -> assertThat(second.bytesToClient()).isEqualTo(answer).isPositive();
      default -> assertThat(second.bytesToServer()).isEqualTo(whole);
    }
  }

  /** What happened to 40 requests, each on a connection of its own if the last one broke. */
  private List<List<Object>> run(long seed) throws IOException {
    List<NetworkFault> faults = new ArrayList<>(List.of(NetworkFault.values()));
    faults.remove(NetworkFault.NONE);
    NetworkPlan plan = NetworkPlan.random(seed, 0.4, faults.toArray(NetworkFault[]::new));
    List<List<Object>> happened = new ArrayList<>();
    try (FaultyProxy proxy = new FaultyProxy(peer.address(), Link.DIRECT, plan, seed)) {
      RawClient client = new RawClient(proxy);
      for (int i = 0; i < 40; i++) {
        ask(client, "PUT", "/" + i, SHORT);
        if (client.end() != End.OPEN) {
          client.close();
          client = new RawClient(proxy);
        }
      }
      client.close();
      for (Exchange one : proxy.exchanges()) {
        happened.add(List.of(one.number(), one.fault(), one.bytesToServer(), one.bytesToClient()));
      }
    }
    return happened;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theSameSeedGivesTheSameFaults(long seed) throws IOException {
    List<List<Object>> first = run(seed);
    assertThat(first).hasSize(40);
    assertThat(first.stream().map(one -> one.get(1)).distinct()).hasSizeGreaterThan(3);
    assertThat(run(seed)).isEqualTo(first).isNotEqualTo(run(seed + 100));
  }

  @Test
  void switchedOffNothingGoesWrong() throws IOException {
    NetworkPlan plan = NetworkPlan.random(1, 1, NetworkFault.CUT_BEFORE_REQUEST);
    try (FaultyProxy proxy = proxy(Link.DIRECT, plan);
        RawClient client = new RawClient(proxy)) {
      proxy.setEnabled(false);
      assertThat(ask(client, "PUT", "/a", SHORT)).endsWith("one|");
      proxy.setEnabled(true);
      assertThat(ask(client, "PUT", "/a", SHORT)).isEmpty();
      assertThat(client.end()).isEqualTo(End.RESET);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 40", "25, 0", "15, 15"})
  void requestsAndAnswersTakeTheirTime(long there, long back) throws IOException {
    Link link = new Link(Duration.ofMillis(there), Duration.ofMillis(back), 0);
    try (FaultyProxy proxy = proxy(link, NetworkPlan.none());
        RawClient one = new RawClient(proxy);
        RawClient other = new RawClient(proxy)) {
      one.send(RawClient.request("PUT", "/a", SHORT));
      other.send(RawClient.request("PUT", "/b", LONG));
      assertThat(one.readUntil("|") + other.readUntil("|")).isNotEmpty();
      assertThat(Exchange.longestChain(proxy.exchanges())).isEqualTo(1);
      ask(one, "PUT", "/c", SHORT);

      List<Exchange> exchanges = proxy.exchanges();
      assertThat(Exchange.longestChain(exchanges)).isEqualTo(2);
      assertThat(exchanges)
          .hasSize(3)
          .allMatch(e -> e.ended() - e.begun() >= TimeUnit.MILLISECONDS.toNanos(there + back));
    }
  }

  @Test
  void aNarrowLinkLetsFewBytesThrough() throws IOException {
    try (FaultyProxy proxy = proxy(Link.DIRECT.throttledTo(1_000_000), NetworkPlan.none());
        RawClient client = new RawClient(proxy)) {
      assertThat(ask(client, "PUT", "/a", LONG)).hasSizeGreaterThan(LONG.length);
      Exchange only = proxy.exchanges().get(0);
      // Its answer alone takes 300 ms.
      assertThat(only.ended() - only.begun()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  @Test
  void closingEndsConnectionsAndTheThread() throws IOException {
    FaultyProxy proxy = proxy(Link.ofRoundTrip(Duration.ofHours(1)), NetworkPlan.none());
    int port = proxy.port();
    try (RawClient client = new RawClient(proxy)) {
      client.send(RawClient.request("PUT", "/a", SHORT));
      proxy.close();
      assertThat(client.readAll()).isEmpty();
      assertThat(client.end()).isEqualTo(End.RESET);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("stemma-proxy-" + port);
    assertThatThrownBy(() -> new RawClient(proxy)).isInstanceOf(IOException.class);
    proxy.close();
  }

  @Test
  void withoutAServerTheConnectionIsReset() throws IOException, InterruptedException {
    peer.stop();
    try (FaultyProxy proxy = proxy(Link.DIRECT, NetworkPlan.none());
        RawClient client = new RawClient(proxy)) {
      assertThat(ask(client, "PUT", "/a", SHORT)).isEmpty();
      assertThat(client.end()).isEqualTo(End.RESET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "PUT /a HTTP/1.1\r\nContent-Length: x\r\n\r\n"
      })
  void whatIsNoHttpIsReset(String text) throws IOException {
    try (FaultyProxy proxy = proxy(Link.DIRECT, NetworkPlan.none());
        RawClient client = new RawClient(proxy)) {
      client.send(text.getBytes(ISO_8859_1));
      assertThat(client.readAll()).isEmpty();
      assertThat(client.end()).isEqualTo(End.RESET);
    }
  }

  @Test
  void aPlanThatFailsIsTold() throws IOException {
    NetworkPlan plan =
        (number, method, target) -> {
          throw new IllegalArgumentException("no plan");
        };
    FaultyProxy proxy = proxy(Link.DIRECT, plan);
    try (RawClient client = new RawClient(proxy)) {
      assertThat(ask(client, "PUT", "/a", SHORT)).isEmpty();
    }
    assertThatThrownBy(proxy::close).hasRootCauseMessage("no plan");
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThatThrownBy(() -> NetworkPlan.random(1, 2, NetworkFault.NONE)).hasMessageContaining("2");
    assertThatThrownBy(() -> NetworkPlan.random(1, 1)).hasMessageContaining("at least one fault");
    assertThatThrownBy(() -> Link.DIRECT.throttledTo(-1)).hasMessageContaining("-1");
  }
}
