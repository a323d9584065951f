/** Versioned datasets with provenance: the API, the engine and the in-memory store. */
module io.stemma {
  requires static transitive org.jspecify;
  requires com.github.luben.zstd_jni;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires org.apache.commons.codec;
  requires org.slf4j;

  exports io.stemma;
  exports io.stemma.signal;
  exports io.stemma.storage;

  uses io.stemma.storage.ObjectStoreProvider;

  provides java.nio.file.spi.FileSystemProvider with
      io.stemma.internal.nio.StemmaFileSystemProvider;
}
