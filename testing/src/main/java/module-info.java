/**
 * Contract tests, decorators and stores with faults, for whoever writes or uses an object store.
 */
module io.stemma.testing {
  requires static transitive org.jspecify;
  requires transitive io.stemma;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires transitive org.assertj.core;

  exports io.stemma.testing;
  exports io.stemma.testing.archive;
  exports io.stemma.testing.azurite;
  exports io.stemma.testing.net;
  exports io.stemma.testing.transformation;

  // The components of transformations are written as JSON and read back.
  opens io.stemma.testing.archive to
      com.fasterxml.jackson.databind;

  // JUnit makes the contract's test classes, which are not public.
  opens io.stemma.testing to
      org.junit.platform.commons;
}
