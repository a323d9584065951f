package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts and accepted code where something else is going on, or went wrong. */
class VerdictTroubleTest {
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
    pipeline = archive.definePipeline("doubled", doubled("x + x"), input);
    results = pipeline.run().commit();
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Transformation doubled(String expression) throws IOException {
    return CompiledCode.of(directory, DOUBLED.replace("EXPRESSION", expression))
        .make("Doubled", "V");
  }

  private static ArchiveOptions options() {
    return ArchiveOptions.DEFAULT.withoutCache();
  }

  @Test
  void severalArchivesRecordAtOnce() {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                try (Archive other = Archive.open(store.reopen(), options())) {
                  Replay replay = other.commit(results.id()).replay(Trust.RECORDED_CODE);
                  for (int k = 0; k < 5; k++) {
                    replay.record();
                  }
                }
              }));
    }
    writers.forEach(CompletableFuture::join);
    assertThat(results.verdicts()).hasSize(20);
    archive.compact();
    assertThat(archive.verify().isClean()).isTrue();
    assertThat(results.verdicts()).hasSize(20).allMatch(Verdict::isIdentical);
  }

  @Test
  void verdictsAreThoseOfTheArchiveOfThePastAndComeBackWithTheirRepository() {
    long before = archive.head().sequence();
    Replay replay = results.replay(Trust.RECORDED_CODE);
    Verdict verdict = replay.record();
    assertThat(archive.asOf(before).commit(results.id()).verdicts()).isEmpty();
    long with = archive.head().sequence();
    archive.deletePipeline("doubled", false);
    OperationId deleted = archive.operations(1).get(0).id();
    assertThat(archive.commit(results.id()).verdicts()).isEmpty();
    assertThat(archive.asOf(with).commit(results.id()).verdicts()).containsExactly(verdict);
    archive.undo(deleted);
    assertThat(results.verdicts()).containsExactly(verdict);
    assertThat(archive.repositories())
        .extracting(Repository::name)
        .containsExactlyInAnyOrder("doubled", "numbers");
    assertThat(archive.repository("doubled").branches()).hasSize(1);
  }

  @Test
  void damageIsNamed() throws IOException {
    results.replay(Trust.RECORDED_CODE).record();
    results.replay(Trust.RECORDED_CODE).record();
    List<Verdict> right = results.verdicts();
    int damages = 0;
    try (Stream<ObjectInfo> objects = store.list("packs/", "", Integer.MAX_VALUE)) {
      for (ObjectInfo object : objects.toList()) {
        for (int at = -1; at < object.length(); at += 37) {
          try (Archive damaged =
              Archive.open(DamagedCopy.of(store, object.key(), at), options().forReading())) {
            assertThat(damaged.repository("doubled").main().head().verdicts()).isEqualTo(right);
          } catch (DamageException e) {
            damages++;
          }
        }
      }
    }
    assertThat(damages).isPositive();
  }

  @Test
  void acceptingIsUndone() throws IOException {
    archive.definePipeline("doubled", doubled("2 * x"), input);
    pipeline.acceptAsEqual(2);
    Operation accepted = archive.operations(1).get(0);
    assertThat(accepted.type()).isEqualTo("accept-code");
    assertThat(pipeline.plan().run()).isEmpty();
    archive.undo(accepted.id());
    assertThat(pipeline.plan().run()).hasSize(2);
    assertThat(pipeline.run().progress().finished()).isEqualTo(2);
    archive.definePipeline("doubled", doubled("x + x"), input);
    assertThat(pipeline.plan().run()).isEmpty();
    pipeline.run();
    assertThat(archive.update()).isEmpty();
  }

  @Test
  void acceptanceGoesInCircles() throws IOException {
    archive.definePipeline("doubled", doubled("2 * x"), input);
    pipeline.run();
    archive.definePipeline("doubled", doubled("x + x"), input);
    pipeline.acceptAsEqual(2);
    pipeline.run();
    Commit second = pipeline.output().head();
    assertThat(second.code().orElseThrow().id()).isNotEqualTo(results.code().orElseThrow().id());
    Operation unused = archive.repository("doubled").main().moveTo(results);
    archive.definePipeline("doubled", doubled("2 * x"), input);
    pipeline.run();
    assertThat(archive.update()).isEmpty();
    pipeline.output().head().replay(Trust.RECORDED_CODE).requireIdentical();
    assertThat(second.derivation("/1/doubled").explain(results.derivation("/1/doubled")).factors())
        .hasSize(1);
  }

  @Test
  void aVariantAcceptsForItself() throws IOException {
    Pipeline variant = pipeline.variant("other", doubled("x + x"), input);
    variant.run();
    Pipeline changed = pipeline.variant("other", doubled("2 * x"), input);
    long version = pipeline.definition().number();
    assertThat(changed.acceptAsEqual(1).commit()).isEqualTo(variant.output().head().id());
    assertThat(changed.plan().run()).isEmpty();
    assertThat(pipeline.definition().number()).isEqualTo(version);
  }

  @Test
  void aGuardRunsVariantsAndWhatRunsInEveryJob() throws IOException {
    PipelineOptions every = PipelineOptions.DEFAULT.withGuard(1).runningEveryJob();
    archive.definePipeline("doubled", doubled("x + x"), input, every);
    Pipeline variant = pipeline.variant("other", doubled("2 * x"), input);
    for (Pipeline each : List.of(pipeline, variant)) {
      for (int i = 0; i < 2; i++) {
        Job job = each.run();
        assertThat(job.verdict().orElseThrow().isIdentical()).isTrue();
        assertThat(job.commit().verdicts()).hasSize(1);
      }
    }
    pipeline.acceptAsEqual(1);
    assertThatExceptionOfType(ReplayDifferenceException.class)
        .isThrownBy(
            () -> {
              archive.definePipeline("doubled", doubled("3 * x"), input, every);
              pipeline.acceptAsEqual(1);
            });
  }
}
