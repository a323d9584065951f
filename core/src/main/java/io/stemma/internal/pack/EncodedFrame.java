package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackRow;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame ready to be appended to a pack, and what is in it. Its bytes belong to the {@link
 * FrameEncoder} that made it and hold until that one's next call.
 */
public final class EncodedFrame {
  private final byte[] bytes;
  private final int length;
  private final List<Kind> kinds;
  private final List<Hash> ids;

  EncodedFrame(byte[] bytes, int length, List<Kind> kinds, List<Hash> ids) {
    this.bytes = bytes;
    this.length = length;
    this.kinds = kinds;
    this.ids = ids;
  }

  /**
   * A frame that was stored already, to be put into another pack as it is.
   *
   * @param rows its chunks, in the order of their slots
   * @param bytes the frame, from its first byte on
   */
  public static EncodedFrame stored(List<PackRow> rows, byte[] bytes) {
    return new EncodedFrame(
        bytes,
        bytes.length,
        rows.stream().map(PackRow::kind).toList(),
        rows.stream().map(PackRow::id).toList());
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
