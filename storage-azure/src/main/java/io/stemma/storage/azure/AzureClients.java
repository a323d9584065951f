package io.stemma.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.util.HttpClientOptions;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;

/** Makes the client of a container. */
final class AzureClients {

  private AzureClients() {}

  /**
   * A client that sends requests as the options say.
   *
   * @throws IOException if the credential is not well-formed; the message does not repeat it
   */
  static BlobContainerClient client(
      AzureLocation at, AzureCredential credential, AzureOptions options) throws IOException {
    HttpClient http =
        HttpClient.createDefault(
            new HttpClientOptions()
                .setConnectTimeout(options.answer())
                .setResponseTimeout(options.answer())
                .setReadTimeout(options.answer())
                .setWriteTimeout(options.upload()));
    BlobContainerClientBuilder builder =
        new BlobContainerClientBuilder()
            .httpClient(http)
            .httpLogOptions(logging())
            .addPolicy(new CountedTries.Policy())
            .addPolicy(new WholeAnswers())
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.EXPONENTIAL,
                    options.tries(),
                    null,
                    options.pause(),
                    options.longestPause(),
                    null));
    try {
      credential.useIn(builder);
      return builder.endpoint(at.endpoint()).containerName(at.container()).buildClient();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(
          "no client for " + at + " can be made: is " + credential + " complete?");
    }
  }

  /**
   * As the environment says, but without bodies: the service's answer to a wrong signature repeats
   * what was signed.
   */
  private static HttpLogOptions logging() {
    HttpLogOptions options = BlobContainerClientBuilder.getDefaultHttpLogOptions();
    HttpLogDetailLevel level = options.getLogLevel();
    if (level.shouldLogBody()) {
      options.setLogLevel(
          level.shouldLogHeaders() ? HttpLogDetailLevel.HEADERS : HttpLogDetailLevel.BASIC);
    }
    return options;
  }
}
