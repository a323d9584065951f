package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import java.util.List;

/** Gives whole objects by kind and id. */
public interface ChunkSource {

  /**
   * The bytes of an id, verified against it. The array may be shared; it must not be written to.
   *
   * @throws io.stemma.DamageException if they are missing or damaged
   * @throws io.stemma.StorageException if the store failed
   */
  byte[] read(Kind kind, Hash id);

  /**
   * Puts the bytes of an id, verified against it, into an array. When this fails, the range of the
   * array may hold anything.
   *
   * @param length the length that they are expected to have
   * @throws io.stemma.DamageException if they are missing, damaged, or of another length
   * @throws io.stemma.StorageException if the store failed
   */
  default void readInto(Kind kind, Hash id, byte[] target, int offset, int length) {
    byte[] bytes = read(kind, id);
    if (bytes.length != length) {
      throw Faults.damaged(
          kind + " " + id,
          new MalformedException("it has " + bytes.length + " bytes, its file says " + length));
    }
    System.arraycopy(bytes, 0, target, offset, length);
  }

  /** The same objects, for one thread that will read many long values of entries in a row. */
  default ChunkSource forScan() {
    return this;
  }

  /**
   * How many bytes of a file, from where it is being read, are worth being named in {@link
   * #readAhead}; 0 where reading ahead gains nothing now.
   */
  default int worthReadingAhead() {
    return 0;
  }

  /**
   * Says which chunks of a file will be read soon, in this order. Never fails and does not wait:
   * what is wrong is met when a chunk is read.
   *
   * @return how many of them, from the first, are known now; the others may be named again later
   */
  default int readAhead(List<ChunkRef> chunks) {
    return 0;
  }
}
