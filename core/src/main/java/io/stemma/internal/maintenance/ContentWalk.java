package io.stemma.internal.maintenance;

import io.stemma.DamageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.CommitObject;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through everything that some commits lead to. Where all is well, each change is looked at
 * once; else all trees are walked again to find the files that are affected.
 */
final class ContentWalk {
  private final Damages damages;
  private final CommitGraph graph;
  private final TreeCheck trees;
  private final JobCheck jobs;
  private final AffectedFiles affected;

  ContentWalk(Holdings holdings, Damages damages) {
    this.damages = damages;
    this.graph = new CommitGraph(holdings, damages);
    ContentCheck content = new ContentCheck(holdings, damages);
    this.trees = new TreeCheck(holdings, content, graph::read);
    this.jobs = new JobCheck(holdings, damages, graph::read);
    this.affected = new AffectedFiles(holdings, content, damages);
  }

  /** Walks from commits, which are given with the names of their repositories. */
  void run(Map<Hash, String> roots) {
    graph.walk(roots);
    boolean ok = true;
    for (CommitGraph.Node node : graph.nodes()) {
      Optional<CommitObject> commit = node.readable() ? graph.read(node.id()) : Optional.empty();
      ok &= commit.isPresent() && trees.check(commit.get());
      commit.ifPresent(jobs::check);
    }
    if (!ok) {
      findAffected();
    }
  }

  private void findAffected() {
    boolean found = false;
    for (CommitGraph.Node node : graph.nodes()) {
      Optional<CommitObject> commit = graph.read(node.id());
      if (commit.isPresent()) {
        found |= !affected.find(node, commit.get());
      } else {
        graph.fault(node.id()).ifPresent(fault -> affected.all(node, fault));
        found = true;
      }
    }
    if (!found && trees.failure().isPresent()) {
      DamageException failure = trees.failure().get();
      damages.add(failure.object(), Holdings.problem(failure));
    }
  }

  /** How many commits there are. */
  long commits() {
    return graph.nodes().size();
  }

  /** How many versions of files there are. */
  long files() {
    return trees.files();
  }
}
