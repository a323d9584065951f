package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET https://jet.blob.core.windows.net/shots?sv=2024&sig=SECRET%3D&se=1 failed",
        "Authorization: SharedKey jet:SECRET",
        "DefaultEndpointsProtocol=https;AccountName=jet;AccountKey=SECRET==;x",
        "Authorization: Bearer SECRET",
      })
  void secretsAreCutOut(String text) {
    assertThat(Failures.redacted(text)).doesNotContain("SECRET");
    IOException shown = Failures.failed("reading x", new IllegalStateException(text));
    assertThat(shown).hasMessageStartingWith("reading x: ").hasNoCause();
    assertThat(shown.getMessage()).doesNotContain("SECRET");
  }

  @Test
  void theRootOfTheTroubleIsTold() {
    RuntimeException failure =
        new IllegalStateException("retries are over", new UnknownHostException("jet.invalid"));
    assertThat(Failures.failed("opening x", failure))
        .hasMessage(
            "opening x: no answer (UnknownHostException: jet.invalid); is the account's name right,"
                + " and is there a network?");
  }
}
