package io.stemma.storage.azure;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.util.Map;

/**
 * Makes the client of a container with the credential that the address or the environment gives.
 * The variables are those that Azure's own tools read.
 */
final class AzureClients {
  static final String CONNECTION = "AZURE_STORAGE_CONNECTION_STRING";
  static final String SIGNATURE = "AZURE_STORAGE_SAS_TOKEN";
  static final String ACCOUNT = "AZURE_STORAGE_ACCOUNT";
  static final String KEY = "AZURE_STORAGE_KEY";

  private AzureClients() {}

  /**
   * The first of: a shared access signature in the address, a connection string, a shared access
   * signature, an account and its key from the environment, and what {@code DefaultAzureCredential}
   * finds.
   *
   * @throws IOException if a credential is not well-formed; the message does not repeat it
   */
  static BlobContainerClient client(AzureLocation at, Map<String, String> environment)
      throws IOException {
    BlobContainerClientBuilder builder =
        new BlobContainerClientBuilder().addPolicy(new WholeAnswers());
    String connection = environment.getOrDefault(CONNECTION, "");
    String signature =
        at.signature().isEmpty() ? environment.getOrDefault(SIGNATURE, "") : at.signature();
    String key = environment.getOrDefault(KEY, "");
    boolean byConnection = at.signature().isEmpty() && !connection.isEmpty();
    String from = byConnection ? CONNECTION : !signature.isEmpty() ? SIGNATURE : KEY;
    try {
      if (byConnection) {
        builder.connectionString(connection);
      } else if (!signature.isEmpty()) {
        builder.sasToken(signature);
      } else if (!key.isEmpty()) {
        builder.credential(new StorageSharedKeyCredential(account(environment), key));
      } else {
        builder.credential(new DefaultAzureCredentialBuilder().build());
      }
      return builder.endpoint(at.endpoint()).containerName(at.container()).buildClient();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(
          "no client for " + at + " can be made: is what " + from + " holds complete?");
    }
  }

  private static String account(Map<String, String> environment) {
    String account = environment.getOrDefault(ACCOUNT, "");
    if (account.isEmpty()) {
      throw new IllegalArgumentException("no account");
    }
    return account;
  }
}
