package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureLocationTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          azure://jet/shots,                                     https://jet.blob.core.windows.net, shots, ''
          azure://jet/shots/,                                    https://jet.blob.core.windows.net, shots, ''
          azure://jet/shots/a/b,                                 https://jet.blob.core.windows.net, shots, a/b
          https://jet.blob.core.windows.net/shots/a,             https://jet.blob.core.windows.net, shots, a
          https://jet.blob.core.chinacloudapi.cn/shots,          https://jet.blob.core.chinacloudapi.cn, shots, ''
          http://127.0.0.1:10000/devstoreaccount1/shots/a/b,     http://127.0.0.1:10000/devstoreaccount1, shots, a/b
          http://[::1]:10000/devstoreaccount1/shots,             http://[::1]:10000/devstoreaccount1, shots, ''
          HTTP://LOCALHOST:10000/devstoreaccount1/shots,         http://localhost:10000/devstoreaccount1, shots, ''
          http://localhost:10000/devstoreaccount1/shots,         http://localhost:10000/devstoreaccount1, shots, ''
          """)
  void addressesAreUnderstood(URI place, String endpoint, String container, String prefix)
      throws IOException {
    assertThat(AzureLocation.of(place))
        .isEqualTo(new AzureLocation(endpoint, container, prefix, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "azure://jet",
        "azure://jet/",
        "azure:///shots",
        "azure://JET_1/shots",
        "azure://jet:443/shots",
        "azure://jet/Shots",
        "azure://jet/a",
        "azure://jet/shots/A",
        "azure://jet/shots/../x",
        "azure://jet/shots?sv=1&sig=SECRET",
        "azure://user:SECRET@jet/shots",
        "https://example.org/shots",
        "http://jet.blob.core.windows.net/shots",
        "http://10.0.0.1/devstoreaccount1/shots",
        "http://localhost.example.org/devstoreaccount1/shots",
        "http://127.0.0.1.example.org/devstoreaccount1/shots",
        "http://127.0.0.1@example.org/devstoreaccount1/shots",
        "http://[::2]:10000/devstoreaccount1/shots",
        "http://0.0.0.0:10000/devstoreaccount1/shots?sig=SECRET",
        "http://127.0.0.1:10000/devstoreaccount1",
        "ftp://jet.blob.core.windows.net/shots?sig=SECRET",
      })
  void othersAreRefusedWithoutTellingSecrets(URI place) {
    assertThatIOException()
        .isThrownBy(() -> AzureLocation.of(place))
        .withMessageContaining("write it as azure://account/container")
        .withMessageNotContaining("SECRET");
  }

  @Test
  void aSignatureIsKeptAndNotPrinted() throws IOException {
    URI place = URI.create("https://jet.blob.core.windows.net/shots/a?sv=2024-11-04&sig=SECRET%3D");
    AzureLocation location = AzureLocation.of(place);
    assertThat(location.signature()).isEqualTo("sv=2024-11-04&sig=SECRET%3D");
    assertThat(location).hasToString("https://jet.blob.core.windows.net/shots/a");
  }
}
