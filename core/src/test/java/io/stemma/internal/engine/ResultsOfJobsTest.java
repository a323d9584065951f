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
import java.util.Objects;
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

  /** Reads one file of a directory, copies another, and hands a directory on. */
  record Some() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Path shot = in.path("shot");
      try (var files = Files.list(shot)) {
        assertThat(files).hasSize(4);
      }
      assertThat(Files.exists(shot.resolve("unread"))).isTrue();
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
    plant();
    assertThat(archive.verify().damages())
        .singleElement()
        .asString()
        .contains("the file /planted is of none of them");
  }

  /** Commits a file among the results as if the job had given it. */
  private void plant() {
    CommitObject results = results();
    String ref = RefNames.branch("out", "main");
    archive.engine.commits.run(
        "commit",
        "planted",
        (draft, batch) -> {
          StagedTree files = new StagedTree(batch, results.root());
          DatumResult given = result("/1");
          files.replace(TreePath.of("/planted"), given.outputs().get(0).entry());
          Hash root = files.flush();
          CommitObject planted =
              new CommitObject(
                  results.repository(),
                  root,
                  List.of(draft.ref(ref).flatMap(RefTarget::commit).orElseThrow()),
                  results.author(),
                  results.time(),
                  "planted",
                  results.attributes(),
                  results.cause(),
                  List.of(),
                  results.job());
          Hash made = batch.write(Kind.COMMIT, planted.encode());
          draft.setRef(ref, RefTarget.of(made, root, planted.time()));
        });
  }
}
