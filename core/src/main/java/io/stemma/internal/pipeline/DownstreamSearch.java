package io.stemma.internal.pipeline;

import io.stemma.InvalidNameException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what commits of results were made from some files. What the datums of a job had is not read
 * from each of them: the input of the recorded definition says it of the recorded commits, as it
 * did then. For one thread, once.
 */
final class DownstreamSearch {
  private final PipelineArchive archive;
  private final PipelineArchive.State state;
  private final AskedFiles asked;

  /** Whether only those datums count that opened something. */
  private final boolean onlyRead;

  /** What was found, by commits. */
  private final Map<Hash, Optional<DerivedDatums>> found = new HashMap<>();

  /** By commits of which it was looked for, the newest ones before them that a job made. */
  private final Map<Hash, Optional<Hash>> jobs = new HashMap<>();

  private boolean isKnown;

  DownstreamSearch(
      PipelineArchive archive, PipelineArchive.State state, AskedFiles asked, boolean onlyRead) {
    this.archive = archive;
    this.state = state;
    this.asked = asked;
    this.onlyRead = onlyRead;
    this.isKnown = state.ref(asked.repository()).isPresent();
  }

  /** Whether there is the repository, or something that was looked at had it as an input. */
  boolean isKnown() {
    return isKnown;
  }

  /**
   * What a commit has that was made from the files.
   *
   * @throws io.stemma.DamageException if something is missing or damaged
   */
  Optional<DerivedDatums> of(Hash commit) {
    ArrayDeque<Hash> open = new ArrayDeque<>();
    open.push(commit);
    while (!open.isEmpty()) {
      Hash at = open.element();
      List<Hash> first = found.containsKey(at) ? List.of() : before(at);
      if (first.isEmpty()) {
        open.remove();
        find(at);
      } else {
        first.forEach(open::push);
      }
    }
    return known(commit);
  }

  private Optional<DerivedDatums> known(Hash commit) {
    return found.getOrDefault(commit, Optional.empty());
  }

  /** What must be known before a commit can be looked at. */
  private List<Hash> before(Hash commit) {
    Optional<Hash> made = jobs.computeIfAbsent(commit, this::made);
    if (made.isEmpty() || !made.get().equals(commit)) {
      return made.filter(each -> !found.containsKey(each)).stream().toList();
    }
    return archive.object(commit).job().orElseThrow().inputs().stream()
        .map(JobRecord.InputCommit::commit)
        .distinct()
        .filter(input -> !found.containsKey(input))
        .toList();
  }

  /** The newest commit that a job made, at or before one in the repository of a pipeline. */
  private Optional<Hash> made(Hash commit) {
    Hash at = commit;
    CommitObject object = archive.object(at);
    boolean results = !state.below(RefNames.pipeline(object.repository())).isEmpty();
    while (object.job().isEmpty()) {
      if (!results || object.parents().isEmpty()) {
        return Optional.empty();
      }
      at = object.parents().get(0);
      object = archive.object(at);
    }
    return Optional.of(at);
  }

  private void find(Hash commit) {
    if (found.containsKey(commit)) {
      return;
    }
    try {
      Optional<Hash> made = jobs.getOrDefault(commit, Optional.empty());
      Optional<DerivedDatums> datums;
      if (made.isEmpty()) {
        datums = Optional.empty();
      } else if (made.get().equals(commit)) {
        CommitObject object = archive.object(commit);
        datums = datums(object, object.job().orElseThrow());
      } else {
        FileTree later = new FileTree(archive.chunks(), archive.object(commit).root());
        datums = known(made.get()).map(each -> each.in(later));
      }
      found.put(commit, datums);
    } catch (MalformedException | UnsupportedVersionException | InvalidNameException e) {
      throw Faults.damaged("what commit " + commit + " was made from", e);
    }
  }

  /** The files of an input that count; empty if there are none. */
  private Optional<Marked> marked(JobRecord.InputCommit input) {
    boolean own = input.repository().equals(asked.repository());
    isKnown |= own;
    FileTree read = new FileTree(archive.chunks(), input.root());
    Optional<Marked> direct = own ? asked.in(input, read) : Optional.empty();
    Optional<Marked> derived = known(input.commit()).map(DerivedDatums::marked);
    if (direct.isPresent() && derived.isPresent()) {
      return Optional.of(at -> direct.get().touches(at) || derived.get().touches(at));
    }
    return direct.or(() -> derived);
  }

  private Optional<DerivedDatums> datums(CommitObject results, JobRecord job) {
    List<Optional<Marked>> marked = job.inputs().stream().map(this::marked).toList();
    if (marked.stream().allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Definition definition = Definition.of(archive, job.definition());
    DatumInputs inputs = DatumInputs.of(definition.input());
    if (inputs.selections().size() != job.inputs().size()) {
      throw new MalformedException(
          "the job read " + job.inputs().size() + " inputs, and its pipeline has others");
    }
    InputState read = InputState.of(archive, inputs.selections(), job.inputs());
    Function<String, Optional<DatumTable.Row>> rows =
        new DatumTable(archive.chunks(), job.datums()).lookup();
    KeySet made = new KeySet();
    KeySet others = new KeySet();
    Iterator<DatumSpec> specs = inputs.at(read).all();
    while (specs.hasNext()) {
      DatumSpec spec = specs.next();
      Optional<DatumTable.Row> row =
          rows.apply(spec.name()).filter(each -> each.state() == DatumTable.State.RESULT);
      if (row.isPresent()) {
        Hash key = row.get().key();
        (counts(spec, key, item -> marked.get(read.number(item.selection()))) ? made : others)
            .add(key);
      }
    }
    FileTree files = new FileTree(archive.chunks(), results.root());
    return made.size() == 0
        ? Optional.empty()
        : Optional.of(DerivedDatums.of(archive, files, job, made, others));
  }

  private boolean counts(DatumSpec spec, Hash key, Function<Item, Optional<Marked>> marked) {
    for (Slot slot : spec.slots()) {
      for (Item item : slot.items()) {
        Optional<Marked> files = marked.apply(item);
        if (files.isPresent() && files.get().touches(item.path())) {
          return !onlyRead || isRead(spec, Results.get(archive, key), marked);
        }
      }
    }
    return false;
  }

  private static boolean isRead(
      DatumSpec spec, DatumResult result, Function<Item, Optional<Marked>> marked) {
    for (DatumResult.InputPaths input : result.inputs()) {
      List<Item> items = new ArrayList<>();
      spec.slots().stream()
          .filter(slot -> slot.input().equals(input.name()))
          .forEach(slot -> items.addAll(slot.items()));
      for (String opened : input.opened()) {
        TreePath path = TreePath.of("/" + opened);
        if (items.stream()
            .filter(item -> item.path().contains(path))
            .anyMatch(item -> marked.apply(item).filter(each -> each.touches(path)).isPresent())) {
          return true;
        }
      }
    }
    return false;
  }
}
