package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelines that read each other, brought up to date. */
class UpdateTest {
  private final Archive archive = Archive.inMemory();
  private Branch in;

  /** Appends a letter to all files. */
  record Append(String letter) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      try (Stream<Path> files = Files.walk(in.path())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(file);
          if (text.contains("bad")) {
            throw new IOException("bad content");
          }
          out.write("text", text + letter);
        }
      }
    }
  }

  @BeforeEach
  void aDiamond() {
    in = archive.createRepository("in").main();
    in.commit("one", tx -> tx.write("/1", "x"));
    // Defined in an order that is not that of the graph.
    archive.definePipeline("left", new Append("l"), Input.each("in", "/{d}"));
    archive.definePipeline("right", new Append("r"), Input.each("in", "/{d}"));
    archive.definePipeline(
        "bottom",
        new Both(),
        Input.join(Input.each("left", "/{d}").on("{d}"), Input.each("right", "/{d}").on("{d}")));
  }

  /** Puts two texts together. */
  record Both() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write(
          "/" + in.capture("d"),
          Files.readString(in.path("left").resolve("text"))
              + Files.readString(in.path("right").resolve("text")));
    }
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static List<String> pipelines(List<Job> jobs) {
    return jobs.stream().map(job -> job.pipeline().pipeline()).toList();
  }

  @Test
  void runsEveryPipelineAfterThoseThatItReads() {
    List<Job> jobs = archive.update();
    assertThat(pipelines(jobs)).containsExactly("left", "right", "bottom");
    assertThat(archive.repository("bottom").main().head().readString("/1")).isEqualTo("xlxr");
    assertThat(archive.update()).isEmpty();
  }

  @Test
  void oneChangeMakesOneCommitOfEachPipelineWithOneCause() {
    archive.update();
    in.commit("two", tx -> tx.write("/2", "y"));
    archive.update();
    Commit source = in.head();
    for (String pipeline : List.of("left", "right", "bottom")) {
      Branch branch = archive.repository(pipeline).main();
      assertThat(branch.log(10)).as(pipeline).hasSize(3);
      assertThat(branch.head().cause()).as(pipeline).isEqualTo(source.cause());
    }
  }

  @Test
  void aFailedPipelineMakesThoseBelowItUnrunnable() {
    archive.update();
    Commit before = archive.repository("bottom").main().head();
    in.commit("bad", tx -> tx.write("/2", "bad"));
    List<Job> jobs = archive.update();
    assertThat(jobs)
        .extracting(Job::state)
        .containsExactly(JobState.FAILED, JobState.FAILED, JobState.UNRUNNABLE);
    assertThat(jobs.get(2))
        .asString()
        .startsWith(
            "job of bottom  UNRUNNABLE  pipeline left failed, and bottom depends on its results");
    assertThat(archive.repository("bottom").main().head()).isEqualTo(before);
  }

  @Test
  void aQuietInputCausesNothing() {
    archive.createRepository("side").main().commit("s", tx -> tx.write("/s", "1"));
    archive.definePipeline(
        "quiet",
        new Append("q"),
        Input.cross(Input.each("in", "/{d}"), Input.each("side", "/{s}").quiet()));
    archive.update();
    archive.repository("side").main().commit("s", tx -> tx.write("/s", "2"));
    assertThat(archive.update()).isEmpty();
  }

  @Test
  void aPausedPipelineStaysPausedAndIsBroughtUpToDateWhenItIsResumed() {
    Pipeline left = archive.pipeline("left");
    archive.update();
    left.pause();
    archive.definePipeline("left", new Append("L"), Input.each("in", "/{d}"));
    in.commit("two", tx -> tx.write("/2", "y"));
    assertThatIllegalStateException()
        .isThrownBy(left::start)
        .withMessageStartingWith("pipeline left was paused by ");
    assertThat(pipelines(archive.update())).containsExactly("right", "bottom");
    assertThat(archive.repository("left").main().head().exists("/2")).isFalse();

    left.resume();
    assertThat(pipelines(archive.update())).containsExactly("left", "bottom");
    assertThat(archive.repository("left").main().head().readString("/2/text")).isEqualTo("yL");
    assertThat(left.history())
        .extracting(PipelineVersion::isPaused)
        .containsExactly(false, true, true, false);
  }

  @Test
  void aPipelineThatOthersReadCannotBeDeleted() {
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> archive.deletePipeline("left", false))
        .withMessage("pipeline left cannot be deleted: its results are read by [bottom]");
  }

  @Test
  void aDeletedPipelineLeavesItsResultsIfAsked() {
    archive.update();
    archive.deletePipeline("bottom", true);
    assertThat(archive.pipelines()).hasSize(2);
    assertThat(archive.repository("bottom").main().head().readString("/1")).isEqualTo("xlxr");
    assertThatExceptionOfType(AlreadyExistsException.class)
        .isThrownBy(
            () -> archive.definePipeline("bottom", new Append("b"), Input.each("in", "/{d}")))
        .withMessageContaining("which no pipeline made");

    archive.deletePipeline("left", false);
    assertThat(archive.repositories())
        .extracting(Repository::name)
        .containsExactly("bottom", "in", "right");
    assertThat(archive.verify().isClean()).isTrue();
    archive.undo(archive.operations(1).get(0).id());
    assertThat(archive.pipeline("left").run().progress().reused()).isEqualTo(1);
  }

  @Test
  void aVariantRunsSideBySideOnABranchOfItsName() {
    Repository source = archive.repository("in");
    source
        .createBranch("corrected", in.head())
        .commit("better", tx -> tx.write("/1", "X").write("/2", "Y"));
    Pipeline left = archive.pipeline("left");
    Pipeline variant =
        left.variant("corrected", new Append("v"), left.definition().input().branch("corrected"));
    archive.definePipeline(
        "after", new Append("a"), Input.each("left", "/{d}").branch("corrected"));

    assertThat(archive.update().stream().map(Job::toString))
        .allMatch(line -> line.contains("SUCCEEDED"));
    assertThat(left.output().head().readString("/1/text")).isEqualTo("xl");
    assertThat(variant.output().head().readString("/1/text")).isEqualTo("Xv");
    assertThat(archive.repository("after").main().head().readString("/2/text")).isEqualTo("Yva");
    assertThat(left.variants()).singleElement().asString().startsWith("pipeline left/corrected  ");
    assertThat(archive.update()).isEmpty();
    assertThat(variant.run().commit()).isEqualTo(variant.output().head());
  }

  @Test
  void aVariantIsNotPutOnABranchOfSomebodyElse() {
    archive.repository("left").createBranch("mine", archive.repository("left").main().head());
    Pipeline left = archive.pipeline("left");
    assertThatExceptionOfType(AlreadyExistsException.class)
        .isThrownBy(() -> left.variant("mine", new Append("v"), left.definition().input()))
        .withMessage("repository left has a branch or tag mine; choose another name");
  }
}
