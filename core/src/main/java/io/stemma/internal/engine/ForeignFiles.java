package io.stemma.internal.engine;

import io.stemma.internal.chunks.ChunkTransfer;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.work.WorkPool;
import java.util.Iterator;

/** The content of files of another archive, brought into a transaction by several threads. */
final class ForeignFiles {
  private final ChunkTransfer transfer;
  private final Lifetime life;

  ForeignFiles(StoredCommit source, WriteSession session, Lifetime life) {
    this.transfer = new ChunkTransfer(source.archive().engine.chunks, session);
    this.life = life;
  }

  /** Brings all content at and below a path; a piece at a time is what the end waits for. */
  void bring(FileTree files, TreePath path) {
    try (WorkPool pool =
        new WorkPool("stemma-copy", "the thread was interrupted; nothing was copied")) {
      pool.run(() -> walk(pool, files.walk(path, false)));
    }
  }

  private void walk(WorkPool pool, Iterator<TreeItem> items) {
    while (items.hasNext()) {
      pool.checkGoing();
      TreeItem item = items.next();
      item.entry().ifPresent(file -> pool.add(() -> bring(pool, Content.of(file))));
    }
  }

  private void bring(WorkPool pool, Content file) {
    transfer.take(
        file,
        step -> {
          pool.checkGoing();
          life.during(
              () -> {
                step.run();
                return true;
              });
        });
  }
}
