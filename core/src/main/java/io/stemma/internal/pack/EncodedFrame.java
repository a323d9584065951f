package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A frame ready to be appended to a pack, and what is in it. Its bytes belong to the {@link
 * FrameEncoder} that made it and hold until that one's next call, unless it is {@link #kept}.
 */
public final class EncodedFrame {
  private final byte[] bytes;
  private final int length;
  private final List<Kind> kinds;
  private final List<Hash> ids;
  private final boolean kept;

  /** A frame whose bytes are the encoder's. */
  EncodedFrame(byte[] bytes, int length, List<Kind> kinds, List<Hash> ids) {
    this(bytes, length, kinds, ids, false);
  }

  private EncodedFrame(byte[] bytes, int length, List<Kind> kinds, List<Hash> ids, boolean kept) {
    this.bytes = bytes;
    this.length = length;
    this.kinds = kinds;
    this.ids = ids;
    this.kept = kept;
  }

  /**
   * A frame that was stored already, to be put into another pack as it is.
   *
   * @param rows its chunks, in the order of their slots
   * @param bytes the frame, from its first byte on; an array that is not changed any more
   */
  public static EncodedFrame stored(List<PackRow> rows, byte[] bytes) {
    return new EncodedFrame(
        bytes,
        bytes.length,
        rows.stream().map(PackRow::kind).toList(),
        rows.stream().map(PackRow::id).toList(),
        true);
  }

  /** The same frame, with bytes of its own. */
  public EncodedFrame kept() {
    return kept ? this : new EncodedFrame(Arrays.copyOf(bytes, length), length, kinds, ids, true);
  }

  /** Length of the frame with its header. */
  public int length() {
    return length;
  }

  /** How many chunks it holds. */
  public int count() {
    return ids.size();
  }

  /** The array that holds the frame from its first byte on. */
  byte[] bytes() {
    return bytes;
  }

  /** The lines of a pack's table for this frame, if it begins at an offset. */
  public List<PackRow> rows(long offset) {
    List<PackRow> rows = new ArrayList<>(ids.size());
    for (int slot = 0; slot < ids.size(); slot++) {
      rows.add(new PackRow(kinds.get(slot), ids.get(slot), offset, length, slot));
    }
    return rows;
  }
}
