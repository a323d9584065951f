package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs from JVM to JVM is found. */
class FreshJvmsTest {
  private static final String SUM =
      """
      public record Sum(int terms) implements Transformation {
        public void apply(Datum in, Output out) throws java.io.IOException {
          double sum = 0;
          for (String each : TERMS) {
            sum = sum * 0.9 + each.hashCode();
          }
          out.write("sum", Files.readString(in.path()) + sum);
        }
      }
      """;

  @TempDir Path directory;

  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(), ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());

  @AfterEach
  void close() {
    archive.close();
  }

  private Commit run(String terms) throws IOException {
    return run(terms, PipelineOptions.DEFAULT).commit();
  }

  private Job run(String terms, PipelineOptions options) throws IOException {
    archive
        .createRepository("in")
        .main()
        .commit(
            "shots",
            tx -> {
              for (int i = 0; i < 8; i++) {
                tx.write("/" + i, "shot " + i);
              }
            });
    Transformation sum = CompiledCode.of(directory, SUM.replace("TERMS", terms)).make("Sum", 12);
    return archive.definePipeline("sum", sum, Input.each("in", "/*"), options).run();
  }

  private static final String STRINGS =
      "(\"a\", \"bb\", \"ccc\", \"dd\", \"e\", \"f\", \"gg\", \"hhh\", \"i\", \"jj\", \"k\", \"l\")";

  @Test
  void theOrderOfASetIsAnotherOne() throws IOException {
    Commit made = run("java.util.Set.of" + STRINGS);
    made.replay(Trust.RECORDED_CODE).requireIdentical();
    try (Replay replay = made.replayInFreshJvms(Trust.RECORDED_CODE, 4)) {
      assertThat(replay.datums()).isEqualTo(4);
      assertThat(replay.differences()).isNotEmpty();
    }
  }

  @Test
  void whatTheCodeWasWarnedOfIsKeptWithIt() throws IOException {
    RecordedCode code = run("java.util.Set.of" + STRINGS).code().orElseThrow();
    assertThat(code.warnings())
        .anyMatch(line -> line.contains("Sum.apply") && line.contains("Set"));
    assertThat(code).asString().contains("\n  warning: ");
  }

  @Test
  void theOrderOfAListIsTheSame() throws IOException {
    Commit made = run("java.util.List.of" + STRINGS);
    made.replayInFreshJvms(Trust.RECORDED_CODE, 2).requireIdentical();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made.replayInFreshJvms(Trust.RECORDED_CODE, 0));
  }

  @Test
  void aGuardFindsItAfterTheJob() throws IOException {
    Job job = run("java.util.Set.of" + STRINGS, PipelineOptions.DEFAULT.withGuard(3));
    Verdict verdict = job.verdict().orElseThrow();
    assertThat(verdict.way()).isEqualTo(Verdict.Way.FRESH_JVMS);
    assertThat(verdict.datums()).isEqualTo(3);
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DIFFERENT);
    assertThat(verdict.differences()).hasSize((int) verdict.differing()).isNotEmpty();
    assertThat(job.commit().verdicts()).containsExactly(verdict);
    assertThat(job).asString().contains("guard: ").contains("of 3 files different");
  }

  @Test
  void aGuardRunsOnlyWhatTheJobRan() throws IOException {
    Job job = run("java.util.List.of" + STRINGS, PipelineOptions.DEFAULT.withGuard(100));
    Verdict first = job.verdict().orElseThrow();
    assertThat(first.datums()).isEqualTo(8);
    assertThat(first.isIdentical()).isTrue();

    Pipeline sum = archive.pipeline("sum");
    assertThat(sum.run().verdict()).isEmpty();
    archive.repository("in").main().commit("one more", tx -> tx.write("/8", "shot 8"));
    Job second = sum.run();
    assertThat(second.verdict().orElseThrow().datums()).isEqualTo(1);
    assertThat(second.commit().verdicts()).hasSize(1);
    assertThat(job.commit().verdicts()).containsExactly(first);
  }

  @Test
  void nothingIsGuardedThatIsDeclaredUnreproducible() throws IOException {
    PipelineOptions options = PipelineOptions.DEFAULT.withGuard(3).unreproducible("a test");
    assertThat(run("java.util.Set.of" + STRINGS, options).verdict()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> options.withGuard(-1));
  }
}
