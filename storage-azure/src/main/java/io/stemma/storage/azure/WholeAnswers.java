package io.stemma.storage.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.io.IOException;
import reactor.core.publisher.Mono;

/**
 * Lets the client library send a request again where the connection ended in the middle of its
 * answer. By itself it takes two of these cases for final: an end within the head of an answer,
 * which the HTTP client does not tell as an {@link IOException}, and an end within a list of blobs
 * or an error's text, which are read when the library has stopped trying. What is downloaded is
 * left alone: there the library goes on at the byte where the answer ended.
 */
final class WholeAnswers implements HttpPipelinePolicy {

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    return next.process()
        .flatMap(WholeAnswers::read)
        .onErrorMap(WholeAnswers::isCutShort, IOException::new);
  }

  private static Mono<HttpResponse> read(HttpResponse answer) {
    String query = answer.getRequest().getUrl().getQuery();
    boolean list = query != null && query.contains("comp=list");
    if (!list && answer.getStatusCode() < 300) {
      return Mono.just(answer);
    }
    HttpResponse whole = answer.buffer();
    return whole.getBodyAsByteArray().thenReturn(whole);
  }

  /** HTTP clients have types of their own for this, and which of them is used may change. */
  private static boolean isCutShort(Throwable failure) {
    return failure.getClass().getSimpleName().startsWith("Premature");
  }
}
