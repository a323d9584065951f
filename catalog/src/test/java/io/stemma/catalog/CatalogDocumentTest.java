package io.stemma.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.JobState;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/CATALOG.md} shows can be asked, and its tables are those that there are. */
class CatalogDocumentTest {
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile("^\\| `([a-z_]+)` \\| [^|]* \\| ([^|]*) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  private final Archive archive = Archive.inMemory();
  private final Catalog catalog = Catalog.open(archive);
  private String document = "";

  /** Hands a shot on. */
  record Copy() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("te", Files.readString(in.path().resolve("te.i16")));
    }
  }

  @BeforeEach
  void fill() throws IOException {
    document = Files.readString(Path.of("../docs/CATALOG.md"));
    Branch shots = archive.createRepository("shots").main();
    shots.commit(
        "18000",
        tx ->
            tx.write("/18000/te.i16", "1")
                .attribute("/18000", "gas", "D2")
                .attribute("/18000", "peak_current_kA", 210));
    archive.definePipeline("te", new Copy(), Input.each("shots", "/{shot}"));
    assertThat(archive.update()).allMatch(job -> job.state() == JobState.SUCCEEDED);
    shots.commit("18001", tx -> tx.write("/18001/te.i16", "2"));
  }

  @AfterEach
  void close() {
    catalog.close();
    archive.close();
  }

  private Stream<String> questions() {
    return SQL.matcher(document)
        .results()
        .flatMap(block -> Stream.of(block.group(1).split(";\\s*")))
        .filter(question -> !question.isBlank());
  }

  @Test
  void everyQuestionHasAnAnswer() {
    assertThat(questions()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(questions()).allSatisfy(each -> assertThat(catalog.sql(each).size()).isPositive());
  }

  private Map<String, List<String>> described() {
    Map<String, List<String>> tables = new TreeMap<>();
    Matcher row = TABLE.matcher(document);
    while (row.find()) {
      tables.put(
          row.group(1),
          NAME.matcher(unexplained(row.group(2))).results().map(name -> name.group(1)).toList());
    }
    return tables;
  }

  /** Without what stands between brackets. */
  private static String unexplained(String columns) {
    return columns.replaceAll("\\([^)]*\\)", "");
  }

  @Test
  void theTablesAndTheirColumnsAreThoseThatThereAre() {
    Map<String, List<String>> described = described();
    assertThat(described).hasSize(13);
    described.forEach(
        (table, columns) ->
            assertThat(catalog.sql("select * from " + table + " limit 1").columns())
                .as(table)
                .map(column -> column.toLowerCase(Locale.ROOT))
                .isEqualTo(columns));
  }
}
