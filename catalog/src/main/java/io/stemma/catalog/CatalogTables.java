package io.stemma.catalog;

import static io.stemma.catalog.internal.sql.TableSource.Type.NUMBER;
import static io.stemma.catalog.internal.sql.TableSource.Type.TEXT;
import static io.stemma.catalog.internal.sql.TableSource.Type.TIME;
import static io.stemma.catalog.internal.sql.TableSource.Type.TRUTH;
import static io.stemma.catalog.internal.sql.TableSource.Type.WHOLE;

import io.stemma.Archive;
import io.stemma.CommitId;
import io.stemma.Pipeline;
import io.stemma.PipelineVersion;
import io.stemma.catalog.internal.data.CommitRow;
import io.stemma.catalog.internal.data.Contents;
import io.stemma.catalog.internal.sql.TableSource;
import io.stemma.catalog.internal.sql.TableSource.Column;
import io.stemma.internal.engine.ArchiveScan;
import io.stemma.internal.engine.ArchiveScan.JobRow;
import io.stemma.internal.pipeline.RecordedDatums;
import io.stemma.internal.pipeline.RecordedDatums.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of {@code docs/CATALOG.md}. */
final class CatalogTables {
  private final Archive archive;
  private final ArchiveScan scan;
  private final Supplier<Contents> contents;

  CatalogTables(Archive archive, ArchiveScan scan, Supplier<Contents> contents) {
    this.archive = archive;
    this.scan = scan;
    this.contents = contents;
  }

  List<TableSource> all() {
    List<TableSource> tables = new ArrayList<>();
    tables.add(new FilesTable(contents));
    tables.add(new AttributesTable(contents));
    tables.addAll(history());
    tables.addAll(work());
    return tables;
  }

  private List<TableSource> history() {
    return List.of(
        new StreamTable(
            "operations",
            List.of(
                new Column("id", TEXT),
                new Column("sequence", WHOLE),
                new Column("time", TIME),
                new Column("author", TEXT),
                new Column("type", TEXT),
                new Column("message", TEXT)),
            equal ->
                contents.get().operations().stream()
                    .map(
                        o ->
                            row(
                                o.id().value(),
                                o.sequence(),
                                o.time(),
                                o.author(),
                                o.type(),
                                o.message()))),
        new StreamTable(
            "moves",
            List.of(
                new Column("operation", TEXT),
                new Column("name", TEXT),
                new Column("from_commit", TEXT),
                new Column("to_commit", TEXT)),
            equal ->
                contents.get().operations().stream()
                    .flatMap(
                        o ->
                            o.moves().stream()
                                .map(
                                    m -> row(o.id().value(), m.name(), id(m.from()), id(m.to()))))),
        new StreamTable(
            "commits",
            List.of(
                new Column("id", TEXT),
                new Column("repository", TEXT),
                new Column("time", TIME),
                new Column("author", TEXT),
                new Column("message", TEXT),
                new Column("cause", TEXT),
                new Column("job", TEXT),
                new Column("files", WHOLE),
                new Column("bytes", WHOLE),
                new Column("host", TEXT)),
            equal -> commits(equal).map(CatalogTables::commit)),
        new StreamTable(
            "parents",
            List.of(
                new Column("commit_id", TEXT),
                new Column("position", WHOLE),
                new Column("parent", TEXT)),
            equal ->
                contents.get().commits().values().stream()
                    .flatMap(
                        c ->
                            IntStream.range(0, c.parents().size())
                                .mapToObj(
                                    i ->
                                        row(
                                            c.id().value(),
                                            (long) i,
                                            c.parents().get(i).value())))),
        new StreamTable(
            "branches",
            List.of(
                new Column("repository", TEXT),
                new Column("branch", TEXT),
                new Column("commit_id", TEXT)),
            equal ->
                contents.get().state().heads().stream()
                    .map(h -> row(h.repository(), h.branch(), h.commit().value()))),
        new StreamTable(
            "tags",
            List.of(
                new Column("repository", TEXT),
                new Column("tag", TEXT),
                new Column("commit_id", TEXT),
                new Column("created", TIME)),
            equal ->
                contents.get().state().tags().stream()
                    .map(t -> row(t.repository(), t.tag(), t.commit().value(), t.created()))));
  }

  private Stream<CommitRow> commits(Map<String, String> equal) {
    String id = equal.get("id");
    if (id == null) {
      return contents.get().commits().values().stream();
    }
    return id.matches("[0-9a-f]{64}")
        ? Stream.ofNullable(contents.get().commits().get(new CommitId(id)))
        : Stream.empty();
  }

  private static @Nullable Object[] commit(CommitRow c) {
    return row(
        c.id().value(),
        c.repository(),
        c.time(),
        c.author(),
        c.message(),
        c.cause(),
        c.job().map(JobRow::id).orElse(null),
        c.files(),
        c.bytes(),
        c.host().orElse(null));
  }

  private List<TableSource> work() {
    return List.of(
        new StreamTable(
            "pipelines",
            List.of(
                new Column("name", TEXT),
                new Column("branch", TEXT),
                new Column("version", WHOLE),
                new Column("transformation", TEXT),
                new Column("parameters", TEXT),
                new Column("input", TEXT),
                new Column("paused", TRUTH),
                new Column("author", TEXT),
                new Column("time", TIME)),
            equal -> archive.pipelines().stream().flatMap(CatalogTables::versions)),
        new StreamTable(
            "jobs",
            List.of(
                new Column("id", TEXT),
                new Column("pipeline", TEXT),
                new Column("repository", TEXT),
                new Column("commit_id", TEXT),
                new Column("code", TEXT),
                new Column("started", TIME),
                new Column("datums", WHOLE),
                new Column("failed", WHOLE)),
            equal -> results(equal, "id").map(CatalogTables::job)),
        new StreamTable(
            "job_inputs",
            List.of(
                new Column("job", TEXT),
                new Column("repository", TEXT),
                new Column("branch", TEXT),
                new Column("commit_id", TEXT)),
            equal ->
                results(equal, "job")
                    .flatMap(
                        c ->
                            c.job().orElseThrow().inputs().stream()
                                .map(
                                    i ->
                                        row(
                                            c.job().orElseThrow().id(),
                                            i.repository(),
                                            i.branch(),
                                            i.commit().value())))),
        new StreamTable(
            "datums",
            List.of(
                new Column("job", TEXT),
                new Column("name", TEXT),
                new Column("state", TEXT),
                new Column("result", TEXT),
                new Column("tries", WHOLE),
                new Column("seconds", NUMBER),
                new Column("ended", TIME),
                new Column("files", WHOLE)),
            equal -> results(equal, "job").flatMap(c -> datums(c, equal.get("name")))),
        new StreamTable(
            "derivations",
            List.of(
                new Column("job", TEXT),
                new Column("repository", TEXT),
                new Column("commit_id", TEXT),
                new Column("path", TEXT),
                new Column("datum", TEXT),
                new Column("source_repository", TEXT),
                new Column("source_commit", TEXT),
                new Column("source_path", TEXT)),
            equal ->
                results(equal, "job")
                    .filter(c -> isAsked(equal, "commit_id", c.id().value()))
                    .filter(c -> isAsked(equal, "repository", c.repository()))
                    .flatMap(c -> derivations(c, equal))));
  }

  /** The commits that jobs made, but for those that are not asked for. */
  private Stream<CommitRow> results(Map<String, String> equal, String job) {
    String id = equal.get(job);
    return contents.get().results().stream()
        .filter(c -> id == null || c.job().orElseThrow().id().equals(id));
  }

  private static boolean isAsked(Map<String, String> equal, String column, String value) {
    return equal.getOrDefault(column, value).equals(value);
  }

  private static Stream<@Nullable Object[]> versions(Pipeline pipeline) {
    return Stream.concat(Stream.of(pipeline), pipeline.variants().stream())
        .flatMap(each -> each.history().stream().map(v -> version(each, v)));
  }

  private static @Nullable Object[] version(Pipeline pipeline, PipelineVersion v) {
    return row(
        pipeline.name(),
        pipeline.output().name(),
        v.number(),
        v.transformation(),
        v.parameters(),
        v.input().toString(),
        v.isPaused(),
        v.author(),
        v.time());
  }

  private static @Nullable Object[] job(CommitRow c) {
    JobRow job = c.job().orElseThrow();
    return row(
        job.id(),
        job.pipeline(),
        c.repository(),
        c.id().value(),
        job.code(),
        job.started(),
        job.datums(),
        job.failed());
  }

  private Stream<RecordedDatums.Row> recorded(CommitRow c, @Nullable String name) {
    return scan.datums(c.id()).filter(each -> name == null || each.name().equals(name));
  }

  private Stream<@Nullable Object[]> datums(CommitRow c, @Nullable String name) {
    String job = c.job().orElseThrow().id();
    return recorded(c, name)
        .map(
            datum -> {
              Optional<Given> given = datum.result().read();
              return row(
                  job,
                  datum.name(),
                  datum.state(),
                  datum.key(),
                  given.map(g -> (long) g.tries()).orElse(null),
                  given.map(g -> g.time().toNanos() / 1e9).orElse(null),
                  given.map(Given::ended).orElse(null),
                  given.map(g -> (long) g.outputs().size()).orElse(null));
            });
  }

  private Stream<@Nullable Object[]> derivations(CommitRow c, Map<String, String> equal) {
    String job = c.job().orElseThrow().id();
    String path = equal.get("path");
    return recorded(c, equal.get("datum"))
        .flatMap(
            datum ->
                datum.result().read().stream()
                    .flatMap(
                        given ->
                            given.outputs().stream()
                                .filter(output -> path == null || output.equals(path))
                                .flatMap(
                                    output ->
                                        given.used().stream()
                                            .map(
                                                used ->
                                                    row(
                                                        job,
                                                        c.repository(),
                                                        c.id().value(),
                                                        output,
                                                        datum.name(),
                                                        used.repository(),
                                                        used.commit(),
                                                        used.path())))));
  }

  private static @Nullable String id(Optional<CommitId> id) {
    return id.map(CommitId::value).orElse(null);
  }

  static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }
}
