package io.stemma.internal.index;

import io.stemma.internal.base.DamagedObjectException;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.PackId;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of an index object in its store; knows what to call it when something is wrong. */
final class IndexObject {
  private final ObjectStore store;
  private final IndexRef ref;
  private final String key;
  private volatile @Nullable Tail tail;

  /** The end of the object, as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tail(long from, byte[] bytes) {}

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

  /** Reads the last bytes, and serves what is read next from them, until {@link #release}. */
  byte[] readTail(int length) throws IOException {
    long from = ref.length() - length;
    byte[] bytes = read(from, length);
    tail = new Tail(from, bytes);
    return bytes;
  }

  /** Forgets the end. */
  void release() {
    tail = null;
  }

  /** Reads exactly a range. */
  byte[] read(long offset, int length) throws IOException {
    Tail read = tail;
    if (read != null && offset >= read.from && offset + length <= ref.length()) {
      int at = (int) (offset - read.from);
      return Arrays.copyOfRange(read.bytes, at, at + length);
    }
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
