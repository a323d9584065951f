package io.stemma.internal.index;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.FilterEntry;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.IndexTrailer;
import java.io.IOException;

/** Checks what the tables, which are checked on loading, say of the rest of an index object. */
final class IndexVerification {
  private final IndexObject object;
  private final IndexTables tables;

  IndexVerification(IndexObject object, IndexTables tables) {
    this.object = object;
    this.tables = tables;
  }

  void run() throws IOException {
    byte[] head = object.read(0, IndexLayout.HEAD_BYTES);
    try {
      IndexTrailer.checkHead(head, 0, object.name());
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
    checkPacks();
    checkRows();
  }

  private void checkPacks() {
    for (int i = 1; i < tables.layout().packs(); i++) {
      if (tables.pack(i - 1).compareTo(tables.pack(i)) >= 0) {
        throw object.damaged("pack " + i + " is not greater than the one before");
      }
    }
  }

  private void checkRows() throws IOException {
    RowSource rows = new IndexScan(object, tables);
    byte[] filter = new byte[0];
    int count = 0;
    for (IndexRow row = rows.next(); row != null; row = rows.next()) {
      int partition = count / IndexLayout.PARTITION_ROWS;
      if (count % IndexLayout.PARTITION_ROWS == 0) {
        filter = IndexFilters.read(object, tables, partition);
      }
      FilterEntry entry = tables.filter(partition);
      if (!FuseFilter.mayContain(entry, filter, FuseFilter.key(row.kind(), row.id()))) {
        throw object.damaged("its filter does not have row " + count);
      }
      count++;
    }
  }
}
