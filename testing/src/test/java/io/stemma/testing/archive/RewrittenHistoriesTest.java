package io.stemma.testing.archive;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that were set back or forked. */
class RewrittenHistoriesTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void areRefused(int entries) throws IOException {
    new RewrittenHistories(temp).run(entries);
  }
}
