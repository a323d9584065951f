package io.stemma.internal.engine;

import io.stemma.ArchiveOptions;
import io.stemma.internal.log.KnownHeads;
import io.stemma.internal.log.LogOptions;

/** The log's options from the archive's. */
final class LogSettings {
  private LogSettings() {}

  static LogOptions of(ArchiveOptions options, KnownHeads known) {
    LogOptions usual = LogOptions.of(known);
    return new LogOptions(
        options.clock(),
        usual.pause(),
        usual.random(),
        options.commitDeadline(),
        known,
        usual.firstSequence());
  }
}
