package io.stemma.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** The bytes of a blob that is longer than a block, on their way. Used by one thread at a time. */
interface BlobContent extends Closeable {

  /**
   * Takes bytes over.
   *
   * @param bytes an array that is not changed any more
   * @param length how many of them, from the first
   */
  void add(byte[] bytes, int length) throws IOException;

  /** Waits until all bytes are where {@link #create} needs them. */
  void flush() throws IOException;

  /** Makes the blob; throws what the client library throws. */
  void create(Map<String, String> metadata, BlobRequestConditions conditions, Context context);

  /** Drops what was not made into a blob. */
  @Override
  void close();
}
