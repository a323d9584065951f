package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error says what to do, and nothing that is seen or logged has a secret in it. */
class FailingAccessTest {
  static List<FailingAccess> all() throws IOException {
    return FailingAccess.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  @Timeout(120) // against hanging for ever
  void oneClearErrorWithoutSecrets(FailingAccess access) {
    try (EverythingLogged logged = new EverythingLogged()) {
      Throwable error = catchThrowable(access.attempt()::run);
      assertThat(error).hasMessageContaining(access.says());
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("sig=").doesNotContain(access.secrets());
      assertThat(logged.text()).doesNotContain(access.secrets());
    }
  }

  @Test
  void requestsAreLoggedWithoutSignatures() throws IOException {
    try (EverythingLogged logged = new EverythingLogged()) {
      FailingAccess reading =
          all().stream().filter(a -> a.name().equals("read-only signature")).findFirst().get();
      assertThat(catchThrowable(reading.attempt()::run)).isNotNull();
      assertThat(logged.text())
          .contains("failing-access?restype=container&comp=list", "sig=REDACTED");
      assertThat(logged.text()).doesNotContain(reading.secrets());
    }
  }
}
