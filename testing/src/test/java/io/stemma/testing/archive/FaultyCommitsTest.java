package io.stemma.testing.archive;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads commit to a store that fails at random. */
class FaultyCommitsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noCommitIsLostOrMadeTwice(long seed) throws IOException, InterruptedException {
    MemoryObjectStore store = new MemoryObjectStore();
    new FaultyCommits(store::reopen, FaultyCommits.usualOptions(), seed, 0.03).run(4, 50);
  }
}
