package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AzureOptionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theyPrintAsALine() {
    assertThat(AzureOptions.DEFAULT)
        .hasToString(
            "12.0 s to open; 4.0 s for an answer, 60.0 s to an upload; 3 tries, 0.5 to 4.0 s apart;"
                + " blocks of 4194304 bytes, 4 at once");
  }

  @Test
  void eachCanBeChanged() {
    AzureOptions changed =
        AzureOptions.DEFAULT
            .withOpening(Duration.ofSeconds(5))
            .withAnswer(SECOND, Duration.ofSeconds(9))
            .withTries(7, SECOND, SECOND)
            .withBlocks(1 << 20, 8);
    assertThat(changed)
        .isEqualTo(
            new AzureOptions(
                Duration.ofSeconds(5),
                SECOND,
                Duration.ofSeconds(9),
                7,
                SECOND,
                SECOND,
                1 << 20,
                8));
  }

  @Test
  void whatCannotWorkIsRefused() {
    AzureOptions options = AzureOptions.DEFAULT;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withOpening(Duration.ZERO))
        .withMessageContaining("opening");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withAnswer(SECOND, SECOND.negated()))
        .withMessageContaining("upload");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withTries(0, SECOND, SECOND))
        .withMessageContaining("tries");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withTries(2, SECOND, Duration.ofMillis(1)))
        .withMessageContaining("shorter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withBlocks(1, 4))
        .withMessageContaining("blockBytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withBlocks(1 << 20, 65))
        .withMessageContaining("parallelBlocks");
  }
}
