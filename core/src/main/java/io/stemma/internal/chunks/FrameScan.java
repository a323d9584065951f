package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads long values of entries one after the other. Those that were written together share frames;
 * so when two in a row come from one frame, all values in it are known by the ids that their bytes
 * have, and need not be looked up in the index. For one thread.
 */
final class FrameScan implements ChunkSource {
  private static final int KNOWN_BYTES = 1 << 20;

  private final ChunkStore store;
  private final Map<Hash, byte[]> known = new HashMap<>();
  private int knownBytes;
  private @Nullable Location last;

  FrameScan(ChunkStore store) {
    this.store = store;
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    byte[] bytes = kind == Kind.VALUE ? known.get(id) : null;
    if (bytes != null) {
      return bytes;
    }
    return kind == Kind.VALUE ? store.find(kind, id, at -> read(at, id)) : store.read(kind, id);
  }

  private byte[] read(Location at, Hash id) throws IOException {
    Location frame = StoredFrames.frame(at);
    if (frame.equals(last)) {
      if (knownBytes > KNOWN_BYTES) {
        known.clear();
        knownBytes = 0;
      }
      store.identify(at, Kind.VALUE, this::know);
    }
    last = frame;
    return store.read(at, Kind.VALUE, id);
  }

  private void know(Kind kind, Hash id, byte[] bytes) {
    if (kind == Kind.VALUE && known.put(id, bytes) == null) {
      knownBytes += bytes.length;
    }
  }
}
