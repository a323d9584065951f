package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small chunks, back to back, that are to be compressed together. */
final class ChunkGroup {
  private final int capacity;
  private final CodecChoice choice = new CodecChoice();
  private byte[] bytes = new byte[4 << 10];
  private int size;
  private int[] lengths = new int[16];
  private List<Kind> kinds = new ArrayList<>();
  private List<Hash> ids = new ArrayList<>();

  /** Begins a group that is full at a number of bytes. */
  ChunkGroup(int capacity) {
    this.capacity = capacity;
  }

  /** Picks the codec: the groups that follow each other here resemble each other. */
  CodecChoice choice() {
    return choice;
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Whether a chunk of a length still fits; one always fits into an empty group. */
  boolean fits(int length) {
    return isEmpty() || ids.size() < FrameHeader.MAX_CHUNKS && size + length <= capacity;
  }

  void add(Kind kind, Hash id, byte[] source, int offset, int length) {
    int slot = ids.size();
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.min(2 * bytes.length, capacity)));
    }
    if (slot == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * slot);
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    lengths[slot] = length;
    kinds.add(kind);
    ids.add(id);
  }

  /** The bytes of a chunk that was added, newest first. */
  Optional<byte[]> find(Kind kind, Hash id) {
    int end = size;
    for (int i = ids.size() - 1; i >= 0; i--) {
      int start = end - lengths[i];
      if (kinds.get(i) == kind && ids.get(i).equals(id)) {
        return Optional.of(Arrays.copyOfRange(bytes, start, end));
      }
      end = start;
    }
    return Optional.empty();
  }

  /** Empties the group; lists and bytes handed out before stay as they are until the next add. */
  void clear() {
    size = 0;
    kinds = new ArrayList<>();
    ids = new ArrayList<>();
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  int[] lengths() {
    return lengths;
  }

  List<Kind> kinds() {
    return kinds;
  }

  List<Hash> ids() {
    return ids;
  }
}
