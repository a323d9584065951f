package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.Derivation;
import io.stemma.Explanation;
import io.stemma.Provenance;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The derivation of a path of a stored commit. Holds what it is of and what gave that; all else is
 * looked up.
 */
final class StoredDerivation implements Derivation {
  /** So many sources of one file are printed, and so deep. */
  private static final int SHOWN = 10;

  private final PipelineArchive archive;
  private final Hash commit;
  private final CommitObject object;
  private final TreePath path;

  /** What gave it, once that was looked up: whoever prints a derivation asks again and again. */
  private volatile @Nullable List<DatumResult> found;

  StoredDerivation(PipelineArchive archive, Hash commit, TreePath path) {
    this.archive = archive;
    this.commit = commit;
    this.object = archive.object(commit);
    this.path = path;
  }

  @Override
  public String repository() {
    return object.repository();
  }

  @Override
  public CommitId commit() {
    return new CommitId(commit.toString());
  }

  @Override
  public String path() {
    return path.toString();
  }

  private Optional<DatumResult> result() {
    List<DatumResult> known = found;
    if (known == null) {
      known = result(archive, object, path).stream().toList();
      found = known;
    }
    return known.stream().findFirst();
  }

  /** The result that a path of a commit is of, if it is one. */
  static Optional<DatumResult> result(PipelineArchive archive, CommitObject object, TreePath path) {
    return object
        .job()
        .flatMap(job -> new FileOwners(archive.chunks(), job.files()).owner(path.text()))
        .map(key -> Results.get(archive, key));
  }

  @Override
  public Optional<Computation> computation() {
    return result().map(result -> computation(object.job().orElseThrow(), result));
  }

  private Computation computation(JobRecord job, DatumResult result) {
    Definition definition = Definition.of(archive, job.definition());
    return new Computation(
        job.pipeline(),
        definition.number(),
        definition.transformation(),
        definition.parameters(),
        job.code(),
        result.isMerge() ? result.merged() : List.of(result.datum()),
        result.tries(),
        Duration.ofNanos(result.nanos()),
        Instant.ofEpochMilli(result.millis()),
        job.job());
  }

  @Override
  public List<Derivation> sources() {
    Optional<DatumResult> given = result();
    if (given.isEmpty()) {
      return List.of();
    }
    JobRecord job = object.job().orElseThrow();
    List<Derivation> sources = new ArrayList<>();
    OpenedFiles files = new OpenedFiles(archive, job);
    for (DatumResult datum : datums(job, given.get())) {
      sources.addAll(sources(files, datum));
    }
    return PrintedList.of("sources", sources);
  }

  /** The results of the datums that gave a file. */
  private List<DatumResult> datums(JobRecord job, DatumResult result) {
    if (!result.isMerge()) {
      return List.of(result);
    }
    return result.merged().stream().map(name -> part(archive, job, path.toString(), name)).toList();
  }

  /** The result of one of the datums that a file was merged of. */
  static DatumResult part(PipelineArchive archive, JobRecord job, String path, String datum) {
    return new DatumTable(archive.chunks(), job.datums())
        .get(datum)
        .map(row -> Results.get(archive, row.key()))
        .orElseThrow(
            () ->
                new MalformedException(path + " was merged of " + datum + ", which is not there"));
  }

  private List<Derivation> sources(OpenedFiles files, DatumResult datum) {
    List<Derivation> sources = new ArrayList<>();
    for (int i = 0; i < datum.inputs().size(); i++) {
      for (String opened : datum.inputs().get(i).opened()) {
        TreePath at = TreePath.of("/" + opened);
        sources.add(new StoredDerivation(archive, files.commit(datum, i, at).commit(), at));
      }
    }
    return sources;
  }

  @Override
  public Commit origin() {
    Commit own = archive.commit(commit);
    if (path.isRoot()) {
      return own;
    }
    try (Stream<Commit> history = own.history(path.toString())) {
      return history.findFirst().orElse(own);
    }
  }

  @Override
  public Explanation explain(Derivation older) {
    Objects.requireNonNull(older, "older");
    return archive.explain(older, this);
  }

  @Override
  public Provenance provenance() {
    return FileProvenance.of(archive, commit, path);
  }

  @Override
  public String toString() {
    return outline(SHOWN).toString();
  }

  @Override
  public String html() {
    return outline(SHOWN).html();
  }

  private Outline outline(int deep) {
    String name = repository() + "@" + commit().abbreviated() + ":" + path;
    Optional<Computation> computation = computation();
    if (computation.isEmpty()) {
      return Outline.of(name, origin().toString());
    }
    Outline outline = Outline.of(name).line(computation.get().toString());
    return outline.addFirst(SHOWN, sources(), source -> source(source, deep));
  }

  private static Outline source(Derivation source, int deep) {
    return deep > 0 && source instanceof StoredDerivation stored
        ? stored.outline(deep - 1)
        : Outline.of("...");
  }
}
