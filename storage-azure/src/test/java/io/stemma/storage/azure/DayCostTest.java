package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Holds the table of costs in {@code docs/AZURE.md} to what is recorded. */
class DayCostTest {
  private static final Path PAGE = Path.of("../docs/AZURE.md");

  /** Compaction runs beside the commits, so a few requests more or less are sent each time. */
  private static final Percentage NEAR = Percentage.withPercentage(5);

  @Test
  void thePageTellsWhatADayAsksFor() throws IOException {
    List<DayCost> day = DayCost.ofDay();
    String right = day.stream().map(DayCost::row).collect(Collectors.joining("\n"));
    List<String> lines = Files.readAllLines(PAGE);
    for (DayCost cost : day) {
      String told =
          lines.stream()
              .filter(line -> line.startsWith("| " + cost.what() + " |"))
              .findFirst()
              .orElse("");
      String[] cells = told.split("\\|", -1);
      String[] measured = cost.row().split("\\|", -1);
      assertThat(cells).as("the table should be\n%s", right).hasSize(measured.length);
      for (int i = 2; i < measured.length - 1; i++) {
        assertThat(Double.parseDouble(cells[i].strip()))
            .as("the table should be\n%s", right)
            .isCloseTo(Double.parseDouble(measured[i].strip()), NEAR);
      }
    }
  }

  @Test
  void thePageTellsWhatTheDayIs() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            DayCost.SHOTS
                + " shots of "
                + DayCost.FILES
                + " files of "
                + (DayCost.FILE_BYTES >> 10)
                + " KiB",
            "w = l = " + DayCost.WRITE_PRICE + " and r = o = " + DayCost.READ_PRICE);
  }
}
