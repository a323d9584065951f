package io.stemma.testing;

/** The operations of an object store and of its writers that can be counted or made to fail. */
public enum StoreOperation {
  /** {@link io.stemma.storage.ObjectStore#create(String)}. */
  CREATE,
  /** {@link io.stemma.storage.ObjectWriter#write(java.nio.ByteBuffer)}. */
  WRITE,
  /** {@link io.stemma.storage.ObjectWriter#commit()}. */
  COMMIT,
  /** {@link io.stemma.storage.ObjectStore#read(String, long, int)}. */
  READ,
  /** {@link io.stemma.storage.ObjectStore#list(String, String, int)}. */
  LIST,
  /** {@link io.stemma.storage.ObjectStore#delete(String)}. */
  DELETE,
  /** {@link io.stemma.storage.ObjectStore#sync(String)}. */
  SYNC
}
