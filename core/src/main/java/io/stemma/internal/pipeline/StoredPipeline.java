package io.stemma.internal.pipeline;

import io.stemma.Branch;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.NotFoundException;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.PipelineVersion;
import io.stemma.Plan;
import io.stemma.Replay;
import io.stemma.Transformation;
import io.stemma.Verdict;
import io.stemma.execution.Executor;
import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.TypedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A pipeline of an open archive, or a variant. Holds its names only; all else is looked up. */
final class StoredPipeline implements Pipeline {
  private final PipelineArchive archive;
  private final String name;
  private final String branch;

  StoredPipeline(PipelineArchive archive, String name) {
    this(archive, name, "main");
  }

  /**
   * A variant.
   *
   * @param branch which holds its results
   */
  StoredPipeline(PipelineArchive archive, String name, String branch) {
    this.archive = archive;
    this.name = name;
    this.branch = branch;
  }

  /** The pipeline and the branch, which also name this among others. */
  String node() {
    return name + "/" + branch;
  }

  /** The name, and that of the variant. */
  String shown() {
    return branch.equals("main") ? name : node();
  }

  private String definitionRef() {
    return RefNames.pipeline(name, branch);
  }

  /** A version as it is stored. */
  private record Stored(Hash id, CommitObject commit, Definition definition) {}

  private Stored newest(PipelineArchive.State state) {
    Hash id =
        state
            .ref(definitionRef())
            .flatMap(RefTarget::commit)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "there is no pipeline " + shown() + " any more; define it anew"));
    return stored(id);
  }

  private Stored stored(Hash id) {
    CommitObject commit = archive.object(id);
    return new Stored(id, commit, Definition.decode(commit.attributes()));
  }

  private PipelineVersion version(Stored stored) {
    Definition definition = stored.definition();
    return new PipelineVersion(
        name,
        definition.number(),
        definition.transformation(),
        definition.parameters(),
        definition.input(),
        definition.options(),
        definition.paused(),
        stored.commit().author(),
        stored.commit().time());
  }

  private Code code(Definition definition) {
    return Code.of(definition, archive.known(definition.transformation()));
  }

  private Planner planner(Stored stored, long datums) {
    Code code = code(stored.definition());
    return new Planner(
        archive, name, definitionRef(), stored.definition(), stored.id(), code, datums);
  }

  /** The branch that holds the results, as the log calls it. */
  String ref() {
    return RefNames.branch(name, branch);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PipelineVersion definition() {
    return version(newest(archive.state()));
  }

  @Override
  public List<PipelineVersion> history() {
    List<PipelineVersion> versions = new ArrayList<>();
    Optional<Hash> next = Optional.of(newest(archive.state()).id());
    while (next.isPresent()) {
      Stored stored = stored(next.get());
      versions.add(version(stored));
      next = stored.commit().parents().stream().findFirst();
    }
    return archive.printed("versions of pipeline " + name, versions);
  }

  @Override
  public Branch output() {
    return archive.archive().repository(name).branch(branch);
  }

  @Override
  public Plan plan() {
    PipelineArchive.State state = archive.state();
    Planner planner = planner(newest(state), Long.MAX_VALUE);
    JobPlan plan = planner.plan(state, ref(), archive.newId());
    Reasons reasons = new Reasons(archive, planner, plan);
    return new Plan(
        plan.toRun().stream()
            .map(
                each ->
                    new Plan.Planned(
                        each.name(), reasons.of(each), each.seen().files(), each.seen().bytes()))
            .toList(),
        plan.reused(),
        plan.vanishing().stream()
            .map(each -> new Plan.Vanishing(each.name(), reasons.of(each)))
            .toList());
  }

  @Override
  public Job start() {
    return start(Long.MAX_VALUE, Optional.empty());
  }

  @Override
  public Job start(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return start(Long.MAX_VALUE, Optional.of(executor));
  }

  /** Begins a job over the first datums only. */
  Job start(long datums) {
    return start(datums, Optional.empty());
  }

  private Job start(long datums, Optional<Executor> executor) {
    archive.checkWritable("running pipeline " + name);
    Stored stored = newest(archive.state());
    if (stored.definition().paused()) {
      throw new IllegalStateException(
          "pipeline "
              + shown()
              + " was paused by "
              + stored.commit().author()
              + " at "
              + stored.commit().time()
              + "; resume it first");
    }
    Planner planner = planner(stored, datums);
    return new RunningJob(archive, version(stored), planner, ref(), executor).begin();
  }

  @Override
  public Verdict acceptAsEqual(int datums) {
    if (datums < 1) {
      throw new IllegalArgumentException("at least 1 datum is compared, and not " + datums);
    }
    archive.checkWritable("accepting code of pipeline " + shown());
    PipelineArchive.State state = archive.state();
    Stored stored = newest(state);
    Hash head = head(state).orElseThrow();
    JobRecord record = record(state).orElseThrow(this::withoutResults);
    Code code = code(stored.definition());
    Replay replay = archive.compare(head, code.transformation(), datums);
    if (replay.datums() == 0) {
      throw withoutResults();
    }
    Verdict verdict = replay.record();
    replay.requireIdentical();
    if (!stored.definition().codeFor(code.id()).equals(record.code())) {
      new Definitions(archive).accept(name, branch, code.id(), record.code());
    }
    return verdict;
  }

  private NotFoundException withoutResults() {
    return new NotFoundException(
        "pipeline " + shown() + " has no results that its code could give again");
  }

  @Override
  public void pause() {
    new Definitions(archive).pause(name, branch, true);
  }

  @Override
  public void resume() {
    new Definitions(archive).pause(name, branch, false);
  }

  @Override
  public Pipeline variant(String variant, Transformation transformation, Input input) {
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(input, "input");
    PipelineOptions options = newest(archive.state()).definition().options();
    new Definitions(archive).define(name, variant, transformation, input, options);
    return new StoredPipeline(archive, name, variant);
  }

  @Override
  public List<Pipeline> variants() {
    List<StoredPipeline> all = withVariants(archive, archive.state(), name);
    List<Pipeline> found = List.copyOf(all.subList(1, all.size()));
    return archive.printed("variants of pipeline " + name, found);
  }

  /** A pipeline, and behind it its variants. */
  static List<StoredPipeline> withVariants(
      PipelineArchive archive, PipelineArchive.State state, String name) {
    List<StoredPipeline> found = new ArrayList<>();
    found.add(new StoredPipeline(archive, name));
    String prefix = RefNames.pipeline(name) + "/";
    for (String ref : state.below(prefix).keySet()) {
      found.add(new StoredPipeline(archive, name, ref.substring(prefix.length())));
    }
    return found;
  }

  /** The repositories and branches that are read. */
  List<String> reads(PipelineArchive.State state) {
    return selections(state).stream()
        .map(selection -> selection.repository() + "/" + selection.branch())
        .distinct()
        .toList();
  }

  /**
   * How the results stand.
   *
   * @throws NotFoundException if the class or an input is missing
   */
  Standing standing(PipelineArchive.State state) {
    Stored stored = newest(state);
    List<Input.Selection> selections = DatumInputs.of(stored.definition().input()).selections();
    return new Standing(
        stored.id(),
        stored.definition(),
        stored.definition().codeFor(code(stored.definition()).id()),
        record(state),
        selections,
        InputState.of(archive, state, selections).commits());
  }

  /** The name of the branch that holds the results. */
  String branch() {
    return branch;
  }

  /** The commit that holds the newest definition. */
  Hash version(PipelineArchive.State state) {
    return newest(state).id();
  }

  /**
   * The id of the code as it is here, or of the older code that it was accepted as equal to.
   *
   * @throws NotFoundException if the class is missing
   */
  String code(PipelineArchive.State state) {
    Definition definition = newest(state).definition();
    return definition.codeFor(code(definition).id());
  }

  /** What the results at hand were computed from; nothing if no job made them. */
  Optional<JobRecord> record(PipelineArchive.State state) {
    return head(state).flatMap(commit -> archive.object(commit).job());
  }

  /** The newest commit of results. */
  Optional<Hash> head(PipelineArchive.State state) {
    return state.ref(ref()).flatMap(RefTarget::commit);
  }

  /** What is read, as the newest definition says. */
  List<Input.Selection> selections(PipelineArchive.State state) {
    return DatumInputs.of(newest(state).definition().input()).selections();
  }

  /** Whether it was paused. */
  boolean isPaused(PipelineArchive.State state) {
    return newest(state).definition().paused();
  }

  /** A job that does not begin, as what it would read is not up to date. */
  Job unrunnable(String why) {
    Stored stored = newest(archive.state());
    return new UnrunnableJob(version(stored), archive.newId(), archive.now(), why);
  }

  /** The same, if the pipeline was not deleted meanwhile. */
  Optional<Job> unrunnableIfThere(String why) {
    return archive.state().ref(definitionRef()).isPresent()
        ? Optional.of(unrunnable(why))
        : Optional.empty();
  }

  private Outline outline() {
    PipelineVersion version = definition();
    return Outline.of(
        "pipeline " + shown(),
        TypedName.of(version.transformation()) + " " + version.parameters(),
        version.input().toString());
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
