package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where files come from. */
class DerivationTest {
  private final Archive archive =
      Archive.create(
          new io.stemma.storage.MemoryObjectStore(),
          ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());
  private Branch shots;
  private Branch cals;

  /** Multiplies by a gain. */
  record Calibrate(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      int gain = Integer.parseInt(Files.readString(in.path("cal")));
      int raw = Integer.parseInt(Files.readString(in.path("shot").resolve(channel)));
      out.write(channel, "" + raw * gain);
    }
  }

  /** Adds one, and counts all of them. */
  record Sum(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      String text = Files.readString(in.path().resolve(channel));
      out.write(channel, "" + (Integer.parseInt(text) + 1)).write("/all", text);
    }

    @Override
    public boolean merges(String path) {
      return path.equals("/all");
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      int sum = 0;
      for (Path part : parts) {
        sum += Integer.parseInt(Files.readString(part));
      }
      Files.writeString(merged, "" + sum);
    }
  }

  @BeforeEach
  void twoPipelines() {
    shots = archive.createRepository("shots").main();
    cals = archive.createRepository("calibrations").main();
    shots.commit(
        "two shots",
        tx -> tx.write("/1/te", "10").write("/1/ne", "0").write("/2/te", "20").write("/2/ne", "0"));
    cals.commit(
        "2024A",
        tx ->
            tx.write("/te/a", "2")
                .validity("/te/a", 1, 1)
                .write("/te/b", "3")
                .validity("/te/b", 2, 9));
    archive.definePipeline(
        "te",
        new Calibrate("te"),
        Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal"));
    archive.definePipeline("sum", new Sum("te"), Input.each("te", "/{shot}"));
    archive.update();
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Commit head(String repository) {
    return archive.repository(repository).main().head();
  }

  @Test
  void namesDatumCodeAndTheFilesThatWereRead() {
    Derivation te = head("te").derivation("2/te");
    assertThat(te.repository()).isEqualTo("te");
    assertThat(te.commit()).isEqualTo(head("te").id());
    assertThat(te.path()).isEqualTo("/2/te");
    Derivation.Computation by = te.computation().orElseThrow();
    assertThat(by.pipeline()).isEqualTo("te");
    assertThat(by.version()).isEqualTo(1);
    assertThat(by.transformation()).isEqualTo(Calibrate.class.getName());
    assertThat(by.parameters()).isEqualTo("{\"channel\":\"te\"}");
    assertThat(by.code()).matches("[0-9a-f]{64}");
    assertThat(by.datums()).containsExactly("/2");
    assertThat(by.tries()).isEqualTo(1);
    assertThat(by.job()).matches("[0-9a-f]{32}");
    assertThat(te.sources()).extracting(Derivation::path).containsExactly("/2/te", "/te/b");
    assertThat(te.sources())
        .extracting(Derivation::commit)
        .containsExactly(shots.head().id(), cals.head().id());
    assertThat(te.sources()).allMatch(source -> source.computation().isEmpty());
  }

  @Test
  void leadsBackToWhatNobodyComputed() {
    Commit sum = head("sum");
    Derivation raw = sum.derivation("/1/te").sources().get(0).sources().get(0);
    assertThat(raw.repository()).isEqualTo("shots");
    assertThat(raw.path()).isEqualTo("/1/te");
    assertThat(raw.sources()).isEmpty();
    assertThat(sum.derivation("/1/te").upstream().map(each -> each.repository() + each.path()))
        .containsExactly("te/1/te", "shots/1/te", "calibrations/te/a");
    assertThat(raw.upstream()).isEmpty();
    assertThat(raw.origin()).isEqualTo(shots.head());
    String code = sum.derivation("/1/te").computation().orElseThrow().code().substring(0, 12);
    String below = head("te").derivation("/1/te").computation().orElseThrow().code();
    assertThat(sum.derivation("/1/te"))
        .hasToString(
            """
            sum@%s:/1/te
              datum /1 of sum, version 1: io.stemma.DerivationTest$Sum {"channel":"te"}, code %s
              te@%s:/1/te
                datum /1 of te, version 1: io.stemma.DerivationTest$Calibrate {"channel":"te"}, code %s
                shots@%s:/1/te  %s
                calibrations@%s:/te/a  %s"""
                .formatted(
                    sum.id().abbreviated(),
                    code,
                    head("te").id().abbreviated(),
                    below.substring(0, 12),
                    shots.head().id().abbreviated(),
                    shots.head(),
                    cals.head().id().abbreviated(),
                    cals.head()));
  }

  @Test
  void aMergedFileComesFromAllItsDatums() {
    Derivation all = head("sum").derivation("/all");
    assertThat(all.computation().orElseThrow().datums()).containsExactly("/1", "/2");
    assertThat(all.sources()).extracting(Derivation::path).containsExactly("/1/te", "/2/te");
  }

  @Test
  void theInputsAreThoseOfTheVersionThatIsAsked() {
    Commit before = head("te");
    Commit old = cals.head();
    cals.commit("2024B", tx -> tx.write("/te/b", "4"));
    archive.update();
    assertThat(before.derivation("/2/te").sources().get(1).commit()).isEqualTo(old.id());
    Derivation now = head("te").derivation("/2/te");
    assertThat(now.sources().get(1).commit()).isEqualTo(cals.head().id());
    assertThat(now.sources().get(1).origin()).isEqualTo(cals.head());
    Derivation kept = head("te").derivation("/1/te");
    assertThat(kept.origin()).as("it was taken over").isEqualTo(before);
    assertThat(kept.computation().orElseThrow().job())
        .isEqualTo(now.computation().orElseThrow().job());
  }

  @Test
  void resultsThatAnotherPipelineComputedHaveTheInputsOfTheirOwn() {
    archive.definePipeline(
        "again",
        new Calibrate("te"),
        Input.union(
            Input.each("te", "/none"),
            Input.each("shots", "/{shot}")
                .as("shot")
                .valid("calibrations", "/te/*", "shot")
                .as("cal")));
    Job job = archive.pipeline("again").run();
    assertThat(job.progress().reused()).isEqualTo(2);
    assertThat(job.commit().derivation("/2/te").sources())
        .extracting(Derivation::repository)
        .containsExactly("shots", "calibrations");
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> head("te").derivation("/2"))
        .withMessageContaining("is a directory and no file at /2");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> head("te").derivation("/3"));
  }

  /** Hands one file on. */
  record HandOn(String file) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Path path = in.path();
      String text = Files.readString(Files.isDirectory(path) ? path.resolve(file) : path);
      out.write("/of" + in.name().replace('/', '-'), text);
    }
  }

  private static String source(Derivation derivation) {
    return derivation.sources().stream()
        .map(each -> each.repository() + ":" + each.path())
        .collect(Collectors.joining(" "));
  }

  @Test
  void ofTwoRepositoriesUnderOneNameTheOneIsMeantThatTheDatumHad() {
    archive.createRepository("old").main().commit("shot 1", tx -> tx.write("/1/te", "7"));
    Input both =
        Input.union(
            Input.each("shots", "/{shot}").as("shot"), Input.each("old", "/*/*").as("shot"));
    Pipeline united = archive.definePipeline("united", new HandOn("te"), both);
    Commit made = united.run().commit();
    assertThat(source(made.derivation("/of-1"))).isEqualTo("shots:/1/te");
    assertThat(source(made.derivation("/of-1-te"))).isEqualTo("old:/1/te");
  }
}
