package io.stemma.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the client of a container. */
final class AzureClients {
  /** Writes whole addresses, with their signatures, at the level FINE: it is switched off. */
  private static final Logger ADDRESSES = Logger.getLogger("jdk.internal.httpclient.debug");

  private AzureClients() {}

  /**
   * A client that sends requests as the options say.
   *
   * @throws IOException if the credential is not well-formed; the message does not repeat it
   */
  static BlobContainerClient client(
      AzureLocation at, AzureCredential credential, AzureOptions options) throws IOException {
    ADDRESSES.setLevel(Level.OFF);
    HttpClient http =
        new JdkHttpClientBuilder()
            .connectionTimeout(options.answer())
            .responseTimeout(options.answer())
            .readTimeout(options.answer())
            .writeTimeout(options.upload())
            .build();
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
