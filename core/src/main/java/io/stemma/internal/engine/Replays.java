package io.stemma.internal.engine;

import io.stemma.Replay;
import io.stemma.Transformation;
import io.stemma.Trust;
import io.stemma.internal.replay.StoredReplay;
import java.util.Collection;
import java.util.Optional;

/** Replays of a stored commit, which write to a copy of the archive that lives in memory. */
final class Replays {
  private final StoredCommit commit;

  Replays(StoredCommit commit) {
    this.commit = commit;
  }

  /** See {@link io.stemma.Commit#replay(Trust)}. */
  Replay byStoredCode(Trust trust, Optional<? extends Collection<String>> datums) {
    try (OpenArchive scratch = scratch()) {
      return StoredReplay.of(
          new PipelineEngine(commit.archive()),
          new PipelineEngine(scratch),
          commit.hash(),
          trust,
          datums);
    }
  }

  /** See {@link io.stemma.Commit#replayWith(Transformation)}. */
  Replay with(Transformation transformation, Optional<? extends Collection<String>> datums) {
    try (OpenArchive scratch = scratch()) {
      return StoredReplay.with(
          new PipelineEngine(commit.archive()),
          new PipelineEngine(scratch),
          commit.hash(),
          transformation,
          datums);
    }
  }

  private OpenArchive scratch() {
    commit.archive().engine.checkOpen();
    return ScratchStore.open(commit.archive());
  }
}
