package io.stemma.internal.maintenance;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All commits that some refs lead to, over parents and over what results were made from. */
final class CommitGraph {
  /** A commit; without object if it cannot be read. */
  record Node(Hash id, String repository, Instant time, boolean readable) {}

  private record Step(Hash id, String repository, Instant time) {}

  private final Holdings holdings;
  private final Damages damages;
  private final List<Node> nodes = new ArrayList<>();
  private final IdSet seen = new IdSet();
  private final Deque<Step> next = new ArrayDeque<>();

  CommitGraph(Holdings holdings, Damages damages) {
    this.holdings = holdings;
    this.damages = damages;
  }

  /** Follows the parents of all roots. */
  void walk(Map<Hash, String> roots) {
    roots.forEach((id, repository) -> add(id, repository, Instant.MAX));
    for (Step step = next.poll(); step != null; step = next.poll()) {
      Optional<CommitObject> commit = read(step.id());
      Instant time = commit.map(CommitObject::time).orElse(step.time());
      String repository = commit.map(CommitObject::repository).orElse(step.repository());
      nodes.add(new Node(step.id(), repository, time, commit.isPresent()));
      commit.ifPresent(c -> c.parents().forEach(p -> add(p, repository, time)));
      commit.flatMap(CommitObject::job).ifPresent(this::addSources);
    }
    nodes.sort(Comparator.comparing(Node::time).reversed().thenComparing(Node::id));
  }

  /** What results were made from stays with them. */
  private void addSources(JobRecord job) {
    add(job.definition(), job.pipeline(), job.started());
    job.bundle().ifPresent(bundle -> add(bundle, job.pipeline(), job.started()));
    job.accepted().ifPresent(ran -> add(ran.bundle(), job.pipeline(), job.started()));
    job.inputs().forEach(input -> add(input.commit(), input.repository(), job.started()));
  }

  private void add(Hash id, String repository, Instant time) {
    if (seen.add(id)) {
      next.add(new Step(id, repository, time));
    }
  }

  /** A commit, if it can be read; else what is wrong is noted. */
  Optional<CommitObject> read(Hash id) {
    return Optional.ofNullable(object(id, new Damages.Finding[1]));
  }

  /** What keeps a commit from being read. */
  Optional<Damages.Finding> fault(Hash id) {
    Damages.Finding[] fault = new Damages.Finding[1];
    return object(id, fault) == null ? Optional.ofNullable(fault[0]) : Optional.empty();
  }

  private @org.jspecify.annotations.Nullable CommitObject object(Hash id, Damages.Finding[] fault) {
    Holdings.Reading reading = holdings.read(Kind.COMMIT, id);
    byte[] bytes = reading.bytes();
    if (bytes == null) {
      fault[0] = reading.fault();
      return null;
    }
    try {
      return CommitObject.decode(bytes);
    } catch (MalformedException | UnsupportedVersionException e) {
      fault[0] = damages.addOnce(Kind.COMMIT + " " + id, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** All commits, newest first. */
  List<Node> nodes() {
    return nodes;
  }
}
