package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.DamageTrial.Harm;
import io.stemma.testing.DamageTrial.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to an object is found, and never read as data. */
@Execution(ExecutionMode.CONCURRENT)
class DamageTrialTest {
  private static final int PLACES = 10;

  private static final MemoryObjectStore STORE = new MemoryObjectStore();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static DamageTrial trial;

  @BeforeAll
  static void create() throws IOException {
    SampleArchive.create(STORE.reopen(), 7, 300, 36);
    MemoryObjectStore foreign = new MemoryObjectStore();
    SampleArchive.create(foreign.reopen(), 8, 300, 36);
    trial = new DamageTrial(STORE, foreign);
  }

  @Test
  void theSampleIsCleanAndHasObjectsOfEveryKind() throws IOException {
    try (Archive archive =
        Archive.open(STORE.reopen(), ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      Verification structure = archive.verify();
      assertThat(structure.damages()).isEmpty();
      assertThat(structure.commits()).isGreaterThan(40);
      assertThat(structure.files()).isEqualTo(340);
      Verification bytes = archive.verify(VerifyOptions.EVERY_BYTE);
      assertThat(bytes.damages()).isEmpty();
      assertThat(bytes.bytes()).isGreaterThan(4 << 20);
    }
    assertThat(trial.keys("index/")).hasSizeGreaterThan(1);
    assertThat(trial.keys("packs/")).hasSizeGreaterThan(36);
    assertThat(trial.keys("log/")).hasSizeGreaterThan(36);
  }

  @Test
  void findsNothingWhereNothingIsDamaged() throws IOException {
    String key = trial.keys("packs/").get(0);
    long whole = STORE.read(key, 0, 0).objectLength();

    Outcome outcome = trial.run(key, Harm.TRUNCATE, whole);

    assertThat(outcome)
        .isEqualTo(new Outcome(key, Harm.TRUNCATE, whole, Optional.empty(), 0, Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void findsDamageAndNeverReadsIt(Harm harm) throws IOException {
    Random random = new Random(harm.name().hashCode());
    List<Outcome> bad = new ArrayList<>();
    for (String kind : List.of("stemma.json", "log/", "index/", "packs/")) {
      List<String> keys = trial.keys(kind);
      for (int i = 0; i < PLACES; i++) {
        String key = keys.get(i == 0 ? 0 : random.nextInt(keys.size()));
        Outcome outcome = trial.run(key, harm, random);
        if (!outcome.isGood()) {
          bad.add(outcome);
        }
      }
    }
    assertThat(bad).isEmpty();
  }
}
