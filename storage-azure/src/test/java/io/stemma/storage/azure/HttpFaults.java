package io.stemma.storage.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Loses requests and answers between the client library and the emulator. */
final class HttpFaults implements HttpPipelinePolicy {
  /** What happens to a try of a request. */
  enum Fate {
    DONE,
    /** It never arrives. */
    LOST,
    /** It is done, and its answer never arrives. */
    ANSWER_LOST,
    /** It arrives with a signature that is not accepted. */
    REFUSED
  }

  /** Decides. */
  interface Plan {
    /**
     * What happens.
     *
     * @param number which try of its kind this is, from 1
     */
    Fate fate(HttpMethod method, int number);
  }

  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private volatile Plan plan = (method, number) -> Fate.DONE;

  /** From now on. */
  void follow(Plan next) {
    puts.set(0);
    others.set(0);
    plan = next;
  }

  int puts() {
    return puts.get();
  }

  int others() {
    return others.get();
  }

  /** A container behind these faults; what is lost is noticed at once, and tried three times. */
  BlobContainerClient container(String name) {
    return new BlobContainerClientBuilder()
        .endpoint(Azurite.running().endpoint())
        .containerName(name)
        .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .retryOptions(
            new RequestRetryOptions(
                RetryPolicyType.FIXED, 3, null, Duration.ofMillis(1), Duration.ofMillis(1), null))
        .addPolicy(new CountedTries.Policy())
        .addPolicy(this)
        .buildClient();
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    Fate fate = fate(context);
    Mono<HttpResponse> lost = Mono.error(new IOException("the connection is gone"));
    return switch (fate) {
      case DONE, REFUSED -> next.process();
      case LOST -> lost;
      case ANSWER_LOST -> next.process().flatMap(HttpFaults::drained).then(lost);
    };
  }

  private static Mono<byte[]> drained(HttpResponse answer) {
    return answer.getBodyAsByteArray();
  }

  @Override
  public HttpResponse processSync(
      HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    Fate fate = fate(context);
    if (fate == Fate.LOST) {
      throw new UncheckedIOException(new IOException("the connection is gone"));
    }
    HttpResponse answer = next.processSync();
    if (fate == Fate.ANSWER_LOST) {
      answer.close();
      throw new UncheckedIOException(new IOException("the connection is gone"));
    }
    return answer;
  }

  private Fate fate(HttpPipelineCallContext context) {
    HttpMethod method = context.getHttpRequest().getHttpMethod();
    int number = (method == HttpMethod.PUT ? puts : others).incrementAndGet();
    Fate fate = plan.fate(method, number);
    if (fate == Fate.REFUSED) {
      context
          .getHttpRequest()
          .setHeader(
              com.azure.core.http.HttpHeaderName.AUTHORIZATION, "SharedKey devstoreaccount1:AAAA");
    }
    return fate;
  }
}
