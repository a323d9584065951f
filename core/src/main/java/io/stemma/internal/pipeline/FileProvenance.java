package io.stemma.internal.pipeline;

import io.stemma.Provenance;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.provenance.Edge;
import io.stemma.internal.provenance.ExportedProvenance;
import io.stemma.internal.provenance.GraphDraft;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a file was made from: the datums that gave it, what these read, and so on, near things
 * first, back to the commits that somebody made. For one thread, once.
 */
final class FileProvenance {
  /** Nodes that are kept free for those who committed the files. */
  private static final int SPARE_NODES = 500;

  /** Relations that are kept free for that, for each file two. */
  private static final int SPARE_EDGES = 2 * 10_000;

  /** So many files of a directory of results are told apart. */
  private static final int MAX_BELOW = 1_000;

  private final PipelineArchive archive;
  private final GraphDraft draft = new GraphDraft();
  private final ProvenanceNodes nodes;
  private final JobNodes jobs;
  private final ArrayDeque<Runnable> steps = new ArrayDeque<>();

  /** Files that are no results, by the commits that they are in, and the ids of their nodes. */
  private final Map<Hash, Map<TreePath, String>> leaves = new LinkedHashMap<>();

  private FileProvenance(PipelineArchive archive) {
    this.archive = archive;
    this.nodes = new ProvenanceNodes(archive, draft);
    this.jobs = new JobNodes(draft, nodes);
  }

  static Provenance of(PipelineArchive archive, Hash commit, TreePath path) {
    FileProvenance provenance = new FileProvenance(archive);
    provenance.reach(commit, path);
    provenance.walk();
    return new ExportedProvenance(
        provenance.draft.finish(
            archive.archive().id().toString(), provenance.nodes.title(commit, path)));
  }

  private void walk() {
    while (!steps.isEmpty() || !leaves.isEmpty()) {
      if (steps.isEmpty()) {
        Map<Hash, Map<TreePath, String>> settled = new LinkedHashMap<>(leaves);
        leaves.clear();
        settled.forEach(this::settle);
      } else {
        steps.remove().run();
      }
    }
  }

  private boolean hasRoom(int more) {
    return draft.hasRoomFor(more + SPARE_NODES, 2L * more + SPARE_EDGES);
  }

  private void reach(Hash commit, TreePath path) {
    if (draft.add(nodes.file(commit, path))) {
      steps.add(() -> lookBehind(ProvenanceNodes.fileId(commit, path), commit, path));
    }
  }

  private void lookBehind(String file, Hash commit, TreePath path) {
    CommitObject object = nodes.object(commit);
    Optional<DatumResult> result = StoredDerivation.result(archive, object, path);
    if (result.isPresent()) {
      run(file, commit, object.job().orElseThrow(), result.get());
    } else {
      leaves.computeIfAbsent(commit, c -> new LinkedHashMap<>()).put(path, file);
    }
  }

  /** A computation generated a file. */
  private void run(String made, Hash commit, JobRecord job, DatumResult result) {
    String run = ProvenanceNodes.runId(job, result);
    if (!draft.has(run)) {
      if (!hasRoom(JobNodes.OF_ONE_JOB)) {
        draft.leaveOut(made, 1);
        return;
      }
      jobs.addRun(commit, job, result);
      if (result.isMerge()) {
        steps.add(() -> parts(run, commit, job, result));
      } else {
        steps.add(() -> sources(run, job, result));
      }
    }
    draft.add(Edge.generated(made, run, Optional.empty()));
  }

  private void parts(String merge, Hash commit, JobRecord job, DatumResult result) {
    String path = result.datum();
    long left = 0;
    for (String name : result.merged()) {
      if (!hasRoom(1)) {
        left++;
        continue;
      }
      DatumResult datum = StoredDerivation.part(archive, job, path, name);
      if (datum.isMerge()) {
        throw new MalformedException(path + " was merged of " + name + ", which is no datum");
      }
      String part = ProvenanceNodes.partId(job, datum, path);
      draft.add(nodes.part(job, datum, path));
      draft.add(Edge.used(merge, part, Map.of()));
      steps.add(() -> run(part, commit, job, datum));
    }
    leaveOut(merge, left);
  }

  private void leaveOut(String id, long count) {
    if (count > 0) {
      draft.leaveOut(id, count);
    }
  }

  private void sources(String run, JobRecord job, DatumResult result) {
    long left = 0;
    OpenedFiles files = new OpenedFiles(archive, job);
    for (int i = 0; i < result.inputs().size(); i++) {
      DatumResult.InputPaths input = result.inputs().get(i);
      for (String opened : input.opened()) {
        TreePath at = TreePath.of("/" + opened);
        left += use(run, files.commit(result, i, at).commit(), at, input.name());
      }
    }
    leaveOut(run, left);
  }

  /**
   * A run used a file or directory. Of a directory of results it used all files, as each has
   * another provenance.
   *
   * @return how many files are left out
   */
  private long use(String run, Hash commit, TreePath path, String input) {
    FileTree tree = new FileTree(archive.chunks(), nodes.object(commit).root());
    if (nodes.object(commit).job().isEmpty() || tree.file(path).isPresent()) {
      return useOne(run, commit, path, input);
    }
    long left = 0;
    int number = 0;
    Iterator<TreeItem> below = tree.walk(path, false);
    while (below.hasNext() && number < MAX_BELOW) {
      left += useOne(run, commit, below.next().path(), input);
      number++;
    }
    return left + tree.totals(path).count() - number;
  }

  private long useOne(String run, Hash commit, TreePath path, String input) {
    if (!draft.has(ProvenanceNodes.fileId(commit, path)) && !hasRoom(1)
        || !draft.hasRoomFor(0, SPARE_EDGES)) {
      return 1;
    }
    reach(commit, path);
    Map<String, String> role = input.isEmpty() ? Map.of() : Map.of("prov:role", input);
    draft.add(Edge.used(run, ProvenanceNodes.fileId(commit, path), role));
    return 0;
  }

  /** Says of files that no job of their commit gave who committed them. */
  private void settle(Hash commit, Map<TreePath, String> files) {
    Origins.of(archive, nodes::object, commit, files.keySet())
        .forEach((path, origin) -> settle(files.getOrDefault(path, ""), path, origin));
  }

  private void settle(String file, TreePath path, Hash origin) {
    CommitObject object = nodes.object(origin);
    Optional<DatumResult> result = StoredDerivation.result(archive, object, path);
    if (result.isPresent()) {
      run(file, origin, object.job().orElseThrow(), result.get());
    } else if (!draft.hasRoomFor(JobNodes.OF_ONE_JOB, 2L * JobNodes.OF_ONE_JOB)) {
      draft.leaveOut(file, 1);
    } else {
      String activity =
          object.job().isPresent()
              ? jobs.addJob(origin, object.job().get())
              : nodes.addChange(origin);
      draft.add(Edge.generated(file, activity, Optional.of(object.time())));
      nodes.attribute(file, origin);
    }
  }
}
