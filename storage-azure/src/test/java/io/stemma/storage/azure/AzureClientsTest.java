package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureClientsTest {
  private static final AzureLocation SHOTS =
      new AzureLocation("https://jet.blob.core.windows.net", "shots", "a", "");

  private static BlobContainerClient client(AzureLocation at, Map<String, String> environment)
      throws IOException {
    AzureCredential found = AzureCredential.ofEnvironment(environment);
    return AzureClients.client(at, found, AzureOptions.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "AZURE_STORAGE_CONNECTION_STRING, AccountName=jet;AccountKey=U0VDUkVU;EndpointSuffix=core.windows.net",
    "AZURE_STORAGE_SAS_TOKEN, sv=2024-11-04&sig=x",
    "OTHER, x",
  })
  void theClientIsForThePlaceThatWasAskedFor(String variable, String value) throws IOException {
    BlobContainerClient client = client(SHOTS, Map.of(variable, value));
    assertThat(client.getAccountName()).isEqualTo("jet");
    assertThat(client.getBlobContainerName()).isEqualTo("shots");
  }

  @Test
  void anAccountAndItsKeyAreTaken() throws IOException {
    Map<String, String> environment =
        Map.of("AZURE_STORAGE_ACCOUNT", "jet", "AZURE_STORAGE_KEY", "U0VDUkVU");
    assertThat(client(SHOTS, environment).getAccountName()).isEqualTo("jet");
  }

  @Test
  void aWorkingClientIsMadeForTheEmulator() throws IOException {
    URI place = URI.create(Azurite.running().endpoint() + "/clients-test/a");
    AzureLocation at = AzureLocation.of(place);
    Map<String, String> environment =
        Map.of("AZURE_STORAGE_ACCOUNT", Azurite.ACCOUNT, "AZURE_STORAGE_KEY", Azurite.KEY);
    assertThat(client(at, environment).createIfNotExists()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "AZURE_STORAGE_CONNECTION_STRING, SECRET",
    "AZURE_STORAGE_CONNECTION_STRING, AccountName=jet;AccountKey",
    "AZURE_STORAGE_KEY, SECRET",
  })
  void whatIsNotWellFormedIsNotRepeated(String variable, String value) {
    assertThatThrownBy(() -> client(SHOTS, Map.of(variable, value)))
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessageContaining(variable)
        .hasMessageContaining("https://jet.blob.core.windows.net/shots/a")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRET"));
  }
}
