package io.stemma.internal.pipeline;

import io.stemma.AlreadyExistsException;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobFailedException;
import io.stemma.JobState;
import io.stemma.NotFoundException;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The pipelines of an archive: defined, found, listed. */
public final class Pipelines {
  private final PipelineArchive archive;

  /** The pipelines of an archive. */
  public Pipelines(PipelineArchive archive) {
    this.archive = archive;
  }

  /** See {@link io.stemma.Archive#definePipeline}. */
  public Pipeline define(
      String name, Transformation transformation, Input input, PipelineOptions options) {
    RefNames.check("pipeline", name);
    List<Input.Selection> selections = DatumInputs.of(input).selections();
    Code code = Code.of(transformation);
    archive.checkWritable("defining pipeline " + name);
    PipelineArchive.State state = archive.state();
    checkAcyclic(pipeline -> current(state, pipeline), name, selections);
    Definition definition = new Definition(1, code.className(), code.parameters(), input, options);
    Optional<Hash> current = state.ref(RefNames.pipeline(name)).flatMap(RefTarget::commit);
    if (current.isEmpty() || !definition.says(read(current.get()))) {
      String id = archive.newId();
      archive.commit(
          id,
          "define-pipeline",
          name,
          (draft, batch) -> {
            checkAcyclic(pipeline -> current(draft, batch, pipeline), name, selections);
            define(draft, batch, name, definition, id);
          });
    }
    archive.remember(code.transformation().getClass());
    return new StoredPipeline(archive, name);
  }

  /**
   * Runs the first datums of an input, and commits what they give under a name.
   *
   * @return the job, which has ended
   */
  public Job trial(
      String name,
      Transformation transformation,
      Input input,
      PipelineOptions options,
      int datums) {
    Pipeline unused = define(name, transformation, input, options);
    Job job = new StoredPipeline(archive, name).start(datums);
    job.await();
    if (job.state() == JobState.RUNNING) {
      job.cancel();
      throw new StemmaException("the thread was interrupted; the trial is given up");
    } else if (job.state() != JobState.SUCCEEDED) {
      throw new JobFailedException(job);
    }
    return job;
  }

  private Optional<Definition> current(PipelineArchive.State state, String pipeline) {
    return state.ref(RefNames.pipeline(pipeline)).flatMap(RefTarget::commit).map(this::read);
  }

  private static Optional<Definition> current(
      StateDraft draft, WriteSession batch, String pipeline) {
    return draft
        .ref(RefNames.pipeline(pipeline))
        .flatMap(RefTarget::commit)
        .map(version -> batch.read(Kind.COMMIT, version))
        .map(commit -> Definition.decode(CommitObject.decode(commit).attributes()));
  }

  private Definition read(Hash version) {
    return Definition.decode(archive.object(version).attributes());
  }

  private void define(
      StateDraft draft, WriteSession batch, String name, Definition definition, String id) {
    String ref = RefNames.pipeline(name);
    Optional<Hash> before = draft.ref(ref).flatMap(RefTarget::commit);
    Optional<Definition> old = current(draft, batch, name);
    if (old.filter(definition::says).isPresent()) {
      return; // Somebody else defined the same a moment ago.
    }
    if (before.isEmpty()) {
      if (draft.ref(name).isPresent()) {
        throw new AlreadyExistsException(
            "there is a repository "
                + name
                + ", which no pipeline made: the results of pipeline "
                + name
                + " would be mixed with it; choose another name");
      }
      archive.createRepository(draft, batch, name, id);
    }
    long number = old.map(Definition::number).orElse(0L) + 1;
    Definition numbered =
        new Definition(
            number,
            definition.transformation(),
            definition.parameters(),
            definition.input(),
            definition.options());
    CommitObject commit =
        new CommitObject(
            name,
            Tree.EMPTY_ROOT,
            before.stream().toList(),
            archive.author(),
            archive.now(),
            "define pipeline " + name,
            numbered.encode(),
            id);
    Hash made = batch.write(Kind.COMMIT, commit.encode());
    draft.setRef(ref, JobCommit.target(made, Tree.EMPTY_ROOT, commit.time()));
  }

  /** Fails if the inputs lead, over other pipelines, to the results of this one. */
  private static void checkAcyclic(
      Function<String, Optional<Definition>> definitions,
      String name,
      List<Input.Selection> selections) {
    Deque<List<String>> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    selections.forEach(each -> open.push(List.of(name, each.repository())));
    while (!open.isEmpty()) {
      List<String> path = open.pop();
      String last = path.get(path.size() - 1);
      if (last.equals(name)) {
        throw new IllegalArgumentException(
            "pipeline " + name + " would read its own results: " + String.join(" reads ", path));
      } else if (!seen.add(last)) {
        continue;
      }
      definitions
          .apply(last)
          .ifPresent(
              definition ->
                  DatumInputs.of(definition.input())
                      .selections()
                      .forEach(
                          each -> {
                            List<String> longer = new ArrayList<>(path);
                            longer.add(each.repository());
                            open.push(longer);
                          }));
    }
  }

  /**
   * See {@link io.stemma.Archive#pipeline}.
   *
   * @throws NotFoundException if there is none of that name
   */
  public Pipeline open(String name) {
    RefNames.check("pipeline", name);
    PipelineArchive.State state = archive.state();
    if (state.ref(RefNames.pipeline(name)).isEmpty()) {
      throw new NotFoundException(
          "there is no pipeline " + name + "; there are " + names(state) + ", or define it");
    }
    return new StoredPipeline(archive, name);
  }

  private static List<String> names(PipelineArchive.State state) {
    return state.below("").keySet().stream()
        .filter(
            ref -> ref.equals(RefNames.pipeline(ref.substring(0, Math.max(0, ref.indexOf('/'))))))
        .map(ref -> ref.substring(0, ref.indexOf('/')))
        .toList();
  }

  /** See {@link io.stemma.Archive#update}. */
  public List<Job> update() {
    PipelineArchive.State state = archive.state();
    Set<String> open = new TreeSet<>(names(state));
    Map<String, List<String>> reads = new HashMap<>();
    open.forEach(name -> reads.put(name, new StoredPipeline(archive, name).reads(state)));
    Map<String, String> culprits = new HashMap<>();
    List<Job> jobs = new ArrayList<>();
    while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
      String next = ready(open, reads);
      open.remove(next);
      StoredPipeline pipeline = new StoredPipeline(archive, next);
      Optional<String> culprit =
          reads.getOrDefault(next, List.of()).stream()
              .flatMap(read -> Optional.ofNullable(culprits.get(read)).stream())
              .findFirst();
      Optional<Job> job =
          culprit.isPresent()
              ? Optional.of(
                  pipeline.unrunnable(
                      "pipeline "
                          + culprit.get()
                          + " failed, and "
                          + next
                          + " depends on its results"))
              : run(pipeline);
      job.ifPresent(jobs::add);
      if (job.isPresent() && job.get().state() != JobState.SUCCEEDED) {
        culprits.put(next, culprit.orElse(next));
      }
    }
    return archive.printed("jobs", jobs);
  }

  /** The first of some pipelines that reads none of the others; if there is none, the first. */
  private String ready(Set<String> open, Map<String, List<String>> reads) {
    return open.stream()
        .filter(name -> reads.getOrDefault(name, List.of()).stream().noneMatch(open::contains))
        .findFirst()
        .orElseGet(() -> open.iterator().next());
  }

  /** Runs a pipeline if its results are not up to date. */
  private Optional<Job> run(StoredPipeline pipeline) {
    Job job;
    try {
      if (!pipeline.isDue(archive.state())) {
        return Optional.empty();
      }
      job = pipeline.start();
    } catch (RuntimeException | LinkageError e) {
      return pipeline.unrunnableIfThere(String.valueOf(e.getMessage()));
    }
    job.await();
    if (job.state() == JobState.RUNNING) {
      job.cancel(); // The thread was interrupted.
    }
    return Optional.of(job);
  }

  /** See {@link io.stemma.Archive#pipelines}. */
  public List<Pipeline> all() {
    List<Pipeline> found = new ArrayList<>();
    names(archive.state()).forEach(name -> found.add(new StoredPipeline(archive, name)));
    return archive.printed("pipelines", found);
  }
}
