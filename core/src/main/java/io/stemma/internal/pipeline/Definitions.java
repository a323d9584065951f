package io.stemma.internal.pipeline;

import io.stemma.AlreadyExistsException;
import io.stemma.Attributes;
import io.stemma.ConflictException;
import io.stemma.Input;
import io.stemma.NotFoundException;
import io.stemma.PipelineOptions;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes definitions of pipelines: new ones, new versions, paused ones; and takes them away. */
final class Definitions {
  private final PipelineArchive archive;

  Definitions(PipelineArchive archive) {
    this.archive = archive;
  }

  /**
   * See {@link io.stemma.Archive#definePipeline} and {@link io.stemma.Pipeline#variant}.
   *
   * @param branch which is to hold the results; {@code main} for the pipeline itself
   */
  void define(
      String name,
      String branch,
      Transformation transformation,
      Input input,
      PipelineOptions options) {
    RefNames.check("pipeline", name);
    RefNames.check("variant", branch);
    List<Input.Selection> selections = DatumInputs.of(input).selections();
    Code code = Code.of(transformation, options);
    archive.checkWritable("defining pipeline " + name);
    PipelineArchive.State state = archive.state();
    checkAcyclic(pipeline -> current(state, pipeline, "main"), name, selections);
    Definition definition =
        new Definition(
            1, code.className(), code.parameters(), input, options, false, new TreeMap<>());
    Optional<Definition> now = current(state, name, branch);
    if (now.isEmpty() || !definition.after(now.get()).says(now.get())) {
      String id = archive.newId();
      archive.commit(
          id,
          "define-pipeline",
          name,
          (draft, batch) -> {
            checkAcyclic(pipeline -> current(draft, batch, pipeline, "main"), name, selections);
            define(draft, batch, name, branch, definition, id);
          });
    }
    archive.remember(code.transformation().getClass());
  }

  /** See {@link io.stemma.Pipeline#pause} and {@link io.stemma.Pipeline#resume}. */
  void pause(String name, String branch, boolean pause) {
    archive.checkWritable((pause ? "pausing pipeline " : "resuming pipeline ") + name);
    if (current(archive.state(), name, branch).filter(now -> now.paused() == pause).isPresent()) {
      return;
    }
    String id = archive.newId();
    archive.commit(
        id,
        pause ? "pause-pipeline" : "resume-pipeline",
        name,
        (draft, batch) -> {
          Definition now = current(draft, batch, name, branch).orElseThrow(() -> missing(name));
          write(draft, batch, name, branch, now.paused(pause), id);
        });
  }

  /**
   * Lets the results of some code count as those of other code.
   *
   * @param code whose results are not at hand
   * @param known the id under which there are results
   */
  void accept(String name, String branch, String code, String known) {
    String id = archive.newId();
    archive.commit(
        id,
        "accept-code",
        name,
        (draft, batch) -> {
          Definition now = current(draft, batch, name, branch).orElseThrow(() -> missing(name));
          write(draft, batch, name, branch, now.accepting(code, known), id);
        });
  }

  /**
   * See {@link io.stemma.Archive#deletePipeline}.
   *
   * @param dropResults removes the repository of the results from a draft
   */
  void delete(String name, Optional<PipelineArchive.Change> dropResults) {
    RefNames.check("pipeline", name);
    archive.checkWritable("deleting pipeline " + name);
    PipelineArchive.State state = archive.state();
    if (current(state, name, "main").isEmpty()) {
      throw missing(name);
    }
    List<String> readers =
        Pipelines.names(state).stream()
            .filter(other -> !other.equals(name) && reads(state, other, name))
            .toList();
    if (!readers.isEmpty()) {
      throw new ConflictException(
          "pipeline " + name + " cannot be deleted: its results are read by " + readers, readers);
    }
    Set<String> variants = Set.copyOf(state.below(RefNames.pipeline(name) + "/").keySet());
    archive.commit(
        archive.newId(),
        "delete-pipeline",
        name,
        (draft, batch) -> {
          if (draft.ref(RefNames.pipeline(name)).isEmpty()) {
            throw missing(name);
          }
          draft.removeRef(RefNames.pipeline(name));
          variants.forEach(draft::removeRef);
          dropResults.ifPresent(drop -> drop.apply(draft, batch));
        });
  }

  /** Whether a pipeline or one of its variants reads the results of another. */
  private boolean reads(PipelineArchive.State state, String pipeline, String other) {
    return StoredPipeline.withVariants(archive, state, pipeline).stream()
        .flatMap(each -> each.reads(state).stream())
        .anyMatch(read -> read.startsWith(other + "/"));
  }

  private static NotFoundException missing(String name) {
    return new NotFoundException("there is no pipeline " + name + " any more");
  }

  private Optional<Definition> current(
      PipelineArchive.State state, String pipeline, String branch) {
    return state
        .ref(RefNames.pipeline(pipeline, branch))
        .flatMap(RefTarget::commit)
        .map(this::read);
  }

  private static Optional<Definition> current(
      StateDraft draft, WriteSession batch, String pipeline, String branch) {
    return draft
        .ref(RefNames.pipeline(pipeline, branch))
        .flatMap(RefTarget::commit)
        .map(version -> batch.read(Kind.COMMIT, version))
        .map(commit -> Definition.decode(CommitObject.decode(commit).attributes()));
  }

  private Definition read(Hash version) {
    return Definition.of(archive, version);
  }

  private void define(
      StateDraft draft,
      WriteSession batch,
      String name,
      String branch,
      Definition definition,
      String id) {
    Optional<Definition> old = current(draft, batch, name, branch);
    if (old.isEmpty() && branch.equals("main")) {
      beginRepository(draft, batch, name, id);
    } else if (old.isEmpty()) {
      beginBranch(draft, batch, name, branch, id);
    }
    write(draft, batch, name, branch, old.map(definition::after).orElse(definition), id);
  }

  private void beginRepository(StateDraft draft, WriteSession batch, String name, String id) {
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

  /** A branch for the results of a variant, which begins with nothing. */
  private void beginBranch(
      StateDraft draft, WriteSession batch, String name, String branch, String id) {
    if (draft.ref(RefNames.pipeline(name)).isEmpty()) {
      throw missing(name);
    } else if (draft.ref(RefNames.branch(name, branch)).isPresent()
        || draft.ref(RefNames.tag(name, branch)).isPresent()) {
      throw new AlreadyExistsException(
          "repository " + name + " has a branch or tag " + branch + "; choose another name");
    }
    CommitObject empty =
        new CommitObject(
            name,
            Tree.EMPTY_ROOT,
            List.of(),
            archive.author(),
            archive.now(),
            "variant " + branch,
            Attributes.NONE,
            id);
    Hash made = batch.write(Kind.COMMIT, empty.encode());
    draft.setRef(RefNames.branch(name, branch), RefTarget.of(made, Tree.EMPTY_ROOT, empty.time()));
  }

  private void write(
      StateDraft draft,
      WriteSession batch,
      String name,
      String branch,
      Definition definition,
      String id) {
    String ref = RefNames.pipeline(name, branch);
    Optional<Hash> before = draft.ref(ref).flatMap(RefTarget::commit);
    Optional<Definition> old = current(draft, batch, name, branch);
    if (old.filter(definition::says).isPresent()) {
      return; // Somebody else defined the same a moment ago.
    }
    long number = old.map(Definition::number).orElse(0L) + 1;
    Definition numbered = definition.numbered(number);
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
    draft.setRef(ref, RefTarget.of(made, Tree.EMPTY_ROOT, commit.time()));
    List<Input.Selection> selections = DatumInputs.of(definition.input()).selections();
    if (selections.stream().anyMatch(each -> each.condition().isPresent())) {
      // Whoever does not know conditions would run the pipeline over whatever the glob matches.
      draft.writerFeatures().add(ArchiveState.CONDITIONED_INPUTS);
    }
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
}
