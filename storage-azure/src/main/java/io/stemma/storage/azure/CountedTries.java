package io.stemma.storage.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.util.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often the client library sent one request: where it did so twice, the first may still
 * be on its way when the second is refused. A client that was made elsewhere does not count.
 */
final class CountedTries {
  private static final String KEY = "stemma-tries";

  /** Read by the HTTP clients of the library. */
  private static final String RESPONSE_TIMEOUT = "azure-response-timeout";

  private final AtomicInteger tries = new AtomicInteger();

  /** What a request of which an answer may be long in coming is sent with. */
  static Context waiting(Duration answer) {
    return new Context(RESPONSE_TIMEOUT, answer);
  }

  /** The same, and counted here. */
  Context counted(Duration answer) {
    return waiting(answer).addData(KEY, tries);
  }

  boolean isRepeated() {
    return tries.get() > 1;
  }

  /** Counts each try. */
  static final class Policy extends HttpPipelineSyncPolicy {
    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
      context.getData(KEY).ifPresent(tries -> ((AtomicInteger) tries).incrementAndGet());
    }
  }
}
