package io.stemma.internal.engine;

import io.stemma.Replay;
import io.stemma.Transformation;
import io.stemma.Trust;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.replay.StoredReplay;
import java.util.Collection;
import java.util.Optional;

/** Replays of a stored commit, which write to a copy of the archive that lives in memory. */
final class Replays {
  private final StoredCommit commit;
  private final PipelineArchive archive;
  private final ScratchStore.Use scratch;

  Replays(StoredCommit commit) {
    this.commit = commit;
    this.archive = new PipelineEngine(commit.archive());
    this.scratch = new ScratchStore.Use(commit.archive());
  }

  /** See {@link io.stemma.Commit#replay(Trust)}. */
  Replay byStoredCode(Trust trust, Optional<? extends Collection<String>> datums) {
    return scratch.use(copy -> StoredReplay.of(archive, copy, commit.hash(), trust, datums));
  }

  /** See {@link io.stemma.Commit#replayInFreshJvms}. */
  Replay inFreshJvms(Trust trust, int datums) {
    return scratch.use(
        copy ->
            StoredReplay.inFreshJvms(
                archive, copy, commit.hash(), trust, job -> job.sample(datums)));
  }

  /** See {@link io.stemma.Commit#replayWith(Transformation)}. */
  Replay with(Transformation transformation, Optional<? extends Collection<String>> datums) {
    return scratch.use(
        copy -> StoredReplay.with(archive, copy, commit.hash(), transformation, datums));
  }
}
