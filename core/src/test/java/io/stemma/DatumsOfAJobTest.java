package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which datums there are, before, while and after they are run. */
class DatumsOfAJobTest {
  private final Archive archive = Archive.inMemory();
  private final Branch in = archive.createRepository("in").main();

  @AfterEach
  void close() {
    archive.close();
  }

  /** Puts a file of each of two inputs together. */
  record Pair() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      String a = Files.readString(in.path("a"));
      if (a.equals("3")) {
        throw new IOException("no 3");
      }
      out.write("pair", a + Files.readString(in.path("b")));
    }

    @Override
    public boolean recovers(Datum in, Exception failure) {
      return in.capture("y").equals("4");
    }
  }

  @Test
  void aPlanListsAllDatumsOfACrossBeforeAnyIsRun() {
    in.commit(
        "five",
        tx -> {
          for (int i = 0; i < 5; i++) {
            tx.write("/" + i, "" + i);
          }
        });
    Pipeline pipeline =
        archive.definePipeline(
            "out",
            new Pair(),
            Input.cross(Input.each("in", "/{x}").as("a"), Input.each("in", "/{y}").as("b")),
            PipelineOptions.DEFAULT.withTries(1));
    Set<String> names = new HashSet<>();
    pipeline.plan().run().forEach(planned -> names.add(planned.name()));
    assertThat(names).hasSize(25).contains("/0/0", "/4/3");
    assertThat(archive.repository("out").main().head().files()).isZero();

    Job job = pipeline.start();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.progress())
        .hasToString("25 datums: 0 reused, 20 finished, 1 recovered, 4 failed");
    assertThat(job.datums())
        .filteredOn(datum -> datum.state() == DatumState.FAILED)
        .extracting(DatumReport::name)
        .containsExactly("/3/0", "/3/1", "/3/2", "/3/3");
    assertThat(job.failures()).hasSize(4);
    in.commit("mended", tx -> tx.write("/3", "33"));
    assertThat(pipeline.run().progress())
        .as("those with another of 3 are other datums now")
        .hasToString("25 datums: 16 reused, 9 finished");
  }

  @Test
  void aCommitWithoutChangesRunsNothing() {
    in.commit("one", tx -> tx.write("/1", "x"));
    Pipeline pipeline = archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}"));
    pipeline.run();
    in.commit("nothing", tx -> {});
    Job job = pipeline.run();
    assertThat(job.progress()).hasToString("1 datum: 1 reused, 0 finished");
    assertThat(job.datums()).isEmpty();
  }

  @Test
  void theSecondJobRunsWhatIsNewAndCountsTheRest() {
    in.commit("one", tx -> tx.write("/1", "x").write("/2", "y"));
    Pipeline pipeline = archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}"));
    pipeline.run();
    in.commit("more", tx -> tx.write("/3", "z"));
    Job job = pipeline.run();
    assertThat(job.progress().reused()).isEqualTo(2);
    assertThat(job.datums())
        .singleElement()
        .satisfies(
            datum -> {
              assertThat(datum.name()).isEqualTo("/3");
              assertThat(datum.state()).isEqualTo(DatumState.FINISHED);
            });
    assertThat(job.commit().files()).isEqualTo(3);
  }

  @Test
  void whereAllInputsAreDeletedTheResultsAreEmpty() {
    in.commit("one", tx -> tx.write("/1", "x").write("/2", "y"));
    Pipeline pipeline = archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}"));
    pipeline.run();
    in.commit("gone", tx -> tx.delete("/"));
    assertThat(pipeline.plan().vanishing())
        .containsExactly(new Plan.Vanishing("/1", "gone"), new Plan.Vanishing("/2", "gone"));
    Job job = pipeline.run();
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.commit().files()).isZero();
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void whatSomebodyPutBetweenTheResultsTheNextJobTakesAway() {
    in.commit("one", tx -> tx.write("/1", "x"));
    Pipeline pipeline = archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}"));
    Commit results = pipeline.run().commit();
    archive.repository("out").main().commit("planted", tx -> tx.write("/planted", "?"));
    Job job = pipeline.run();
    assertThat(job.commit().changesSince(results).summary()).hasToString("no changes");
    assertThat(job.progress().reused()).isEqualTo(1);
  }
}
