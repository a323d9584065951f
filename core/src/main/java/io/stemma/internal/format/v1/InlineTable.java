package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of a small pack as it travels in a log entry: the number of rows, then for each its
 * kind (one byte), id, and offset, length and slot as varints.
 */
public final class InlineTable {
  /** Tables of this length or more do not travel in entries. */
  public static final int MAX_BYTES = 4_096;

  private static final int MAX_ROWS = MAX_BYTES / 36;

  private InlineTable() {}

  /** Encodes a table. */
  public static byte[] encode(List<PackRow> rows) {
    ByteWriter out = new ByteWriter(rows.size() * 42 + 4);
    out.varint(rows.size());
    for (PackRow row : rows) {
      out.u8(row.kind().code()).hash(row.id());
      out.varint(row.offset()).varint(row.length()).varint(row.slot());
    }
    return out.toBytes();
  }

  /** Length of the encoded table; only exact below the limit. */
  static int bytes(List<PackRow> rows) {
    return rows.size() > MAX_ROWS ? MAX_BYTES : encode(rows).length;
  }

  /** Decodes a table. */
  public static List<PackRow> decode(byte[] bytes) {
    if (bytes.length >= MAX_BYTES) {
      throw new MalformedException("the table of a small pack has " + bytes.length + " bytes");
    }
    ByteReader in = new ByteReader(bytes);
    int count = in.varint(MAX_ROWS);
    List<PackRow> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.ofCode(in.u8());
      rows.add(new PackRow(kind, in.hash(), offset(in), in.varint(0xffffff), in.varint(4_095)));
    }
    in.expectEnd();
    return rows;
  }

  private static long offset(ByteReader in) {
    long offset = in.varint();
    if (offset > 0xffffffffL) {
      throw new MalformedException("an offset in a pack is " + offset + ", over 2^32-1");
    }
    return offset;
  }
}
