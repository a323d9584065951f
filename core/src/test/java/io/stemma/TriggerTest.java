package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs whose changes cause jobs only once they are many. */
class TriggerTest {
  private final Archive archive = Archive.inMemory();
  private final Branch in = archive.createRepository("in").main();
  private int files;

  @AfterEach
  void close() {
    archive.close();
  }

  private void define(Trigger trigger) {
    archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}").trigger(trigger));
  }

  private Commit commit(int bytes) {
    String path = "/" + files++;
    return in.commit(path, tx -> tx.write(path, "x".repeat(bytes)));
  }

  private boolean fires() {
    return !archive.update().isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void firesAfterSoManyCommits(int commits) {
    define(Trigger.commits(commits));
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i < commits; i++) {
        commit(1);
        assertThat(fires()).as("round %d, commit %d", round, i).isFalse();
      }
      commit(1);
      assertThat(fires()).isTrue();
      assertThat(fires()).isFalse();
    }
    assertThat(archive.repository("out").main().head().files()).isEqualTo(files);
  }

  @Test
  void firesAfterSoManyBytesOfNewAndChangedFiles() {
    define(Trigger.bytes(100));
    commit(60);
    assertThat(fires()).isFalse();
    commit(40);
    assertThat(fires()).isTrue();
    in.commit("the same file thrice", tx -> tx.write("/0", "y".repeat(50)));
    in.commit("again", tx -> tx.write("/0", "z".repeat(50)));
    assertThat(fires()).isFalse();
    in.commit("longer", tx -> tx.write("/0", "z".repeat(100)));
    assertThat(fires()).isTrue();
    in.commit("gone", tx -> tx.delete("/0").delete("/1"));
    assertThat(fires()).isFalse();
  }

  @Test
  void eitherFiresAtTheFirstAndBothAtTheLastOfTwoLimits() {
    define(Trigger.either(3, 100));
    commit(100);
    assertThat(fires()).isTrue();
    commit(1);
    commit(1);
    assertThat(fires()).isFalse();
    commit(1);
    assertThat(fires()).isTrue();
    define(Trigger.both(2, 100));
    assertThat(fires()).as("a new definition").isTrue();
    commit(100);
    assertThat(fires()).isFalse();
    commit(1);
    assertThat(fires()).isTrue();
    commit(1);
    commit(1);
    assertThat(fires()).isFalse();
    commit(98);
    assertThat(fires()).isTrue();
  }

  @Test
  void triggersOfPipelinesThatReadEachOtherCountOnTheirOwn() {
    define(Trigger.commits(2));
    archive.definePipeline(
        "last", new Append("l"), Input.each("out", "/{d}").trigger(Trigger.commits(2)));
    commit(1);
    commit(1);
    assertThat(archive.update()).hasSize(1);
    commit(1);
    assertThat(archive.update()).isEmpty();
    commit(1);
    assertThat(archive.update())
        .extracting(job -> job.pipeline().pipeline())
        .containsExactly("out", "last");
  }

  @Test
  void movingABranchBackDoesNotFire() {
    define(Trigger.either(1, 1));
    Commit first = commit(10);
    commit(10);
    assertThat(fires()).isTrue();
    in.moveTo(first);
    assertThat(fires()).isFalse();
    assertThat(archive.pipeline("out").run().commit().files())
        .as("run() does not ask")
        .isEqualTo(1);
  }

  @Test
  void whatAnotherInputCausesReadsATriggeredOneAsItIs() {
    Branch side = archive.createRepository("side").main();
    side.commit("s", tx -> tx.write("/s", "1"));
    archive.definePipeline(
        "out",
        new Append("o"),
        Input.union(
            Input.each("in", "/{d}").trigger(Trigger.commits(10)), Input.each("side", "/{d}")));
    assertThat(fires()).isTrue();
    commit(1);
    assertThat(fires()).isFalse();
    side.commit("t", tx -> tx.write("/t", "2"));
    assertThat(fires()).isTrue();
    assertThat(archive.repository("out").main().head().exists("/0/text")).isTrue();
  }

  @Test
  void itIsStoredWithTheDefinition() {
    define(Trigger.both(2, 1 << 20));
    assertThat(archive.pipeline("out").definition().input())
        .isEqualTo(Input.each("in", "/{d}").trigger(Trigger.both(2, 1 << 20)))
        .hasToString("each(in, /{d}).trigger(2 commits and 1,048,576 B)");
  }

  @Test
  void refusesWhatCanNeverBeReached() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.commits(0))
        .withMessage("a trigger waits for at least 1 of commits, not for 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Trigger.bytes(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trigger(OptionalLong.empty(), OptionalLong.empty(), true))
        .withMessage("a trigger needs a number of commits or of bytes");
    Input quiet = Input.each("in", "/{d}").quiet().trigger(Trigger.commits(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> archive.definePipeline("quiet", new Append("q"), quiet))
        .withMessageStartingWith("an input that is quiet causes no jobs, so it has no trigger");
    Commit head = commit(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Input.each(head, "/{d}").trigger(Trigger.commits(1)))
        .withMessageStartingWith("this reads one commit");
  }
}
