/** Versioned datasets with provenance: the API, the engine and the in-memory store. */
@SuppressWarnings("module") // storage.local is compiled after this
module io.stemma {
  requires static transitive org.jspecify;
  requires com.github.luben.zstd_jni;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires org.apache.commons.codec;
  requires org.objectweb.asm;
  requires org.slf4j;
  requires jdk.unsupported; // com.sun.nio.file.ExtendedOpenOption.DIRECT

  exports io.stemma;
  exports io.stemma.display;
  exports io.stemma.execution;
  exports io.stemma.signal;
  exports io.stemma.storage;
  exports io.stemma.internal.cache to
      io.stemma.testing;
  exports io.stemma.internal.condition to
      io.stemma.catalog;
  exports io.stemma.internal.engine to
      io.stemma.catalog;
  exports io.stemma.internal.path to
      io.stemma.catalog;
  exports io.stemma.internal.pipeline to
      io.stemma.catalog;
  exports io.stemma.internal.jvm to
      io.stemma.testing;
  exports io.stemma.internal.files to
      io.stemma.storage.local;
  exports io.stemma.internal.table to
      io.stemma.catalog;

  uses io.stemma.storage.ObjectStoreProvider;

  provides java.nio.file.spi.FileSystemProvider with
      io.stemma.internal.nio.StemmaFileSystemProvider;
}
