package io.stemma.internal.pipeline;

import static io.stemma.internal.provenance.QualifiedNames.archive;
import static io.stemma.internal.provenance.QualifiedNames.environment;
import static io.stemma.internal.provenance.QualifiedNames.term;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.provenance.Edge;
import io.stemma.internal.provenance.GraphDraft;
import io.stemma.internal.provenance.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds what an archive knows of jobs and the runs of datums to a graph. For one thread. */
final class JobNodes {
  /** How many nodes a job or run brings with it at most: its own, plan, persons, software. */
  static final int OF_ONE_JOB = 5;

  /** So many datums of a merged file are listed at it. */
  private static final int MAX_LISTED = 1_000;

  private final GraphDraft draft;
  private final ProvenanceNodes nodes;

  JobNodes(GraphDraft draft, ProvenanceNodes nodes) {
    this.draft = draft;
    this.nodes = nodes;
  }

  /** Adds the job that made a commit. */
  String addJob(Hash commit, JobRecord job) {
    String id = archive("job/" + job.job());
    Definition definition = definition(job);
    Map<String, Object> facts = facts(job, definition);
    facts.put(term("failed"), job.failed());
    job.environment().forEach((name, value) -> facts.put(environment(name), value));
    List<String> lines = new ArrayList<>(lines(definition, job));
    if (job.failed() > 0) {
      lines.add(String.format(Locale.ROOT, "%,d datums without result", job.failed()));
    }
    String java = job.environment().getOrDefault("java.version", "");
    String system = job.environment().getOrDefault("os.name", "");
    if (!java.isEmpty()) {
      lines.add("Java " + java + (system.isEmpty() ? "" : ", " + system));
    }
    lines.add(by(commit));
    Optional<Instant> ended = Optional.of(nodes.object(commit).time());
    Optional<Instant> started = Optional.of(job.started());
    if (draft.add(
        new Node(Node.Kind.ACTIVITY, "Job", id, job.pipeline(), lines, started, ended, facts))) {
      associate(id, commit, job, definition);
    }
    return id;
  }

  /** Adds the computation of a datum, or the merge of a file. */
  String addRun(Hash commit, JobRecord job, DatumResult result) {
    String id = ProvenanceNodes.runId(job, result);
    Definition definition = definition(job);
    Instant ended = Instant.ofEpochMilli(result.millis());
    Map<String, Object> facts = facts(job, definition);
    facts.put(term("tries"), (long) result.tries());
    facts.put(term("seconds"), result.nanos() / 1e9);
    facts.put(term("ended"), ended);
    facts.put(term("key"), result.key().toString());
    List<String> lines = new ArrayList<>();
    if (result.isMerge()) {
      List<String> datums = result.merged();
      facts.put(
          term("datums"), List.copyOf(datums.subList(0, Math.min(MAX_LISTED, datums.size()))));
      lines.add(String.format(Locale.ROOT, "merge of %,d datums", datums.size()));
    } else {
      facts.put(term("datum"), result.datum());
      lines.add("datum " + result.datum());
    }
    lines.addAll(lines(definition, job));
    lines.add(took(result));
    lines.add(by(commit));
    if (draft.add(
        new Node(
            Node.Kind.ACTIVITY,
            result.isMerge() ? "Merge" : "Run",
            id,
            job.pipeline(),
            lines,
            Optional.empty(),
            Optional.of(ended),
            facts))) {
      associate(id, commit, job, definition);
    }
    return id;
  }

  private Definition definition(JobRecord job) {
    return Definition.decode(nodes.object(job.definition()).attributes());
  }

  private static Map<String, Object> facts(JobRecord job, Definition definition) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put(term("job"), job.job());
    facts.put(term("pipeline"), job.pipeline());
    facts.put(term("version"), definition.number());
    facts.put(term("transformation"), definition.transformation());
    facts.put(term("parameters"), definition.parameters());
    facts.put(term("code"), job.code());
    return facts;
  }

  private static List<String> lines(Definition definition, JobRecord job) {
    String name = definition.transformation();
    String simple = name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')));
    return List.of(
        simple + " " + definition.parameters(),
        "version "
            + definition.number()
            + ", code "
            + job.code().substring(0, Math.min(12, job.code().length())));
  }

  private String by(Hash commit) {
    String author = nodes.object(commit).author();
    return (author.isEmpty() ? "" : "by " + author + ", ")
        + ProvenanceNodes.shown(nodes.object(commit).time());
  }

  private static String took(DatumResult result) {
    double seconds = result.nanos() / 1e9;
    String time =
        seconds < 1
            ? String.format(Locale.ROOT, "%d ms", Math.round(seconds * 1e3))
            : String.format(Locale.ROOT, "%,.1f s", seconds);
    return time + (result.tries() == 1 ? "" : ", try " + result.tries());
  }

  private void associate(String activity, Hash commit, JobRecord job, Definition definition) {
    String plan = addPlan(job, definition);
    nodes
        .addPerson(nodes.object(commit).author())
        .ifPresent(person -> draft.add(Edge.associated(activity, person, Optional.of(plan))));
    String version = job.environment().getOrDefault("stemma.version", "");
    String software = archive("software/stemma" + (version.isEmpty() ? "" : "-" + version));
    draft.add(
        new Node(
            Node.Kind.AGENT,
            "Software",
            software,
            ("Stemma " + version).trim(),
            List.of(),
            Map.of()));
    draft.add(Edge.associated(activity, software, Optional.of(plan)));
  }

  private String addPlan(JobRecord job, Definition definition) {
    String id = archive("pipeline/" + job.definition());
    CommitObject object = nodes.object(job.definition());
    boolean isNew =
        draft.add(
            new Node(
                Node.Kind.PLAN,
                "PipelineVersion",
                id,
                job.pipeline() + ", version " + definition.number(),
                List.of(),
                Map.of(
                    term("pipeline"), job.pipeline(),
                    term("version"), definition.number(),
                    term("transformation"), definition.transformation(),
                    term("parameters"), definition.parameters(),
                    term("input"), definition.input().toString(),
                    term("time"), object.time())));
    if (isNew) {
      nodes.attribute(id, job.definition());
    }
    return id;
  }
}
