package io.stemma.internal.replay;

import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.Replay;
import io.stemma.Transformation;
import io.stemma.Trust;
import io.stemma.Verdict;
import io.stemma.execution.ChildJvms;
import io.stemma.execution.JvmOptions;
import io.stemma.internal.base.Hash;
import io.stemma.internal.pipeline.LoadedCode;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.pipeline.RecordedJob;
import io.stemma.internal.table.Outline;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The replay of a stored commit, which has ended. Immutable. */
public final class StoredReplay implements Replay {
  private static final int SHOWN = 20;

  /** Longest line that is recorded of a difference, in UTF-16 units. */
  private static final int MAX_LINE = 1000;

  private final PipelineArchive archive;
  private final Hash commit;
  private final List<String> environment;
  private final Optional<String> unreproducible;
  private final Verdict.Way way;
  private final String code;
  private final ReplayRun.Findings findings;

  private StoredReplay(
      PipelineArchive archive,
      Hash commit,
      RecordedJob job,
      Verdict.Way way,
      LoadedCode code,
      ReplayRun.Findings findings) {
    this.archive = archive;
    this.commit = commit;
    this.environment = job.otherEnvironment();
    this.unreproducible = job.unreproducible();
    this.way = way;
    this.code = code.id();
    this.findings = findings;
  }

  /**
   * Replays by the code that is stored.
   *
   * @param archive as its user has it
   * @param scratch the same archive, to write in
   * @param names the datums; empty for all
   */
  public static StoredReplay of(
      PipelineArchive archive,
      PipelineArchive scratch,
      Hash commit,
      Trust trust,
      Optional<? extends Collection<String>> names) {
    Objects.requireNonNull(trust, "trust");
    try (RecordedJob job = new RecordedJob(scratch, commit)) {
      LoadedCode code = job.code();
      ReplayRun run = new ReplayRun(scratch, job, code, Optional.empty());
      return new StoredReplay(
          archive, commit, job, Verdict.Way.RECORDED_CODE, code, run.run(names));
    }
  }

  /**
   * Replays some datums by the code that is stored, each in a JVM that has run nothing yet.
   *
   * @param archive as its user has it
   * @param scratch the same archive, to write in
   * @param sample the names of the datums
   */
  public static StoredReplay inFreshJvms(
      PipelineArchive archive,
      PipelineArchive scratch,
      Hash commit,
      Trust trust,
      Function<RecordedJob, List<String>> sample) {
    Objects.requireNonNull(trust, "trust");
    try (RecordedJob job = new RecordedJob(scratch, commit);
        ChildJvms children = freshJvms(scratch)) {
      LoadedCode code = job.code();
      ReplayRun run = new ReplayRun(scratch, job, code, Optional.of(children));
      return new StoredReplay(
          archive,
          commit,
          job,
          Verdict.Way.FRESH_JVMS,
          code,
          run.run(Optional.of(sample.apply(job))));
    }
  }

  /**
   * Replays by other code.
   *
   * @param archive as its user has it
   * @param scratch the same archive, to write in
   * @param names the datums; empty for all
   */
  public static StoredReplay with(
      PipelineArchive archive,
      PipelineArchive scratch,
      Hash commit,
      Transformation transformation,
      Optional<? extends Collection<String>> names) {
    try (RecordedJob job = new RecordedJob(scratch, commit)) {
      LoadedCode code = job.with(transformation);
      ReplayRun run = new ReplayRun(scratch, job, code, Optional.empty());
      return new StoredReplay(archive, commit, job, Verdict.Way.OTHER_CODE, code, run.run(names));
    }
  }

  /**
   * Replays some datums by other code with the recorded parameters, each in a JVM that has run
   * nothing yet.
   *
   * @param archive as its user has it
   * @param scratch the same archive, to write in
   * @param count how many datums at most
   */
  public static StoredReplay withInFreshJvms(
      PipelineArchive archive,
      PipelineArchive scratch,
      Hash commit,
      Transformation transformation,
      int count) {
    try (RecordedJob job = new RecordedJob(scratch, commit)) {
      LoadedCode code = job.with(transformation).with(job.parameters()).kept(scratch);
      try (ChildJvms children = freshJvms(scratch)) {
        ReplayRun run = new ReplayRun(scratch, job, code, Optional.of(children));
        return new StoredReplay(
            archive,
            commit,
            job,
            Verdict.Way.OTHER_CODE_IN_FRESH_JVMS,
            code,
            run.run(Optional.of(job.sample(count))));
      }
    }
  }

  private static ChildJvms freshJvms(PipelineArchive scratch) {
    int processors = Runtime.getRuntime().availableProcessors();
    JvmOptions options = JvmOptions.DEFAULT.withCount(processors).withFreshJvms();
    return ChildJvms.start(scratch.archive(), options);
  }

  @Override
  public Commit commit() {
    return archive.commit(commit);
  }

  @Override
  public long datums() {
    return findings.datums();
  }

  @Override
  public long files() {
    return findings.files();
  }

  @Override
  public List<Difference> differences() {
    return archive.printed("differences of " + commit(), findings.differences());
  }

  @Override
  public List<String> environment() {
    return environment;
  }

  @Override
  public Optional<String> unreproducible() {
    return unreproducible;
  }

  @Override
  public Verdict record() {
    Verdict verdict =
        new Verdict(
            new CommitId(commit.toString()),
            archive.now(),
            archive.author(),
            way,
            code,
            datums(),
            files(),
            findings.differences().size(),
            Deviations.largest(findings.differences()),
            findings.differences().stream().limit(SHOWN).map(StoredReplay::line).toList(),
            environment,
            unreproducible);
    new Verdicts(archive).add(verdict);
    return verdict;
  }

  private static String line(Difference difference) {
    String text = difference.datum() + ": " + difference;
    String some = text.length() <= MAX_LINE ? text : text.substring(0, MAX_LINE);
    // Half of a character, whether it was so or is cut here, could not be stored.
    String storable = new String(some.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return text.length() <= MAX_LINE ? storable : storable + " ...";
  }

  @Override
  public void close() {
    // All that it needed was given back when it had ended.
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private Outline outline() {
    List<Difference> all = findings.differences();
    String found = all.isEmpty() ? "identical" : all.size() + " differ";
    Outline outline =
        Outline.of("replay of " + commit())
            .line(count(datums(), "datum") + ", " + count(files(), "file") + ", " + found)
            .addFirst(SHOWN, all, each -> Outline.of(each.path(), each.reason()));
    if (!all.isEmpty()) {
      unreproducible.ifPresent(why -> outline.line("was declared not reproducible: " + why));
      environment.forEach(outline::line);
    }
    return outline;
  }

  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
