package io.stemma.storage.azure;

import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.archive.FailingStore;
import io.stemma.testing.net.Exchange;
import io.stemma.testing.net.FaultyProxy;
import io.stemma.testing.net.Link;
import io.stemma.testing.net.NetworkFault;
import io.stemma.testing.net.NetworkPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The emulator behind a network that fails. */
final class ProxiedAzurite implements AutoCloseable {
  private static final String CONTAINER = "proxied";

  private final FaultyProxy proxy;

  ProxiedAzurite(Link link, NetworkPlan plan, long seed) throws IOException {
    InetSocketAddress azurite =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Azurite.running().port());
    proxy = new FaultyProxy(azurite, link, plan, seed);
    proxy.setEnabled(false);
  }

  FaultyProxy proxy() {
    return proxy;
  }

  /** Opens a store without the network between. */
  static ObjectStore openDirectly(String store) throws IOException {
    return open(Azurite.running().port(), store, 4);
  }

  /** Opens a store behind the network, faults or none. */
  ObjectStore open(String store, int tries) throws IOException {
    return open(proxy.port(), store, tries);
  }

  /**
   * Opens a store of an emulator.
   *
   * @param tries how often the client library sends a request before it gives up, without pauses
   */
  static ObjectStore open(int port, String store, int tries) throws IOException {
    RequestRetryOptions retries =
        new RequestRetryOptions(
            RetryPolicyType.FIXED,
            tries,
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            null);
    return AzureObjectStore.open(
        Azurite.containerAt(port, CONTAINER, retries), store, StoreAccess.CREATE);
  }

  /** A store behind the network whose faults can be switched on. */
  FailingStore failing(String store, int tries) {
    return new FailingStore() {
      @Override
      public ObjectStore open() throws IOException {
        return ProxiedAzurite.this.open(store, tries);
      }

      @Override
      public void setEnabled(boolean enabled) {
        proxy.setEnabled(enabled);
      }

      @Override
      public long faults() {
        return ProxiedAzurite.this.faults();
      }
    };
  }

  long faults() {
    return proxy.exchanges().stream()
        .map(Exchange::fault)
        .filter(fault -> fault != NetworkFault.NONE)
        .count();
  }

  @Override
  public void close() {
    proxy.close();
  }
}
