package io.stemma.internal.index;

import io.stemma.internal.base.DamagedObjectException;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.PackId;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of an index object in its store; knows what to call it when something is wrong. */
final class IndexObject {
  private final ObjectStore store;
  private final IndexRef ref;
  private final String key;

  IndexObject(ObjectStore store, IndexRef ref) {
    this.store = store;
    this.ref = ref;
    this.key = ref.key();
  }

  /** Whether a request costs more than some hundred KiB that nobody asked for. */
  boolean isRemote() {
    return store.isRemote();
  }

  IndexRef ref() {
    return ref;
  }

  PackId name() {
    return PackId.parse(ref.name());
  }

  /** Reads exactly a range. */
  byte[] read(long offset, int length) throws IOException {
    ObjectRange range = store.read(key, offset, length);
    if (range.objectLength() != ref.length()) {
      throw damaged(
          String.format("expected %d bytes, found %d", ref.length(), range.objectLength()));
    }
    ByteBuffer found = range.bytes();
    if (found.remaining() != length) {
      throw damaged(String.format("%d bytes at %d are missing", length, offset));
    }
    if (found.arrayOffset() + found.position() == 0 && found.array().length == length) {
      return found.array();
    }
    byte[] bytes = new byte[length];
    found.get(bytes);
    return bytes;
  }

  DamagedObjectException damaged(String what) {
    return new DamagedObjectException(key, what);
  }

  DamagedObjectException damaged(MalformedException cause) {
    return cause instanceof DamagedObjectException known
        ? known
        : new DamagedObjectException(key, String.valueOf(cause.getMessage()), cause);
  }
}
