package io.stemma.internal.ingest;

import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.StagedTree;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where directories are taken in.
 *
 * @param session takes the chunks
 * @param staged takes the files
 * @param stored knows what is stored already
 * @param archiveId the archive
 * @param cache a directory for hints of this archive, made when needed; empty for no hints
 */
public record ImportTarget(
    WriteSession session,
    StagedTree staged,
    ChunkStore stored,
    String archiveId,
    Optional<Path> cache) {}
