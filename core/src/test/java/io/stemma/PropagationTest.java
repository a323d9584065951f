package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How changes go through pipelines: which commits they bring about, and under which cause. */
class PropagationTest {
  private final Archive archive = Archive.inMemory();
  private Branch in;

  @BeforeEach
  void anInput() {
    in = archive.createRepository("in").main();
    in.commit("one", tx -> tx.write("/1", "x"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Pipeline define(String name, String letter, String reads) {
    return archive.definePipeline(name, new Append(letter), Input.each(reads, "/{d}"));
  }

  /** Two pipelines that read the input, and one that reads both. */
  private void aDiamond() {
    define("left", "l", "in");
    define("right", "r", "in");
    archive.definePipeline(
        "bottom",
        new Append("b"),
        Input.join(Input.each("left", "/{a}").on("{a}"), Input.each("right", "/{b}").on("{b}")));
  }

  private Commit head(String repository) {
    return archive.repository(repository).main().head();
  }

  private List<Commit> results(String pipeline) {
    return archive.repository(pipeline).main().log(100);
  }

  @Test
  void aChangeOfTwoInputsInOneTransactionMakesOneCommit() {
    Branch side = archive.createRepository("side").main();
    archive.definePipeline(
        "both", new Append("b"), Input.union(Input.each("in", "/{d}"), Input.each("side", "/{d}")));
    archive.update();
    List<Commit> made =
        archive.commit(
            "both",
            tx -> {
              tx.on(in).write("/2", "y");
              tx.on(side).write("/3", "z");
            });
    archive.update();
    assertThat(results("both")).hasSize(3);
    assertThat(head("both").cause()).isEqualTo(made.get(0).cause()).isEqualTo(made.get(1).cause());
    assertThat(head("both").readString("/3/text")).isEqualTo("zb");
  }

  @Test
  void aNewDerivationGetsOneCommitForTheHeadAndNotForTheHistory() {
    in.commit("two", tx -> tx.write("/2", "y"));
    in.commit("three", tx -> tx.write("/3", "z"));
    define("late", "l", "in");
    archive.update();
    assertThat(results("late")).hasSize(2);
    assertThat(head("late").files()).isEqualTo(3);
    define("late", "L", "in");
    archive.update();
    assertThat(results("late")).hasSize(3);
    assertThat(head("late").readString("/1/text")).isEqualTo("xL");
  }

  @Test
  void whatADefinitionBringsAboutIsCausedByIt() {
    define("left", "l", "in");
    define("below", "b", "left");
    archive.update();
    Operation defined =
        archive.operations(20).stream()
            .filter(each -> each.type().equals("define-pipeline"))
            .reduce((newer, older) -> older)
            .orElseThrow();
    assertThat(head("left").cause()).isEqualTo(defined.id());
    Commit before = head("below");
    define("left", "L", "in");
    OperationId redefined = archive.operations(1).get(0).id();
    archive.update();
    assertThat(head("left").cause()).isEqualTo(redefined);
    assertThat(head("below").cause()).isEqualTo(redefined).isNotEqualTo(before.cause());
  }

  @Test
  void movingABranchBackIsAChangeWithACauseOfItsOwn() {
    aDiamond();
    archive.update();
    Commit first = in.head();
    Commit results = head("bottom");
    in.commit("two", tx -> tx.write("/1", "y"));
    archive.update();
    Operation moved = in.moveTo(first);
    archive.update();
    for (String pipeline : List.of("left", "right", "bottom")) {
      assertThat(results(pipeline)).as(pipeline).hasSize(4);
      assertThat(head(pipeline).cause()).as(pipeline).isEqualTo(moved.id());
    }
    assertThat(head("bottom").changesSince(results).summary()).hasToString("no changes");
  }

  @Test
  void rewindingOneInputReadsTheOtherAsItIs() {
    Branch side = archive.createRepository("side").main();
    side.commit("s1", tx -> tx.write("/s", "1"));
    archive.definePipeline(
        "cross", new Crossed(), Input.cross(Input.each("in", "/{d}"), Input.each("side", "/{s}")));
    archive.update();
    Commit old = side.head();
    side.commit("s2", tx -> tx.write("/s", "2"));
    in.commit("one", tx -> tx.write("/1", "y"));
    archive.update();
    side.moveTo(old);
    archive.update();
    assertThat(head("cross").readString("/1/s/text")).isEqualTo("y1");
  }

  /** Puts a file of each input together. */
  record Crossed() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("text", Files.readString(in.path("in")) + Files.readString(in.path("side")));
    }
  }

  @Test
  void processingIsDeferredByABranchThatIsMovedLater() {
    Branch staging = archive.repository("in").createBranch("staging", in.head());
    define("left", "l", "in");
    archive.update();
    Commit staged = staging.commit("two", tx -> tx.write("/2", "y"));
    assertThat(archive.update()).isEmpty();
    Operation moved = in.moveTo(staged);
    archive.update();
    assertThat(head("left").readString("/2/text")).isEqualTo("yl");
    assertThat(head("left").cause()).isEqualTo(moved.id());
    assertThat(in.at(head("left").cause())).isEqualTo(staged);
  }

  @Test
  void aPausedPipelineGetsOneCommitForAllThatCameMeanwhile() {
    Pipeline left = define("left", "l", "in");
    archive.update();
    left.pause();
    in.commit("two", tx -> tx.write("/2", "y"));
    in.commit("three", tx -> tx.write("/3", "z"));
    assertThat(archive.update()).isEmpty();
    assertThat(results("left")).hasSize(2);
    left.resume();
    archive.update();
    assertThat(results("left")).hasSize(3);
    assertThat(archive.update()).isEmpty();
  }

  @Test
  void aQuietEdgeOfADiamondCausesNothingAndTheOtherDoes() {
    define("left", "l", "in");
    define("right", "r", "in");
    archive.definePipeline(
        "bottom",
        new Append("b"),
        Input.join(
            Input.each("left", "/{a}").on("{a}"), Input.each("right", "/{b}").on("{b}").quiet()));
    archive.update();
    define("right", "R", "in");
    archive.update();
    assertThat(results("bottom")).hasSize(2);
    define("left", "L", "in");
    archive.update();
    assertThat(head("bottom").readString("/1/1/text")).isEqualTo("xLxRb");
  }

  @Test
  void allCommitsOfAChangeAreFoundByItsCause() {
    aDiamond();
    Branch aside = archive.createRepository("aside").main();
    aside.commit("a", tx -> tx.write("/a", "1"));
    archive.update();
    Commit source = in.commit("two", tx -> tx.write("/2", "y"));
    archive.update();
    assertThat(archive.causedBy(source.cause()))
        .containsExactly(source, head("left"), head("right"), head("bottom"));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> archive.causedBy(new OperationId("0".repeat(32))))
        .withMessage("the archive has no operation " + "0".repeat(32));
  }

  @Test
  void aBranchResolvedAtAChangeGivesTheCommitThatWasUsed() {
    Branch side = archive.createRepository("side").main();
    Commit used = side.commit("s1", tx -> tx.write("/s", "1"));
    archive.definePipeline(
        "cross", new Crossed(), Input.cross(Input.each("in", "/{d}"), Input.each("side", "/{s}")));
    Branch aside = archive.createRepository("aside").main();
    Commit there = aside.commit("a1", tx -> tx.write("/a", "1"));
    OperationId change = in.commit("two", tx -> tx.write("/2", "y")).cause();
    Commit input = in.head();
    archive.update();
    Commit results = head("cross");
    // What comes later does not count.
    side.commit("s2", tx -> tx.write("/s", "2"));
    aside.commit("a2", tx -> tx.write("/a", "2"));
    in.commit("three", tx -> tx.write("/3", "z"));
    archive.update();

    assertThat(in.at(change)).isEqualTo(input);
    assertThat(aside.at(change)).isEqualTo(there);
    assertThat(side.at(change)).isEqualTo(used);
    assertThat(archive.repository("cross").main().at(change)).isEqualTo(results);
    Branch young = archive.createRepository("young").main();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> young.at(change))
        .withMessageStartingWith("repository young had no branch main at the time of operation ");
  }

  @Test
  void aBranchThatMovedBeforeTheJobIsResolvedToWhatTheJobRead() {
    Branch side = archive.createRepository("side").main();
    side.commit("s1", tx -> tx.write("/s", "1"));
    archive.definePipeline(
        "cross",
        new Crossed(),
        Input.cross(Input.each("in", "/{d}"), Input.each("side", "/{s}").quiet()));
    archive.update();
    OperationId change = in.commit("two", tx -> tx.write("/2", "y")).cause();
    Commit used = side.commit("s2", tx -> tx.write("/s", "2"));
    archive.update();
    assertThat(head("cross").cause()).isEqualTo(change);
    assertThat(head("cross").readString("/2/s/text")).isEqualTo("y2");
    assertThat(side.at(change)).isEqualTo(used);
  }
}
