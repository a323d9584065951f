package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.ObjectStore;
import io.stemma.testing.ObjectStoreContract;
import io.stemma.testing.net.Link;
import io.stemma.testing.net.NetworkFault;
import io.stemma.testing.net.NetworkPlan;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The contract over a network where a request in twenty is cut and sent again. */
class CutContractTest extends ObjectStoreContract {
  private static final AtomicLong TESTS = new AtomicLong();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ProxiedAzurite azurite;

  @BeforeAll
  static void startProxy() throws IOException {
    NetworkPlan plan =
        NetworkPlan.random(
            1,
            0.05,
            NetworkFault.CUT_BEFORE_REQUEST,
            NetworkFault.CUT_IN_REQUEST,
            NetworkFault.CUT_BEFORE_ANSWER,
            NetworkFault.CUT_IN_ANSWER,
            NetworkFault.TRUNCATED_ANSWER);
    azurite = new ProxiedAzurite(Link.DIRECT, notAfterDeletions(plan), 1);
    azurite.proxy().setEnabled(true);
  }

  /** Who deleted a blob is not to be found out where the answer got lost and the blob is gone. */
  private static NetworkPlan notAfterDeletions(NetworkPlan plan) {
    return (number, method, target) -> {
      NetworkFault fault = plan.next(number, method, target);
      return method.equals("DELETE") && fault.isAfterEffect() ? NetworkFault.NONE : fault;
    };
  }

  @AfterAll
  static void stopProxy() {
    assertThat(azurite.faults()).isPositive();
    azurite.close();
  }

  @BeforeEach
  void beginInNewPlaces() {
    TESTS.incrementAndGet();
  }

  @Override
  protected ObjectStore open(String place) throws IOException {
    return azurite.open("contract-" + TESTS + "-" + place, 8);
  }
}
