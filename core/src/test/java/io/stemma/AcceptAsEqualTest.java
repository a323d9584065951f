package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of another id that gives the same may be accepted, after it was tried. */
class AcceptAsEqualTest {
  private static final String DOUBLED =
      """
      public record Doubled(String unit) implements Transformation {
        public void apply(Datum in, Output out) throws java.io.IOException {
          long x = Long.parseLong(Files.readString(in.path()));
          out.write("doubled", (EXPRESSION) + unit);
        }
      }
      """;

  @TempDir Path directory;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive =
      Archive.create(store, ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());
  private final Input input = Input.each("numbers", "/*");
  private Branch numbers;
  private Pipeline pipeline;
  private Commit results;

  @BeforeEach
  void results() throws IOException {
    numbers = archive.createRepository("numbers").main();
    numbers.commit("two", tx -> tx.write("/1", "17").write("/2", "4"));
    pipeline = define("x + x", "V");
    results = pipeline.run().commit();
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Transformation doubled(String expression, String unit) throws IOException {
    return CompiledCode.of(directory, DOUBLED.replace("EXPRESSION", expression))
        .make("Doubled", unit);
  }

  private Pipeline define(String expression, String unit) throws IOException {
    return archive.definePipeline("doubled", doubled(expression, unit), input);
  }

  @Test
  void whatIsAcceptedAsEqualIsNotRunAgain() throws IOException {
    define("2 * x", "V");
    assertThat(pipeline.plan().run()).hasSize(2);
    Verdict verdict = pipeline.acceptAsEqual(5);
    assertThat(verdict.isIdentical()).isTrue();
    assertThat(verdict.datums()).isEqualTo(2);
    assertThat(verdict.way()).isEqualTo(Verdict.Way.OTHER_CODE_IN_FRESH_JVMS);
    assertThat(verdict.code()).isNotEqualTo(results.code().orElseThrow().id());
    assertThat(verdict)
        .asString()
        .endsWith("2 datums by code " + id(verdict) + " in fresh JVMs  ada");
    assertThat(results.verdicts()).containsExactly(verdict);

    assertThat(pipeline.plan().run()).isEmpty();
    assertThat(pipeline.run().commit().changesSince(results).isEmpty()).isTrue();
    assertThat(pipeline.run().progress().finished()).isZero();
  }

  private static String id(Verdict verdict) {
    return verdict.code().substring(0, 12);
  }

  @Test
  void theCodeThatRanIsKeptBesideTheCodeItIsEqualTo() throws IOException {
    define("2 * x", "V");
    Verdict verdict = pipeline.acceptAsEqual(1);
    numbers.commit("three", tx -> tx.write("/3", "5"));
    Job job = pipeline.run();
    assertThat(job.progress().finished()).isEqualTo(1);
    RecordedCode code = job.commit().code().orElseThrow();
    assertThat(code.id()).isEqualTo(results.code().orElseThrow().id());
    assertThat(code.accepted().orElseThrow().id()).isEqualTo(verdict.code());
    assertThat(code.accepted().orElseThrow().changesSince(code)).hasSize(1);
    assertThat(code).asString().contains("since then run as " + verdict.code());
    job.commit().replay(Trust.RECORDED_CODE).requireIdentical();

    archive.compact();
    assertThat(archive.verify().isClean()).isTrue();
    assertThat(code.accepted().orElseThrow().classes()).containsExactly("lab.Doubled");
    assertThat(pipeline.run().commit().code().orElseThrow().accepted()).isPresent();
  }

  @Test
  void itStaysAcceptedWhenTheProgramDefinesThePipelineAgain() throws IOException {
    define("2 * x", "V");
    pipeline.acceptAsEqual(1);
    long version = pipeline.definition().number();
    define("2 * x", "V");
    assertThat(pipeline.definition().number()).isEqualTo(version);
    define("x * 2", "V");
    assertThat(pipeline.plan().run()).hasSize(2);
    pipeline.acceptAsEqual(1);
    assertThat(pipeline.plan().run()).isEmpty();
    define("x + x", "V");
    assertThat(pipeline.plan().run()).isEmpty();
    try (Archive later = Archive.open(store, ArchiveOptions.DEFAULT.withoutCache())) {
      Pipeline same = later.definePipeline("doubled", doubled("2 * x", "V"), input);
      assertThat(same.plan().run()).isEmpty();
    }
  }

  @Test
  void whatGivesSomethingElseIsNotAccepted() throws IOException {
    define("x == 4 ? 7 : 2 * x", "V");
    long version = pipeline.definition().number();
    assertThatExceptionOfType(ReplayDifferenceException.class)
        .isThrownBy(() -> pipeline.acceptAsEqual(2))
        .withMessageContaining("1 file of 2 differs: /2/doubled");
    assertThat(pipeline.definition().number()).isEqualTo(version);
    assertThat(pipeline.plan().run()).hasSize(2);
    assertThat(results.verdicts()).extracting(Verdict::differing).containsExactly(1L);
  }

  @Test
  void onlyTheCodeIsExchanged() throws IOException {
    define("2 * x", "mV");
    assertThat(pipeline.acceptAsEqual(2).isIdentical()).isTrue();
    assertThat(pipeline.plan().run()).hasSize(2).allMatch(each -> each.why().contains("\"V\""));
  }

  @Test
  void theSameCodeIsComparedAndNothingIsNoted() {
    long version = pipeline.definition().number();
    assertThat(pipeline.acceptAsEqual(1).isIdentical()).isTrue();
    assertThat(pipeline.definition().number()).isEqualTo(version);
  }

  @Test
  void datumsThatFailedAreNotThoseThatAreCompared() throws IOException {
    numbers.commit(
        "no numbers", tx -> tx.write("/0", "none").write("/20", "none").write("/5", "6"));
    PipelineOptions omitting =
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT);
    archive.definePipeline("omitting", doubled("x + x", "V"), input, omitting).run();
    Pipeline other = archive.definePipeline("omitting", doubled("3 * x", "V"), input, omitting);
    for (int datums = 1; datums <= 3; datums++) {
      int count = datums;
      assertThatExceptionOfType(ReplayDifferenceException.class)
          .isThrownBy(() -> other.acceptAsEqual(count));
      assertThat(other.output().head().verdicts().get(0).datums()).isEqualTo(count);
    }
  }

  @Test
  void nothingIsAcceptedWhereEachDatumFailed() throws IOException {
    numbers.commit("no numbers", tx -> tx.write("/1", "none").write("/2", "none"));
    PipelineOptions omitting =
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT);
    archive.definePipeline("omitting", doubled("x + x", "V"), input, omitting).run();
    Pipeline other = archive.definePipeline("omitting", doubled("3 * x", "V"), input, omitting);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> other.acceptAsEqual(2))
        .withMessageContaining("pipeline omitting has no results");
  }

  @Test
  void codeThatOnlyMergedIsKeptToo() throws IOException {
    String merging =
        """
        public record Total(String unit) implements Transformation {
          public void apply(Datum in, Output out) throws java.io.IOException {
            out.copy(in.path(), "/total");
          }
          public boolean merges(String path) {
            return true;
          }
          public void merge(String path, java.util.List<Path> parts, Path merged)
              throws java.io.IOException {
            long sum = 0;
            for (Path part : parts) {
              sum = EXPRESSION;
            }
            Files.writeString(merged, sum + unit);
          }
        }
        """;
    numbers.commit("three", tx -> tx.write("/3", "5"));
    List<Pipeline> defined = new ArrayList<>();
    for (String sum :
        List.of(
            "sum + Long.parseLong(Files.readString(part))",
            "Long.parseLong(Files.readString(part)) + sum")) {
      Transformation total =
          CompiledCode.of(directory, merging.replace("EXPRESSION", sum)).make("Total", "V");
      defined.add(archive.definePipeline("total", total, input));
      if (defined.size() == 1) {
        defined.get(0).run();
      }
    }
    Verdict verdict = defined.get(1).acceptAsEqual(3);
    numbers.commit("two", tx -> tx.delete("/1"));
    Job job = defined.get(1).run();
    assertThat(job.progress().finished()).isZero();
    assertThat(job.commit().code().orElseThrow().accepted())
        .hasValueSatisfying(ran -> assertThat(ran.id()).isEqualTo(verdict.code()));
    job.commit().replay(Trust.RECORDED_CODE).requireIdentical();
  }

  @Test
  void theOlderCodeIsKeptAlsoWhereOtherCodeRanInBetween() throws IOException {
    define("2 * x", "V");
    pipeline.acceptAsEqual(1);
    define("3 * x", "V");
    pipeline.run();
    define("2 * x", "V");
    numbers.commit("three", tx -> tx.write("/3", "5"));
    Commit again = pipeline.run().commit();
    RecordedCode code = again.code().orElseThrow();
    assertThat(code.id()).isEqualTo(results.code().orElseThrow().id());
    assertThat(code.files()).isEqualTo(results.code().orElseThrow().files());
    assertThat(code.accepted().orElseThrow().changesSince(code)).hasSize(1);
    again.replay(Trust.RECORDED_CODE).requireIdentical();
  }

  @Test
  void updatesAfterItAreDoneOnce() throws IOException {
    define("2 * x", "V");
    pipeline.acceptAsEqual(1);
    archive.update();
    Commit after = pipeline.output().head();
    assertThat(archive.update()).isEmpty();
    assertThat(pipeline.output().head()).isEqualTo(after);
  }

  @Test
  void whereThereIsNothingToCompareNothingIsAccepted() throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> pipeline.acceptAsEqual(0));
    Pipeline other = archive.definePipeline("other", doubled("x", "V"), input);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> other.acceptAsEqual(1))
        .withMessageContaining("pipeline other has no results");
    try (Archive reader = Archive.open(store, ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      assertThatExceptionOfType(ReadOnlyArchiveException.class)
          .isThrownBy(() -> reader.pipeline("doubled").acceptAsEqual(1));
    }
  }
}
