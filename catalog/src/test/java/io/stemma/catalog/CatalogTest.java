package io.stemma.catalog;

import static io.stemma.Condition.path;
import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Condition;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.InvalidNameException;
import io.stemma.Matches;
import io.stemma.NotFoundException;
import io.stemma.Output;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.display.Displayed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final Archive archive = Archive.inMemory();
  private final Branch main = archive.createRepository("shots").main();
  private final Catalog catalog = Catalog.open(archive);

  @BeforeEach
  void fill() {
    for (int shot = 1; shot <= 9; shot++) {
      String path = "/" + (18_000 + shot);
      double current = 100.5 * shot;
      String gas = shot % 2 == 0 ? "D2" : "He";
      main.commit(
          path,
          tx ->
              tx.write(path + "/te.i16", "1234")
                  .attribute(path, "gas", gas)
                  .attribute(path, "peak_current_kA", current)
                  .attribute(path, "start", "2026-11-22T09:00:00+01:00")
                  .attribute(path, "ok", true)
                  .attribute(path, "field", Map.of("value", 2.5, "unit", "T"))
                  .attribute(path, "tags", List.of("a", "b")));
    }
  }

  @AfterEach
  void close() {
    catalog.close();
    archive.close();
  }

  @Test
  void findsAsTheCommitDoes() {
    Condition condition = where("peak_current_kA").above(200).and("gas").is("D2");
    Matches found = catalog.find("shots", condition);

    assertThat(found.paths()).containsExactly("/18002", "/18004", "/18006", "/18008");
    assertThat(found.list()).isEqualTo(main.head().find(condition).list());
    assertThat(found.commit()).isEqualTo(main.head().id());
    assertThat(found.toString())
        .startsWith(condition + " in shots/main at " + main.head().id().abbreviated() + "\n")
        .hasLineCount(6)
        .contains(
            "\npath     peak_current_kA  gas  attributes\n/18002/  201.0            D2   field=");
    assertThat(catalog.find("shots", path("/1800[1-3]/*")).count()).isEqualTo(3);
  }

  @Test
  void isUpToDateWithWhatWasCommitted() {
    Condition helium = where("gas").is("He");
    assertThat(catalog.find("shots", helium).count()).isEqualTo(5);

    main.commit("more", tx -> tx.attribute("/18002", "gas", "He").delete("/18001/"));

    assertThat(catalog.find("shots", helium).paths())
        .containsExactly("/18002", "/18003", "/18005", "/18007", "/18009");
    archive.repository("shots").createBranch("old", main.log(3).get(2));
    assertThat(catalog.find("shots", "old", helium).count()).isEqualTo(4);
  }

  @Test
  void answersSql() {
    Rows rows =
        catalog.sql(
            "select g.text as gas, count(*) as shots, avg(c.number) as current from attributes g"
                + " join attributes c on c.path = g.path and c.name = 'peak_current_kA'"
                + " where g.name = 'gas' group by g.text order by gas");

    assertThat(rows)
        .hasToString(
            """
            gas  shots  current
            D2       4    502.5
            He       5    502.5""");
  }

  /** A row of a test. */
  record Shot(String path, double peakCurrent, Optional<String> unit, Instant time) {}

  @Test
  void rowsAndMatchesAreTablesInNotebooks() {
    Rows rows = catalog.sql("select '<b>' as name, 2 as number");
    assertThat(rows.html())
        .contains("<table", ">name</th>", ">&lt;b&gt;</td>", "text-align:right", ">2</td>")
        .doesNotContain("<b>");
    Matches found = catalog.find("shots", where("gas").is("D2"));
    assertThat(found.html()).contains("<table", ">gas</th>", found.paths().get(0));
    assertThat(found.list()).isInstanceOf(Displayed.class);
  }

  @Test
  void givesRecords() {
    List<Shot> shots =
        catalog
            .sql(
                "select c.path, c.number as peak_current, c.unit, s.time from attributes c join"
                    + " attributes s on s.path = c.path and s.name = 'start'"
                    + " where c.name = 'peak_current_kA' and c.number < 150")
            .as(Shot.class);
    assertThat(shots)
        .containsExactly(
            new Shot("/18001", 100.5, Optional.empty(), Instant.parse("2026-11-22T08:00:00Z")));

    Rows numbers = catalog.sql("select 1.5 as path, 'x' as peak_current, null as unit, 1 as time");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers.as(Shot.class))
        .withMessage(
            "row 0, component path: the value 1.5 is a BigDecimal, and no java.lang.String");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog.sql("select 'x' as path").as(Shot.class))
        .withMessage("component peakCurrent of Shot has no column; there are path");
  }

  @Test
  void hasAttributesOfAllKinds() {
    assertThat(
            catalog.sql(
                "select name, position, number, text, boolean, time, unit from attributes"
                    + " where path = '/18001' order by name, position"))
        .hasToString(
            """
            name             position  number  text                       boolean  time                  unit
            field                   0     2.5                                                            T
            gas                     0          He
            ok                      0                                     true
            peak_current_kA         0   100.5
            start                   0          2026-11-22T09:00:00+01:00           2026-11-22 08:00:00Z
            tags                    0          a
            tags                    1          b""");
  }

  @Test
  void hasTheHistory() {
    assertThat(catalog.sql("select * from commits").size())
        .isEqualTo(main.log(100).size())
        .isEqualTo(catalog.sql("select * from parents").size() + 1);
    assertThat(catalog.sql("select type, count(*) from operations group by type order by type"))
        .hasToString(
            "type               count(*)\ncommit                    9\ncreate-archive            1\ncreate-repository         1");
    assertThat(
            catalog.sql("select repository, branch, commit_id from branches").value(0, "Commit_Id"))
        .contains(main.head().id().value());
    archive.repository("shots").createTag("v1", main.head());
    assertThat(catalog.sql("select tag from tags")).hasToString("tag\nv1");
    assertThat(
            catalog
                .sql(
                    "select m.name, c.message from moves m join commits c on c.id = m.to_commit"
                        + " where c.message = '/18004'")
                .size())
        .isEqualTo(1);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog.sql("select * from file"))
        .withMessageStartingWith("the catalog cannot answer: Table \"file\" not found");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog.sql("select * from system_range(1, 2000000)"))
        .withMessageStartingWith("the query gives more than 1000000 rows");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> catalog.find("shot", where("a").exists()));
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> catalog.find("shots", path("[")));
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    main.commit(
        "many",
        tx -> {
          for (int i = 0; i < 5000; i++) {
            tx.write("/many/" + i, "");
          }
        });
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(StemmaException.class)
        .isThrownBy(() -> catalog.sql("select count(*) from files"))
        .withMessage("the thread that asked the catalog was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(catalog.sql("select count(*) as n from files").value(0, "n")).contains(5018L);
  }

  @Test
  void endsAlsoWhereNoTableIsRead() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(StemmaException.class)
        .isThrownBy(() -> catalog.sql("select sum(mod(x, 7)) from system_range(1, 1000000000000)"))
        .withMessage("the thread that asked the catalog was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(catalog.sql("select 1 as n").value(0, "n")).contains(1L);
  }

  @Test
  void hasAnEnd() {
    catalog.close();
    catalog.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> catalog.sql("select 1"))
        .withMessage("the catalog is closed");
  }

  /** Joins what it is given. */
  record Joined(String by) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write(
          "joined", Files.readString(in.path("shot")) + by + Files.readString(in.path("cal")));
    }
  }

  @Test
  void pipelinesPrintTheConditionsOfTheirInputs() {
    Input input = Input.each("shots", "/{shot}", where("gas").is("D2"));
    archive.definePipeline("deuterium", new Joined("x"), input);
    assertThat(catalog.sql("select input from pipelines").toString())
        .contains("each(shots, /{shot}, where(\"gas\").is(\"D2\"))");
  }

  @Test
  void derivationsOfResultsThatAnotherPipelineComputedNameTheirOwnInputs() {
    Branch cals = archive.createRepository("calibrations").main();
    main.commit("one", tx -> tx.write("/one", "1"));
    cals.commit("2024A", tx -> tx.write("/te", "2"));
    Input inputs =
        Input.cross(
            Input.each("shots", "/one").as("shot"), Input.each("calibrations", "/te").as("cal"));
    archive.definePipeline("first", new Joined("x"), inputs).run();
    Input shifted = Input.union(Input.each("first", "/none").as("none"), inputs);
    assertThat(archive.definePipeline("again", new Joined("x"), shifted).run().progress().reused())
        .isEqualTo(1);

    String sources =
        "select source_repository, source_path from derivations where repository = '%s' order by 1";
    String right = catalog.sql(sources.formatted("first")).toString();
    assertThat(right).contains("calibrations", "/te", "shots", "/one");
    assertThat(catalog.sql(sources.formatted("again"))).hasToString(right);
  }
}
