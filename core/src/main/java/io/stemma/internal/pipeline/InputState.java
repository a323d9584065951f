package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.MissingObjectException;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.datum.Sources;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord.InputCommit;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The commits that the inputs of a pipeline had at one moment. Equal selections at different places
 * of an input are different inputs. Immutable.
 */
final class InputState implements Sources {
  private final PipelineArchive archive;
  private final List<InputCommit> commits;
  private final List<Arrival> arrivals;

  /** What each of them is called; their places, but for a datum that runs elsewhere. */
  private final List<Integer> numbers;

  private final IdentityHashMap<Input.Selection, Integer> places = new IdentityHashMap<>();
  private final List<FileTree> trees = new ArrayList<>();
  private final Map<Integer, Commit> read = new ConcurrentHashMap<>();

  /**
   * How a branch came to the commit that is read.
   *
   * @param since when
   * @param movedBy the operation that pointed it there, if the commit was there before
   */
  record Arrival(Instant since, Optional<String> movedBy) {}

  /** A commit that is read, and how it came to be read. */
  private record Head(InputCommit commit, Optional<Arrival> arrival) {
    Head(InputCommit commit, Instant since, Optional<String> movedBy) {
      this(commit, Optional.of(new Arrival(since, movedBy)));
    }
  }

  private InputState(
      PipelineArchive archive,
      List<Input.Selection> selections,
      List<Head> heads,
      List<Integer> numbers) {
    this.archive = archive;
    this.commits = heads.stream().map(Head::commit).toList();
    this.arrivals = heads.stream().flatMap(head -> head.arrival().stream()).toList();
    this.numbers = List.copyOf(numbers);
    for (int i = 0; i < selections.size(); i++) {
      places.put(selections.get(i), i);
      trees.add(new FileTree(archive.chunks(), commits.get(i).root()));
    }
  }

  /**
   * Looks up the heads of one state.
   *
   * @throws NotFoundException if a repository or branch is missing
   */
  static InputState of(
      PipelineArchive archive, PipelineArchive.State state, List<Input.Selection> selections) {
    List<Head> heads = new ArrayList<>();
    for (Input.Selection selection : selections) {
      heads.add(
          selection.commit().isPresent()
              ? fixed(archive, selection)
              : head(state, selection.repository(), selection.branch()));
    }
    return new InputState(archive, selections, heads, all(selections));
  }

  private static List<Integer> all(List<Input.Selection> selections) {
    return IntStream.range(0, selections.size()).boxed().toList();
  }

  /** The inputs of an earlier job. */
  static InputState of(
      PipelineArchive archive, List<Input.Selection> selections, List<InputCommit> commits) {
    List<Head> heads = commits.stream().map(read -> new Head(read, Optional.empty())).toList();
    return new InputState(archive, selections, heads, all(selections));
  }

  /**
   * What a datum reads that runs elsewhere than its job: some of the job's commits.
   *
   * @param selections each of one commit
   * @param numbers the places that they have among those of the job
   * @throws NotFoundException if a commit is missing
   */
  static InputState ofCommits(
      PipelineArchive archive, List<Input.Selection> selections, List<Integer> numbers) {
    List<Head> heads = selections.stream().map(selection -> fixed(archive, selection)).toList();
    return new InputState(archive, selections, heads, numbers);
  }

  private static Head fixed(PipelineArchive archive, Input.Selection selection) {
    Hash id = Hash.parse(selection.commit().orElseThrow().value());
    CommitObject commit;
    try {
      commit = archive.object(id);
    } catch (MissingObjectException e) {
      NotFoundException missing =
          new NotFoundException("the archive has no commit " + id + ", which the pipeline reads");
      missing.initCause(e);
      throw missing;
    }
    if (!commit.repository().equals(selection.repository())) {
      throw new NotFoundException(
          "commit "
              + id
              + ", which the pipeline reads, is of repository "
              + commit.repository()
              + " and not of "
              + selection.repository());
    }
    return new Head(
        new InputCommit(selection.repository(), selection.branch(), id, commit.root()),
        commit.time(),
        Optional.empty());
  }

  private static Head head(PipelineArchive.State state, String repository, String branch) {
    if (state.ref(repository).isEmpty()) {
      throw new NotFoundException(
          "there is no repository "
              + repository
              + ", which the pipeline reads; create it, or correct the input");
    }
    RefTarget head =
        state
            .ref(RefNames.branch(repository, branch))
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "repository "
                            + repository
                            + " has no branch "
                            + branch
                            + ", which the pipeline reads"));
    return new Head(
        new InputCommit(repository, branch, head.commit().orElseThrow(), head.root().orElseThrow()),
        head.time(),
        head.movedBy());
  }

  /** What both read; places of the other come behind those of this. */
  InputState and(InputState other) {
    List<Input.Selection> selections = new ArrayList<>(bySelection());
    selections.addAll(other.bySelection());
    List<InputCommit> both = new ArrayList<>(commits);
    both.addAll(other.commits);
    return of(archive, selections, both);
  }

  private List<Input.Selection> bySelection() {
    return places.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  List<InputCommit> commits() {
    return commits;
  }

  /** How the commits came to be read, one for each; none for those of an earlier job. */
  List<Arrival> arrivals() {
    return arrivals;
  }

  private int place(Input.Selection selection) {
    Integer place = places.get(selection);
    if (place == null) {
      throw new IllegalArgumentException("not of this input: " + selection);
    }
    return place;
  }

  /** The place of a selection among those of the input. */
  int number(Input.Selection selection) {
    return numbers.get(place(selection));
  }

  @Override
  public FileTree tree(Input.Selection selection) {
    return trees.get(place(selection));
  }

  /** The commit that a selection reads. */
  Commit commit(Input.Selection selection) {
    return read.computeIfAbsent(place(selection), i -> archive.commit(commits.get(i).commit()));
  }

  /** Whether all trees are those of another state of the same inputs. */
  boolean sameTrees(List<InputCommit> others) {
    if (others.size() != commits.size()) {
      return false;
    }
    for (int i = 0; i < commits.size(); i++) {
      InputCommit own = commits.get(i);
      InputCommit other = others.get(i);
      if (!own.root().equals(other.root()) || !own.repository().equals(other.repository())) {
        return false;
      }
    }
    return true;
  }
}
