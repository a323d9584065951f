package io.stemma.catalog.internal.data;

import io.stemma.CommitId;
import io.stemma.internal.engine.ArchiveScan.JobRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A commit.
 *
 * @param id its id
 * @param repository its repository
 * @param time when it was made
 * @param author who made it
 * @param message what changed
 * @param cause the id of the operation that brought it about
 * @param files how many files it has
 * @param bytes how many bytes these have
 * @param host from which computer it was made, where known
 * @param parents what it was made from
 * @param job what it was computed by, if a job made it
 */
public record CommitRow(
    CommitId id,
    String repository,
    Instant time,
    String author,
    String message,
    String cause,
    long files,
    long bytes,
    Optional<String> host,
    List<CommitId> parents,
    Optional<JobRow> job) {}
