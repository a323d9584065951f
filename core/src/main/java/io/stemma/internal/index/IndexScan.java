package io.stemma.internal.index;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRow;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** All rows of an index object in order. Reads 64 blocks at a time, and checks blocks and order. */
final class IndexScan implements RowSource {
  private static final int BLOCKS_AT_ONCE = 64;

  private final IndexObject object;
  private final IndexTables tables;
  private final IndexLayout layout;
  private byte[] bytes = new byte[0];
  private int firstBlock; // in bytes
  private int endBlock;
  private int row;
  private int bucket;
  private @Nullable IndexRow previous;

  IndexScan(IndexObject object, IndexTables tables) {
    this.object = object;
    this.tables = tables;
    this.layout = tables.layout();
  }

  @Override
  public @Nullable IndexRow next() throws IOException {
    if (row == layout.rows()) {
      return null;
    }
    int block = row / layout.blockRows();
    if (block == endBlock) {
      fill(block);
    }
    while (tables.endOf(bucket) <= row) {
      bucket++;
    }
    int blockAt = (int) (layout.blockOffset(block) - layout.blockOffset(firstBlock));
    int at = blockAt + (row - block * layout.blockRows()) * layout.rowBytes();
    IndexRow next = decode(at);
    if (previous != null && previous.compareTo(next) >= 0) {
      throw object.damaged("row " + row + " is not greater than the one before");
    }
    previous = next;
    row++;
    return next;
  }

  private IndexRow decode(int at) {
    try {
      return new IndexRow(
          tables.blocks().kind(bytes, at),
          tables.blocks().id(bytes, at, bucket),
          tables.blocks().location(bytes, at, tables.pack(tables.blocks().ordinal(bytes, at))));
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
  }

  private void fill(int block) throws IOException {
    int end = Math.min(layout.blocks(), block + BLOCKS_AT_ONCE);
    long from = layout.blockOffset(block);
    bytes = object.read(from, (int) (layout.blockOffset(end) - from));
    try {
      for (int b = block; b < end; b++) {
        int at = (int) (layout.blockOffset(b) - from);
        tables.blocks().check(bytes, at, b, layout.blockLength(b));
      }
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
    firstBlock = block;
    endBlock = end;
  }
}
