package io.stemma.internal.ingest;

import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where directories are taken in: a transaction. Safe for use by several threads. */
public interface ImportTarget {

  /** Takes chunks. */
  ChunkSink session();

  /** How many bytes of file data were taken that had not been stored before. */
  long newBytes();

  /** What was staged so far. */
  StagedTree.State state();

  /** Stages files; says how many edits that made. */
  int write(List<TreePath> paths, List<FileEntry> entries);

  /** Removes keys of files and of directories themselves; says how many edits that made. */
  int remove(List<byte[]> keys);

  /** What is stored already. */
  ChunkStore stored();

  /** The archive. */
  String archiveId();

  /** A directory for hints of this archive, made when needed; empty for no hints. */
  Optional<Path> cache();
}
