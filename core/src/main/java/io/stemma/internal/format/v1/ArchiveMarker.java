package io.stemma.internal.format.v1;

import java.time.Instant;

/**
 * What {@code stemma.json} holds, which is created once with the archive.
 *
 * @param archiveId the archive's UUID
 * @param created when it was created
 * @param unknown fields of a newer version
 */
public record ArchiveMarker(String archiveId, Instant created, UnknownFields unknown) {
  /** Checks the values. */
  public ArchiveMarker {
    LogEntry.archiveId(archiveId);
    Checks.time("the creation time", created);
  }

  /** A marker of this version. */
  public ArchiveMarker(String archiveId, Instant created) {
    this(archiveId, created, UnknownFields.NONE);
  }
}
