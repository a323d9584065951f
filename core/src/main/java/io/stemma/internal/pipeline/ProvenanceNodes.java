package io.stemma.internal.pipeline;

import static io.stemma.internal.provenance.QualifiedNames.archive;
import static io.stemma.internal.provenance.QualifiedNames.term;

import io.stemma.CommitSource;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.provenance.Edge;
import io.stemma.internal.provenance.GraphDraft;
import io.stemma.internal.provenance.Node;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds what an archive knows of files, commits and persons to a graph. For one thread. */
final class ProvenanceNodes {
  private final PipelineArchive source;
  private final GraphDraft draft;
  private final Map<Hash, CommitObject> objects = new HashMap<>();

  ProvenanceNodes(PipelineArchive source, GraphDraft draft) {
    this.source = source;
    this.draft = draft;
  }

  CommitObject object(Hash commit) {
    return objects.computeIfAbsent(commit, source::object);
  }

  static String fileId(Hash commit, TreePath path) {
    return archive(commit + "!" + path);
  }

  static String commitId(Hash commit) {
    return archive(commit.toString());
  }

  static String changeId(Hash commit) {
    return archive("change/" + commit);
  }

  static String runId(JobRecord job, DatumResult result) {
    return archive("job/" + job.job() + "/" + result.key());
  }

  static String partId(JobRecord job, DatumResult result, String path) {
    return archive("job/" + job.job() + "/" + result.key() + "!" + path);
  }

  private String shown(Hash commit) {
    return object(commit).repository() + "@" + commit.toString().substring(0, 12);
  }

  static String shown(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " Z");
  }

  /** The title of a graph of a file. */
  String title(Hash commit, TreePath path) {
    return shown(commit) + ":" + path;
  }

  /** The title of a graph of a commit. */
  String title(Hash commit) {
    return shown(commit);
  }

  /** A file of a commit, or a directory. */
  Node file(Hash commit, TreePath path) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put(term("repository"), object(commit).repository());
    facts.put(term("commit"), commit.toString());
    facts.put(term("path"), path.toString());
    Optional<FileEntry> file = new FileTree(source.chunks(), object(commit).root()).file(path);
    file.ifPresent(entry -> facts.put(term("bytes"), entry.length()));
    return new Node(
        Node.Kind.ENTITY,
        file.isPresent() ? "File" : "Directory",
        fileId(commit, path),
        path.toString(),
        List.of(shown(commit)),
        facts);
  }

  /** What a datum gave for a file that was merged of several. */
  Node part(JobRecord job, DatumResult result, String path) {
    return new Node(
        Node.Kind.ENTITY,
        "Part",
        partId(job, result, path),
        path,
        List.of("part of datum " + result.datum()),
        Map.of(term("path"), path, term("datum"), result.datum()));
  }

  /** A commit. */
  Node commit(Hash commit) {
    CommitObject object = object(commit);
    return new Node(
        Node.Kind.ENTITY,
        "Commit",
        commitId(commit),
        shown(commit),
        List.of(shown(object.time())),
        Map.of(
            term("repository"), object.repository(),
            term("commit"), commit.toString(),
            term("message"), object.message(),
            term("time"), object.time()));
  }

  /** Adds that somebody made a commit, and who. */
  String addChange(Hash commit) {
    CommitObject object = object(commit);
    String id = changeId(commit);
    Map<String, Object> facts = new TreeMap<>();
    facts.put(term("repository"), object.repository());
    facts.put(term("commit"), commit.toString());
    facts.put(term("message"), object.message());
    facts.put(term("operation"), object.cause());
    object.source().ifPresent(from -> addSource(facts, from));
    List<String> lines = new ArrayList<>();
    if (!object.author().isEmpty()) {
      lines.add("by " + object.author());
    }
    lines.add(shown(object.time()));
    Optional<Instant> time = Optional.of(object.time());
    String title = object.message().lines().findFirst().filter(t -> !t.isBlank()).orElse("commit");
    if (draft.add(new Node(Node.Kind.ACTIVITY, "Change", id, title, lines, time, time, facts))) {
      addPerson(object.author())
          .ifPresent(person -> draft.add(Edge.associated(id, person, Optional.empty())));
    }
    return id;
  }

  private static void addSource(Map<String, Object> facts, CommitSource source) {
    if (!source.host().isEmpty()) {
      facts.put(term("host"), source.host());
    }
    if (!source.paths().isEmpty()) {
      facts.put(term("source"), source.paths());
    }
    if (source.more() > 0) {
      facts.put(term("moreSources"), source.more());
    }
  }

  /** Adds that something is of whoever made a commit. */
  void attribute(String entity, Hash commit) {
    addPerson(object(commit).author())
        .ifPresent(person -> draft.add(Edge.attributed(entity, person)));
  }

  Optional<String> addPerson(String author) {
    if (author.isEmpty()) {
      return Optional.empty();
    }
    String id = archive("person/" + author);
    draft.add(new Node(Node.Kind.AGENT, "Person", id, author, List.of(), Map.of()));
    return Optional.of(id);
  }
}
