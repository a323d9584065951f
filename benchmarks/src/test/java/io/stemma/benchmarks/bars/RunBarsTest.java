package io.stemma.benchmarks.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stemma.benchmarks.bars.Bar.Reached;
import io.stemma.benchmarks.bars.RunBars.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunBarsTest {
  private static final Bar FAST =
      new Bar("small commit", "at most 4 ms", directory -> new Reached("2 ms", true));
  private static final Bar SLOW =
      new Bar(
          "big \"commit\"",
          "at most 4 ms",
          directory -> {
            Files.writeString(directory.resolve("left"), "behind");
            return new Reached("9 ms", false);
          });
  private static final Bar BROKEN =
      new Bar(
          "open",
          "it opens",
          directory -> {
            throw new IOException("no such archive");
          });

  @TempDir private Path temporary;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void prints() throws Exception {
    assertThat(run(List.of(FAST, SLOW, BROKEN))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            bar           asked         reached                                       holds
            small commit  at most 4 ms  2 ms                                          yes
            big "commit"  at most 4 ms  9 ms                                          NO
            open          it opens      failed: java.io.IOException: no such archive  NO
            """);
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("measuring 3 of 3: open", "\tat ");
  }

  @Test
  void writesJson() throws Exception {
    Path json = temporary.resolve("rows.json");
    run(List.of(FAST, SLOW), "--json", json.toString());
    JsonNode rows = new ObjectMapper().readTree(json.toFile());
    assertThat(rows)
        .hasToString(
            "[{\"bar\":\"small commit\",\"asked\":\"at most 4 ms\",\"reached\":\"2 ms\",\"holds\":true},"
                + "{\"bar\":\"big \\\"commit\\\"\",\"asked\":\"at most 4 ms\",\"reached\":\"9 ms\",\"holds\":false}]");
  }

  @Test
  void measuresOnlyWhatIsAskedForAndSucceedsIfAllOfItHolds() throws Exception {
    assertThat(run(List.of(FAST, SLOW), "--only", "small")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("big");
    assertThatThrownBy(() -> run(List.of(FAST, SLOW), "--only", "none"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    Path data = temporary.resolve("a/b");
    run(List.of(SLOW, BROKEN), "--data", data.toString());
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void longCellsRunOverLines() {
    String words =
        "at most four objects a commit and the slowest writer at most ten times the median";
    String table = Report.table(List.of(new Row("writers", words, "yes", true)));
    assertThat(table.lines()).hasSize(3).allMatch(line -> line.length() < 90);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Areas.bars("nonsense"))
        .hasMessageContaining("nonsense")
        .hasMessageContaining("engine");
    assertThatThrownBy(() -> Options.parse(List.of())).hasMessageContaining("one area");
    assertThatThrownBy(() -> Options.parse(List.of("engine", "--fast")))
        .hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.parse(List.of("engine", "--json")))
        .hasMessageContaining("needs a value");
  }

  private int run(List<Bar> bars, String... options) throws Exception {
    List<String> args = Stream.concat(Stream.of("engine"), Stream.of(options)).toList();
    Options parsed = Options.parse(args);
    Path data = args.contains("--data") ? parsed.data() : temporary.resolve("work");
    return RunBars.run(
        new Options(parsed.area(), parsed.only(), data, parsed.json()),
        bars,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(log, true, StandardCharsets.UTF_8));
  }
}
