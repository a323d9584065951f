package io.stemma.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final double UNKNOWN = Double.NaN;

  @Test
  void aRowHasTheMediansOfWhatIsKnown() {
    List<Cost> costs =
        List.of(
            new Cost(3, 2, 5 << 20, 100),
            new Cost(1, UNKNOWN, UNKNOWN, 300),
            new Cost(2, 4, UNKNOWN, 200),
            new Cost(9, UNKNOWN, UNKNOWN, UNKNOWN));
    assertThat(ResultRow.of("borg", Operation.INGEST, costs))
        .isEqualTo(new ResultRow("borg", "ingest", 2.5, 3.0, 5.0, 200L, 4));
  }

  @Test
  void whatIsUnknownIsNull() {
    List<Cost> costs = List.of(new Cost(1, UNKNOWN, UNKNOWN, UNKNOWN));
    assertThat(ResultRow.of("cp", Operation.READ, costs))
        .isEqualTo(new ResultRow("cp", "read-1mib", 1, null, null, null, 1));
  }

  @Test
  void jsonIsReadBack(@TempDir Path directory) throws Exception {
    Results results =
        new Results(
            List.of(
                new ResultRow("git", "ingest", 2.5, 3.0, 5.0, 200L, 4),
                new ResultRow("git", "diff-10", 0.004, null, null, null, 4)));
    Path file = Files.writeString(directory.resolve("rows.json"), results.json());
    assertThat(Results.read(file)).isEqualTo(results);
    assertThat(results.json())
        .isEqualTo(
            """
            [
            {"tool":"git","operation":"ingest","seconds":2.5,"cpu_seconds":3.0,"peak_mib":5.0,"stored_bytes":200,"rounds":4},
            {"tool":"git","operation":"diff-10","seconds":0.004,"cpu_seconds":null,"peak_mib":null,"stored_bytes":null,"rounds":4}
            ]
            """);
  }

  @Test
  void theTableHasALineForEachTool() {
    Results results =
        new Results(
            List.of(
                new ResultRow("stemma", "ingest", 3.75, 6.9, 207.0, 870_000_000L, 3),
                new ResultRow("stemma", "edit", 0.25, 0.3, 207.0, 23_500_000L, 3),
                new ResultRow("pipeline", "ingest", 3.0, null, null, null, 3)));
    assertThat(results.table().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "| tool | ingest s | unchanged s | edit s | restore s | read-1mib s | add-one s"
                + " | diff-10 s | ingest CPU s | ingest peak MiB | stored MB | edit grows MB |",
            results.table().lines().skip(1).findFirst().orElseThrow().replaceAll(" +", " "),
            "| stemma | 3.75 | | 0.25 | | | | | 6.9 | 207 | 870 | 23.5 |",
            "| pipeline | 3.00 | | | | | | | | | | |");
  }
}
