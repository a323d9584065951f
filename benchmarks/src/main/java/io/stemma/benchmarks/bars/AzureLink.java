package io.stemma.benchmarks.bars;

import com.azure.storage.blob.BlobContainerClient;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.azurite.AzuriteServer;
import io.stemma.testing.net.Exchange;
import io.stemma.testing.net.FaultyProxy;
import io.stemma.testing.net.Link;
import io.stemma.testing.net.NetworkPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The emulator behind a network that is slow, or fails, and counts what goes over it. */
final class AzureLink implements AutoCloseable {
  /** How long a request and its answer travel. */
  static final Duration ROUND_TRIP = Duration.ofMillis(30);

  private final FaultyProxy proxy;

  AzureLink(AzureRun run, Link link, NetworkPlan plan, long seed) throws IOException {
    InetSocketAddress azurite =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), run.server().port());
    proxy = new FaultyProxy(azurite, link, plan, seed);
  }

  /** One where an answer takes 30 ms, and nothing fails. */
  static AzureLink far(AzureRun run) throws IOException {
    return new AzureLink(run, Link.ofRoundTrip(ROUND_TRIP), NetworkPlan.none(), 1);
  }

  FaultyProxy proxy() {
    return proxy;
  }

  /** The same container, from behind the network. */
  BlobContainerClient container(BlobContainerClient direct) {
    return AzureRun.container(AzuriteServer.endpoint(proxy.port()), direct.getBlobContainerName());
  }

  /** The same container as a store. */
  ObjectStore store(BlobContainerClient direct) throws IOException {
    return AzureRun.store(container(direct));
  }

  /** What went over it since this was asked before. */
  List<Exchange> exchanges() {
    return proxy.takeExchanges();
  }

  /** How many requests met a fault. */
  long faults() {
    return proxy.exchanges().stream()
        .filter(each -> each.fault() != io.stemma.testing.net.NetworkFault.NONE)
        .count();
  }

  @Override
  public void close() {
    proxy.close();
  }
}
