package io.stemma.catalog;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.JsonAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of branches, with a column for each attribute. */
class BranchTableTest {
  private final Archive archive = Archive.inMemory();
  private final Branch main = archive.createRepository("shots").main();
  private final Catalog catalog = Catalog.open(archive);

  @AfterEach
  void close() {
    catalog.close();
    archive.close();
  }

  @Test
  void hasAColumnForEachAttribute() {
    for (int i = 1; i <= 4; i++) {
      String path = "/" + i;
      int shot = i;
      main.commit(
          path,
          tx ->
              tx.write(path + "/te", "12")
                  .attribute(path, "shot", shot)
                  .attribute(path, "gas", shot == 2 ? "He" : "D2")
                  .attribute(path, "peak_current_kA", 100.5 * shot)
                  .attribute(path, "field", Map.of("value", 2, "unit", "T"))
                  .attribute(path, "start", "2026-11-22T09:00:00+01:00")
                  .attribute(path, "ok", true)
                  .attribute(path, "tags", List.of("a", "b")));
    }

    Rows rows = catalog.sql("select * from heads.shots where path = '/2'");

    assertThat(rows.columns())
        .containsExactly(
            "path",
            "kind",
            "bytes",
            "field",
            "gas",
            "ok",
            "peak_current_ka",
            "shot",
            "start",
            "tags");
    assertThat(rows.size()).isEqualTo(1);
    assertThat(rows.value(0, "kind")).contains("directory");
    assertThat(rows.value(0, "bytes")).isEmpty();
    assertThat(rows.value(0, "field")).contains(2L);
    assertThat(rows.value(0, "ok")).contains(true);
    assertThat(rows.value(0, "shot")).contains(2L);
    assertThat(rows.value(0, "start")).contains(Instant.parse("2026-11-22T08:00:00Z"));
    assertThat(rows.value(0, "tags")).contains("[\"a\",\"b\"]");
    assertThat(
            catalog.sql(
                "select gas, count(*) as shots, avg(peak_current_kA) as current from heads.shots"
                    + " group by gas order by gas"))
        .hasToString(
            """
            gas  shots  current
            D2       3      268
            He       1      201""");
  }

  private Optional<Object> value(String sql) {
    return catalog.sql(sql).value(0, "x");
  }

  @Test
  void followsWhatIsThere() {
    main.commit("1", tx -> tx.write("/a", "1").attribute("/a", "x", 1));
    assertThat(value("select max(x) as x from heads.shots")).contains(1L);
    main.commit("2", tx -> tx.write("/b", "1").attribute("/b", "x", 2.5));
    assertThat(value("select max(x) as x from heads.shots")).contains(2.5);
    main.commit("3", tx -> tx.write("/c", "1").attribute("/c", "x", "high"));
    assertThat(value("select max(x) as x from Heads.Shots")).contains("high");
    main.commit("4", tx -> tx.delete("/b").delete("/c"));
    assertThat(value("select max(x) as x from heads.shots")).contains(1L);
    main.commit("5", tx -> tx.attribute("/a", "y", true));
    assertThat(value("select count(*) as x from heads.shots where y")).contains(1L);
    main.commit("6", tx -> tx.delete("/a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value("select max(x) as x from heads.shots"))
        .withMessageContaining("x");
    assertThat(value("select count(*) as x from heads.shots")).contains(0L);
  }

  @Test
  void hasWhatExtractorsSay() {
    archive
        .repository("shots")
        .defineExtractor("record", "/{shot}/shot.json", new JsonAttributes());
    main.commit(
        "two",
        tx ->
            tx.write("/1/shot.json", "{\"gas\":\"D2\",\"shot\":1}")
                .write("/2/shot.json", "{\"gas\":"));

    Rows rows = catalog.sql("select * from heads.shots order by path");
    assertThat(rows.columns())
        .containsExactly("path", "kind", "bytes", "extraction_error", "gas", "shot");
    assertThat(rows.value(0, "gas")).contains("D2");
    assertThat(rows.value(1, "extraction_error").orElseThrow().toString())
        .contains("record", "shot.json");
    assertThat(catalog.find("shots", where("extraction_error").exists()).paths())
        .containsExactly("/2");
  }

  @Test
  void otherBranchesAndOddNames() {
    main.commit(
        "names",
        tx ->
            tx.write("/a", "1")
                .attribute("/a", "path", "p")
                .attribute("/a", "Gas", "D2")
                .attribute("/a", "gas", "He")
                .attribute("/a", "say \"x\"; drop table heads.shots", "odd")
                .attribute("/a", "long" + "g".repeat(300), 1));
    archive.repository("shots").createBranch("dev", main.head());
    archive.createRepository("other-lab.1");

    Rows rows = catalog.sql("select * from heads.\"shots/dev\"");
    assertThat(rows.columns())
        .containsExactly("path", "kind", "bytes", "gas", "say \"x\"; drop table heads.shots");
    assertThat(rows.value(0, "path")).contains("/a");
    assertThat(rows.value(0, "gas")).contains("D2");
    assertThat(value("select count(*) as x from heads.\"other-lab.1\"")).contains(0L);
    archive.repository("shots").deleteBranch("dev");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog.sql("select * from heads.\"shots/dev\""));
  }

  @Test
  void namesThatDifferInCaseOnlyLeaveTheOtherTablesAlone() {
    main.commit(
        "names",
        tx ->
            tx.write("/a", "1")
                .attribute("/a", "SS", "two")
                .attribute("/a", "ß", "one")
                .attribute("/a", "ﬁ", "ligature")
                .attribute("/a", "fi", "letters"));
    archive.repository("shots").createBranch("dev", main.head());
    archive.repository("shots").createBranch("Dev", main.head());

    Rows rows = catalog.sql("select * from heads.shots");
    assertThat(rows.columns()).containsExactly("path", "kind", "bytes", "ss", "fi");
    assertThat(rows.value(0, "ss")).contains("two");
    assertThatIllegalArgumentException()
        .as("whose rows it would give is not known")
        .isThrownBy(() -> catalog.sql("select * from heads.\"shots/dev\""));
    archive.repository("shots").deleteBranch("Dev");
    assertThat(catalog.sql("select * from heads.\"shots/dev\"")).hasToString(rows.toString());
  }

  /** After many commits the table is that of a catalog which sees the last one only. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isThatOfTheHeadWhateverCameBefore(long seed) {
    Random random = new Random(seed);
    List<Object> values =
        List.of(1, 2.5, true, "D2", "2026-11-22T09:00:00Z", List.of(1), Map.of("value", 3));
    for (int i = 0; i < 30; i++) {
      String path = "/" + random.nextInt(5);
      String name = "n" + random.nextInt(3);
      Object value = values.get(random.nextInt(random.nextBoolean() ? values.size() : 1));
      boolean delete = main.head().exists(path) && random.nextInt(3) == 0;
      main.commit(
          path,
          tx -> {
            if (delete) {
              tx.delete(path);
            } else {
              tx.write(path, "1").attribute(path, name, value);
            }
          });
      try (Catalog fresh = Catalog.open(archive)) {
        String sql = "select * from heads.shots order by path";
        assertThat(catalog.sql(sql)).hasToString(fresh.sql(sql).toString());
      }
    }
  }
}
