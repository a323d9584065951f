package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transformation that is tried before it is run. */
class TrialTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private Commit in;

  /** Writes a file in capitals. */
  record Upper(String refused) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      if (in.name().equals(refused)) {
        throw new IOException("refused");
      }
      out.write(
          "text", Files.readString(in.path().resolve("text")).toUpperCase(java.util.Locale.ROOT));
      out.copy(in.path().resolve("same"), "same");
    }
  }

  @BeforeEach
  void fiveDatums() {
    in =
        archive
            .createRepository("in")
            .main()
            .commit(
                "five",
                tx -> {
                  for (int i = 0; i < 5; i++) {
                    tx.write("/" + i + "/text", "text " + i).write("/" + i + "/same", "s");
                  }
                });
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private List<String> objects() throws IOException {
    try (Stream<ObjectInfo> all = store.list("", "", Integer.MAX_VALUE)) {
      return all.map(ObjectInfo::key).toList();
    }
  }

  @Test
  void runsTheFirstDatumsAndWritesNothing() throws IOException {
    List<String> before = objects();
    Trial trial = archive.trial(new Upper(""), Input.each(in, "/{d}"), 3);

    assertThat(trial.datums()).extracting(DatumReport::name).containsExactly("/0", "/1", "/2");
    assertThat(trial.failures()).isEmpty();
    assertThat(trial.commit().readString("/1/text")).isEqualTo("TEXT 1");
    assertThat(trial.changesSince(in).stream().map(Change::path))
        .containsExactly("/0/text", "/1/text", "/2/text");
    assertThat(objects()).isEqualTo(before);
    assertThat(archive.repositories()).hasSize(1);
    assertThat(archive.pipelines()).isEmpty();
  }

  @Test
  void tellsWhatFailed() {
    Trial trial = archive.trial(new Upper("/1"), Input.each("in", "/{d}"), 3);
    assertThat(trial.failures())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.name()).isEqualTo("/1");
              assertThat(report.tries()).isEqualTo(1);
              assertThat(report.failure())
                  .hasValueSatisfying(e -> assertThat(e).hasMessage("refused"));
            });
    assertThat(trial.commit().exists("/1")).isFalse();
    assertThat(trial.commit().readString("/2/same")).isEqualTo("s");
  }

  @Test
  void theArchiveGoesOnMeanwhile() {
    Trial trial = archive.trial(new Upper(""), Input.each("in", "/{d}"), 1);
    archive.repository("in").main().commit("more", tx -> tx.write("/9/text", "nine"));
    assertThat(trial.commit().readString("/0/text")).isEqualTo("TEXT 0");
    assertThat(archive.verify().isClean()).isTrue();
    assertThat(archive.repository("in").main().head().exists("/9/text")).isTrue();
  }

  @Test
  void anArchiveForReadingSuffices() {
    try (Archive reading =
        Archive.open(store, ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      Trial trial = reading.trial(new Upper(""), Input.each("in", "/{d}"), 1);
      assertThat(trial.commit().files()).isEqualTo(2);
    }
  }
}
