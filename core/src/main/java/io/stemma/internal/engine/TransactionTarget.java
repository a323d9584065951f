package io.stemma.internal.engine;

import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.ingest.ImportTarget;
import io.stemma.internal.path.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes a directory into a transaction, as long as that takes changes. The life comes before the
 * lock of the staged tree, here as everywhere.
 *
 * @param remember whether hints of its files are kept and used
 */
record TransactionTarget(
    Engine engine, Lifetime life, WriteSession chunks, StagedTree staged, boolean remember)
    implements ImportTarget {

  @Override
  public ChunkSink session() {
    return new LivingSink(chunks, life);
  }

  @Override
  public long newBytes() {
    return chunks.newBytes();
  }

  @Override
  public StagedTree.State state() {
    return life.during(staged::state);
  }

  @Override
  public int write(List<TreePath> paths, List<FileEntry> entries) {
    return life.during(() -> staged.writeAll(paths, entries));
  }

  @Override
  public int remove(List<byte[]> keys) {
    return life.during(() -> staged.removeAll(keys));
  }

  @Override
  public ChunkStore stored() {
    return engine.chunks;
  }

  @Override
  public String archiveId() {
    return engine.log.archiveId();
  }

  @Override
  public Optional<Path> cache() {
    return engine
        .options
        .cacheDirectory()
        .filter(directory -> remember)
        .map(directory -> directory.resolve("imports").resolve(archiveId()));
  }
}
