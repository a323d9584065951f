package io.stemma.internal.pipeline;

import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.datum.DatumKeys;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Datums;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what a job has to do. Where code, parameters and inputs are those of the results at hand,
 * only the datums that a change of the inputs' files can have changed are looked at; else all.
 */
final class Planner {
  private final PipelineArchive archive;
  private final String name;
  private final String definitionRef;
  private final Definition definition;
  private final Hash version;
  private final Code code;
  private final long limit;
  private final DatumInputs inputs;

  /**
   * Plans jobs of a version of a pipeline.
   *
   * @param definitionRef which leads to the definition
   * @param version the commit that holds the definition
   * @param limit how many datums there are at most; others are as if they were not
   */
  Planner(
      PipelineArchive archive,
      String name,
      String definitionRef,
      Definition definition,
      Hash version,
      Code code,
      long limit) {
    this.archive = archive;
    this.name = name;
    this.definitionRef = definitionRef;
    this.definition = definition;
    this.version = version;
    this.code = code;
    this.limit = limit;
    this.inputs = DatumInputs.of(definition.input());
  }

  /**
   * What is to be done at some state.
   *
   * @param ref the branch that holds the results
   * @param job makes the keys of a job that is to run every datum its own
   */
  JobPlan plan(PipelineArchive.State state, String ref, String job) {
    String codeKey = definition.options().everyJob() ? codeId() + " " + job : codeId();
    JobPlan.Base base = base(state, ref);
    InputState now = InputState.of(archive, state, inputs.selections());
    DatumTable table =
        new DatumTable(
            archive.chunks(), base.record().map(JobRecord::datums).orElse(Tree.EMPTY_ROOT));
    Optional<JobRecord> same = base.record().filter(this::isSameWork);
    if (same.isPresent() && !definition.options().everyJob()) {
      Optional<Set<String>> affected = affected(same.get(), now, table);
      if (affected.isPresent()) {
        return some(base, now, table, affected.get(), codeKey);
      }
    }
    return all(base, now, table, codeKey);
  }

  private JobPlan.Base base(PipelineArchive.State state, String ref) {
    RefTarget target =
        state
            .ref(ref)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "pipeline " + name + " was deleted, with the branch of its results"));
    Hash head = target.commit().orElseThrow();
    CommitObject commit = archive.object(head);
    return new JobPlan.Base(
        head, commit.job().isPresent() ? commit.root() : Tree.EMPTY_ROOT, commit.job());
  }

  /** Whether results were computed by the same code from inputs that select in the same way. */
  private boolean isSameWork(JobRecord record) {
    if (!record.code().equals(codeId())) {
      return false;
    }
    if (record.definition().equals(version)) {
      return true;
    }
    Definition before = Definition.of(archive, record.definition());
    return before.transformation().equals(definition.transformation())
        && before.parameters().equals(definition.parameters())
        && before.input().equals(definition.input());
  }

  /** The names of datums that may have changed, with those that could not be computed before. */
  private Optional<Set<String>> affected(JobRecord record, InputState now, DatumTable table) {
    Set<String> failed = record.failed() == 0 ? Set.of() : table.failed();
    if (!failed.isEmpty() && !inputs.canFind()) {
      return Optional.empty();
    } else if (now.sameTrees(record.inputs())) {
      return Optional.of(failed);
    }
    InputState before = InputState.of(archive, inputs.selections(), record.inputs());
    return inputs
        .affected(before, now, table.names())
        .map(
            names -> {
              Set<String> all = new TreeSet<>(names);
              all.addAll(failed);
              return all;
            });
  }

  private JobPlan some(
      JobPlan.Base base, InputState now, DatumTable table, Set<String> names, String codeKey) {
    List<JobPlan.Changed> changed = new ArrayList<>();
    List<JobPlan.Gone> gone = new ArrayList<>();
    long unchanged = table.size();
    Datums datums = inputs.at(now);
    DatumKeys keys = new DatumKeys(codeKey, code.parameters(), now);
    for (String name : names) {
      Optional<DatumTable.Row> before = table.get(name);
      Optional<DatumSpec> spec = datums.named(name);
      boolean was = before.isPresent();
      if (spec.isEmpty()) {
        before.ifPresent(row -> gone.add(new JobPlan.Gone(name, row)));
        unchanged -= was ? 1 : 0;
      } else {
        Optional<JobPlan.Changed> difference = changed(spec.get(), keys, before);
        difference.ifPresent(changed::add);
        unchanged -= was && difference.isPresent() ? 1 : 0;
      }
    }
    return new JobPlan(base, now, changed, gone, unchanged);
  }

  private JobPlan all(JobPlan.Base base, InputState now, DatumTable table, String codeKey) {
    List<JobPlan.Changed> changed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long unchanged = 0;
    Iterator<DatumSpec> specs = inputs.at(now).all();
    DatumKeys keys = new DatumKeys(codeKey, code.parameters(), now);
    while (specs.hasNext() && names.size() < limit) {
      DatumSpec spec = specs.next();
      names.add(spec.name());
      Optional<JobPlan.Changed> difference = changed(spec, keys, table.get(spec.name()));
      difference.ifPresent(changed::add);
      unchanged += difference.isPresent() ? 0 : 1;
    }
    changed.sort(java.util.Comparator.comparing(JobPlan.Changed::name));
    List<JobPlan.Gone> gone = new ArrayList<>();
    table
        .names()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                gone.add(new JobPlan.Gone(name, table.get(name).orElseThrow()));
              }
            });
    return new JobPlan(base, now, changed, gone, unchanged);
  }

  /** How a datum differs from what it was; empty if it does not. */
  private Optional<JobPlan.Changed> changed(
      DatumSpec spec, DatumKeys keys, Optional<DatumTable.Row> before) {
    DatumKeys.Seen seen = keys.of(spec);
    boolean problem = !spec.problems().isEmpty();
    if (!problem && before.isPresent() && before.get().isResult(seen.key())) {
      return Optional.empty();
    }
    Optional<DatumResult> remembered =
        problem ? Optional.empty() : Results.find(archive, seen.key());
    return Optional.of(new JobPlan.Changed(spec, seen, before, remembered));
  }

  String name() {
    return name;
  }

  String definitionRef() {
    return definitionRef;
  }

  Definition definition() {
    return definition;
  }

  Hash version() {
    return version;
  }

  Code code() {
    return code;
  }

  /** The id under which results of the code are found: its own, or that of code it is equal to. */
  String codeId() {
    return definition.codeFor(code.id());
  }
}
