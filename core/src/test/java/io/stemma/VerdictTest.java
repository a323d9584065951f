package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.signal.Signal;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came of a replay is kept with the commit whose results were computed again. */
class VerdictTest {
  private static final String SCALE =
      """
      public record Scale(String gain) implements Transformation {
        public void apply(Datum in, Output out) throws java.io.IOException {
          io.stemma.signal.Signal.read(in.path()).times(Double.parseDouble(gain) * FACTOR)
              .write(out.path("scaled.f64"));
        }
      }
      """;

  @TempDir Path directory;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive =
      Archive.create(
          store,
          ArchiveOptions.DEFAULT
              .withAuthor("ada")
              .withClock(Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC))
              .withoutCache());
  private Pipeline pipeline;
  private Commit results;

  @BeforeEach
  void results() throws IOException {
    archive
        .createRepository("shots")
        .main()
        .commit(
            "three shots",
            tx -> {
              for (int shot = 1; shot <= 3; shot++) {
                Path file = directory.resolve("te");
                Signal.float64(0, 1e-6, shot, 20, -7).write(file);
                tx.write("/" + shot, Files.readAllBytes(file));
              }
            });
    pipeline = archive.definePipeline("scaled", scale("1.0"), Input.each("shots", "/*"));
    results = pipeline.run().commit();
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Transformation scale(String factor) throws IOException {
    return CompiledCode.of(directory, SCALE.replace("FACTOR", factor)).make("Scale", "3");
  }

  @Test
  void aVerdictIsFoundWithItsCommitAlsoLater() throws IOException {
    assertThat(results.verdicts()).isEmpty();
    Verdict identical = results.replay(Trust.RECORDED_CODE).record();
    assertThat(identical.outcome()).isEqualTo(Verdict.Outcome.IDENTICAL);
    assertThat(identical.code()).isEqualTo(results.code().orElseThrow().id());
    assertThat(identical)
        .hasToString("2026-11-28 12:00:00Z  identical  3 datums by the recorded code  ada");

    try (Archive later = Archive.open(store, ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      Commit then = later.commit(results.id());
      assertThat(then.verdicts()).containsExactly(identical);
      assertThat(later.verify().isClean()).isTrue();
      assertThatExceptionOfType(ReadOnlyArchiveException.class)
          .isThrownBy(() -> then.replay(Trust.RECORDED_CODE).record())
          .withMessageContaining("recording a replay of repository scaled");
    }
  }

  @Test
  void numbersHaveTheirLargestDeviation() throws IOException {
    Verdict close = results.replayWith(scale("1.0000000000000002")).record();
    assertThat(close.outcome()).isEqualTo(Verdict.Outcome.NUMBERS_DIFFER);
    assertThat(close.differing()).isEqualTo(3);
    assertThat(close.isWithinUlps(0)).isFalse();
    assertThat(close.isWithinUlps(2)).isTrue();
    assertThat(close.largest().orElseThrow().relative()).isBetween(1e-16, 5e-16);
    assertThat(close.code()).isNotEqualTo(results.code().orElseThrow().id());
    assertThat(close)
        .asString()
        .contains("3 of 3 files within 3.9e-16 of the size, ")
        .contains(" ULPs  3 datums by code " + close.code().substring(0, 12));
    assertThatIllegalArgumentException().isThrownBy(() -> close.isWithinUlps(-1));
  }

  @Test
  void whatIsNoSizeIsDifferent() throws IOException {
    Verdict nan = results.replayWith(scale("Double.NaN"), List.of("/2")).record();
    assertThat(nan.outcome()).isEqualTo(Verdict.Outcome.DIFFERENT);
    assertThat(nan.largest()).isEmpty();
    assertThat(nan.isWithinUlps(Long.MAX_VALUE)).isFalse();
    assertThat(nan.differences()).singleElement().asString().startsWith("/2: /2/scaled.f64  ");
    assertThat(results.verdicts()).containsExactly(nan);
  }

  @Test
  void numbersMayBeInfinitelyFarAway() throws IOException {
    archive.definePipeline("scaled", scale("2e306"), Input.each("shots", "/1"));
    Commit large = pipeline.run().commit();
    Verdict far = large.replayWith(scale("-2e306")).record();
    assertThat(far.largest().orElseThrow().absolute()).isInfinite();
    assertThat(far.largest().orElseThrow().relative()).isEqualTo(2);
    Verdict infinite = large.replayWith(scale("1e308")).record();
    assertThat(infinite.largest().orElseThrow().absolute()).isInfinite();
    assertThat(large.verdicts()).containsExactlyInAnyOrder(far, infinite);
    assertThat(large.verdicts())
        .extracting(Verdict::outcome)
        .containsOnly(Verdict.Outcome.NUMBERS_DIFFER);
  }

  @Test
  void aSignThatIsTheOtherOneIsASize() throws IOException {
    Verdict other = results.replayWith(scale("-1.0")).record();
    assertThat(other.outcome()).isEqualTo(Verdict.Outcome.NUMBERS_DIFFER);
    assertThat(other.largest().orElseThrow().absolute()).isEqualTo(120);
    assertThat(results.verdicts()).containsExactly(other);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whateverAFailureSaysIsRecorded(int shift) throws IOException {
    String failing =
        """
        public record Scale(String gain) implements Transformation {
          public void apply(Datum in, Output out) {
            throw new IllegalStateException("SHIFT" + "\\ud83d\\ude00\\u0001".repeat(900) + "\\ud83d");
          }
        }
        """
            .replace("SHIFT", "x".repeat(shift));
    Transformation other = CompiledCode.of(directory, failing).make("Scale", "3");
    Verdict verdict = results.replayWith(other).record();
    assertThat(results.verdicts()).containsExactly(verdict);
  }

  @Test
  void verdictsOfOneCommitAreNotThoseOfAnother() throws IOException {
    Verdict first = results.replay(Trust.RECORDED_CODE).record();
    archive.definePipeline("scaled", scale("2.0"), Input.each("shots", "/*"));
    Commit newer = pipeline.run().commit();
    assertThat(newer.verdicts()).isEmpty();
    Verdict second = newer.replay(Trust.RECORDED_CODE).record();
    Verdict third = newer.replayWith(scale("3.0")).record();
    assertThat(results.verdicts()).containsExactly(first);
    assertThat(newer.verdicts()).containsExactlyInAnyOrder(second, third);
    assertThat(newer.verdicts()).asString().startsWith("replays of " + newer.id().abbreviated());
  }

  @Test
  void recordingIsAnOperationThatCanBeUndone() {
    results.replay(Trust.RECORDED_CODE).record();
    Operation recorded = archive.operations(1).get(0);
    assertThat(recorded.type()).isEqualTo("record-replay");
    assertThat(archive.repository("scaled").main().head()).isEqualTo(results);
    archive.undo(recorded.id());
    assertThat(results.verdicts()).isEmpty();
  }

  @Test
  void verdictsGoWithTheirRepository() {
    Replay replay = results.replay(Trust.RECORDED_CODE);
    replay.record();
    archive.deletePipeline("scaled", false);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(replay::record)
        .withMessageContaining("there is no repository scaled any more");
    assertThat(archive.repositories()).extracting(Repository::name).containsExactly("shots");
  }

  @Test
  void whatWasDeclaredIsSaid() {
    assertThat(
            new Verdict(
                    results.id(),
                    Instant.EPOCH,
                    "",
                    Verdict.Way.FRESH_JVMS,
                    "c0de",
                    1,
                    2,
                    1,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.of("counts"))
                .toString())
        .isEqualTo(
            "1970-01-01 00:00:00Z  1 of 2 files different, as declared  1 datum in fresh JVMs");
  }
}
