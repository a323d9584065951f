package io.stemma.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.commit.TreeNodes;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is stored of datums, beside what they give. */
class ResultsOfJobsTest {
  private final OpenArchive archive = (OpenArchive) Archive.inMemory();
  private final Branch shots = archive.createRepository("shots").main();

  @AfterEach
  void close() {
    archive.close();
  }

  private CommitObject results() {
    return ((StoredCommit) archive.repository("out").main().head()).object();
  }

  private DatumResult result(String datum) {
    JobRecord job = results().job().orElseThrow();
    byte[] row =
        TreeNodes.readableTable(archive.engine.chunks, job.datums()).get(datum.getBytes(UTF_8));
    Hash key = Hash.read(Objects.requireNonNull(row, datum), 1);
    return DatumResult.decode(archive.engine.chunks.read(Kind.DATUM_RESULT, key));
  }

  private static void checkFiles(Path shot) throws IOException {
    try (var files = Files.list(shot)) {
      assertThat(files).hasSize(4);
    }
    assertThat(Files.exists(shot.resolve("unread"))).isTrue();
  }

  /** Reads one file of a directory, copies another, and hands a directory on. */
  record Some() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Path shot = in.path("shot");
      checkFiles(shot);
      out.write("read", Files.readAllBytes(shot.resolve("read")));
      out.copy(shot.resolve("copied"), "copied");
      out.copy(shot.resolve("raw"), "raw");
    }
  }

  @Test
  void whatADatumReallyOpenedIsRecorded() {
    shots.commit(
        "one",
        tx ->
            tx.write("/1/read", "a")
                .write("/1/unread", "b")
                .write("/1/copied", "c")
                .write("/1/raw/te", "d"));
    archive.createRepository("side").main().commit("s", tx -> tx.write("/s", "1"));
    archive
        .definePipeline(
            "out",
            new Some(),
            Input.cross(
                Input.each("shots", "/{shot}").as("shot"), Input.each("side", "/{s}").as("side")))
        .run();
    DatumResult result = result("/1/s");
    assertThat(result.inputs())
        .extracting(DatumResult.InputPaths::name)
        .containsExactly("shot", "side");
    assertThat(result.inputs().get(0).opened()).containsExactly("1/copied", "1/raw", "1/read");
    assertThat(result.inputs().get(1).opened()).isEmpty();
    assertThat(result.tries()).isEqualTo(1);
    assertThat(result.nanos()).isPositive();
    assertThat(result.outputs())
        .extracting(DatumResult.OutputFile::path)
        .containsExactly("1/s/copied", "1/s/raw/te", "1/s/read");
  }

  /** Hands its file on. */
  record HandOn() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.copy(in.path(), "same");
    }
  }

  @Test
  void verifyFindsAFileThatIsOfNoDatum() {
    shots.commit("one", tx -> tx.write("/1", "a"));
    archive.definePipeline("out", new HandOn(), Input.each("shots", "/{shot}")).run();
    assertThat(archive.verify().isClean()).isTrue();
    plant(
        (results, head, batch) -> {
          StagedTree files = new StagedTree(batch, results.root());
          DatumResult given = result("/1");
          files.replace(TreePath.of("/planted"), given.outputs().get(0).entry());
          return forged(results, files.flush(), List.of(head), results.job().orElseThrow());
        });
    assertThat(archive.verify().damages())
        .singleElement()
        .asString()
        .contains("the file /planted is of none of them");
  }

  /** Gives one file, as all do. */
  record Share() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("/shared", in.name());
    }

    @Override
    public boolean merges(String path) {
      return true;
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      Files.writeString(merged, "of " + parts.size());
    }
  }

  @Test
  void fromAMergedFileOneComesToItsDatums() {
    shots.commit("two", tx -> tx.write("/1", "a").write("/2", "b"));
    archive.definePipeline("out", new Share(), Input.each("shots", "/{shot}")).run();
    byte[] owner =
        TreeNodes.readableTable(archive.engine.chunks, results().job().orElseThrow().files())
            .get("shared".getBytes(UTF_8));
    Hash key = Hash.read(Objects.requireNonNull(owner), 0);
    DatumResult merge = DatumResult.decode(archive.engine.chunks.read(Kind.DATUM_RESULT, key));
    assertThat(merge.isMerge()).isTrue();
    assertThat(merge.datum()).isEqualTo("/shared");
    assertThat(merge.merged()).containsExactly("/1", "/2");
    assertThat(result("/1").isMerge()).isFalse();
    assertThat(archive.verify().isClean()).isTrue();
    plant(
        (results, head, batch) -> {
          JobRecord job = results.job().orElseThrow();
          Hash one = TreeNodes.editTable(batch, job.datums(), Map.of("/2", Optional.empty()));
          JobRecord fewer =
              new JobRecord(
                  job.job(),
                  job.pipeline(),
                  job.definition(),
                  job.code(),
                  job.bundle(),
                  job.accepted(),
                  job.inputs(),
                  one,
                  job.files(),
                  job.failed(),
                  job.started(),
                  job.environment());
          return forged(results, results.root(), List.of(), fewer);
        });
    assertThat(archive.verify().damages())
        .singleElement()
        .asString()
        .contains("the file /shared is merged of datum /2, which has no result");
  }

  /** Makes a commit of results as no job would. */
  private interface Forgery {
    CommitObject forge(CommitObject results, Hash head, WriteSession batch);
  }

  private static CommitObject forged(
      CommitObject results, Hash root, List<Hash> parents, JobRecord job) {
    return new CommitObject(
        results.repository(),
        root,
        parents,
        results.author(),
        results.time(),
        "planted",
        results.attributes(),
        results.cause(),
        List.of(),
        Optional.of(job),
        Optional.empty());
  }

  /** Commits as if a job had. */
  private void plant(Forgery forgery) {
    CommitObject results = results();
    String ref = RefNames.branch("out", "main");
    archive.engine.commits.run(
        "commit",
        "planted",
        (draft, batch) -> {
          Hash head = draft.ref(ref).flatMap(RefTarget::commit).orElseThrow();
          CommitObject planted = forgery.forge(results, head, batch);
          Hash made = batch.write(Kind.COMMIT, planted.encode());
          draft.setRef(ref, RefTarget.of(made, planted.root(), planted.time()));
        });
  }
}
