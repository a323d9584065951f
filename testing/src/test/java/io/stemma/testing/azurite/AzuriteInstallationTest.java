package io.stemma.testing.azurite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzuriteInstallationTest {
  @TempDir Path directory;

  @Test
  void withoutNpmItIsSaidWhatIsMissing() {
    assertThatThrownBy(() -> AzuriteInstallation.install(directory, "npm-that-is-not-there"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("needs Node.js 20 or newer with npm on the PATH")
        .hasMessageContaining("install it, and run this again");
  }
}
