package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what there is. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```([a-z]+)\n(.*?)```", Pattern.DOTALL);

  private static List<MatchResult> blocks() throws IOException {
    return BLOCK.matcher(Files.readString(Path.of("../README.md"))).results().toList();
  }

  @Test
  void beginsWithTheTwoCommands() throws IOException {
    List<MatchResult> blocks = blocks();
    assertThat(blocks.stream().limit(2).map(b -> b.group(2)))
        .containsExactly("mvn -q -B -pl examples -am compile exec:exec@day\n", "mvn -B verify\n");
    assertThat(blocks.stream().filter(b -> b.group(1).equals("sh"))).hasSize(2);
  }

  @Test
  void theFirstProgramIsTheOneThatCompiles() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/stemma/examples/FirstProgram.java"));
    assertThat(blocks().get(2).group(2)).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IngestingMachine", "AnalysisMachine"})
  void theTwoMachinesDoWhatIsShown(String program) throws IOException {
    Path file = Path.of("src/main/java/io/stemma/examples/" + program + ".java");
    String source = Files.readString(file);
    assertThat(blocks().stream().filter(b -> b.group(1).equals("java")).map(b -> b.group(2)))
        .anyMatch(block -> block.contains("archive.ensure") && source.contains(block.indent(4)));
  }

  @Test
  void theFirstProgramRuns(@TempDir Path temp) throws IOException {
    Files.createDirectories(temp.resolve("today/18040"));
    Files.writeString(temp.resolve("today/18040/te.csv"), "0.0,1.5\n");
    String[] args = {temp.resolve("archive").toString(), temp.resolve("today").toString()};
    FirstProgram.main(args);
    FirstProgram.main(args);
    try (io.stemma.Archive archive = io.stemma.Archive.open(temp.resolve("archive"))) {
      assertThat(archive.repository("shots").main().head().readString("/gas.txt")).isEqualTo("D2");
    }
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    String index = Files.readString(Path.of("../docs/decisions/README.md"));
    try (var notes = Files.list(Path.of("../docs/decisions"))) {
      assertThat(notes.map(note -> note.getFileName().toString()).filter(n -> n.startsWith("0")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (String document : List.of("README.md", "CONTRIBUTING.md", "docs/decisions/README.md")) {
      Path file = Path.of("..").resolve(document);
      for (MatchResult link :
          Pattern.compile("\\]\\(([^)#:]+)\\)")
              .matcher(Files.readString(file))
              .results()
              .toList()) {
        assertThat(file.resolveSibling(link.group(1))).as(document).exists();
      }
    }
  }
}
