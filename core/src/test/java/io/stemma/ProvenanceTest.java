package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is exported of where files and commits come from; the texts are in the golden files. */
class ProvenanceTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/provenance");

  private final CalibratedShots shots = new CalibratedShots();

  @AfterEach
  void close() {
    shots.close();
  }

  /** Without how long something took, and where and on what it ran. */
  private static String masked(String text) {
    return text.replaceAll("\"[0-9.E-]+\", \"type\": \"xsd:double\"", "\"0.1\"")
        .replaceAll("\\b[0-9]+ ms", "1 ms")
        .replaceAll("(\"environment:[a-z.]+\"): \"[^\"]*\"", "$1: \"...\"")
        .replaceAll(", \"stemma:host\": \"[^\"]*\"", "")
        .replaceAll("Java [^<\"]+", "Java, system")
        .replaceAll("([sS]temma.)[0-9][^\"]*", "$1<version>");
  }

  @Test
  void ofAFile() throws IOException {
    Provenance provenance = shots.head("te").derivation("/2/te").provenance();
    GoldenText text = new GoldenText();
    text.add("provenance", provenance);
    text.add("provenance.provJson()", masked(provenance.provJson()));
    text.add("provenance.svg()", masked(provenance.svg()));
    text.add("provenance.mermaid()", masked(provenance.mermaid()));
    text.assertIs(GOLDEN.resolve("file.txt"));
  }

  @Test
  void ofAMergedFile() throws IOException {
    Provenance provenance = shots.head("sum").derivation("/all").provenance();
    GoldenText text = new GoldenText();
    text.add("provenance", provenance);
    text.add("provenance.provJson()", masked(provenance.provJson()));
    text.add("provenance.mermaid()", masked(provenance.mermaid()));
    text.assertIs(GOLDEN.resolve("merged.txt"));
  }

  @Test
  void ofACommit() throws IOException {
    Provenance provenance = shots.head("sum").provenance();
    GoldenText text = new GoldenText();
    text.add("provenance", provenance);
    text.add("provenance.provJson()", masked(provenance.provJson()));
    text.add("provenance.mermaid()", masked(provenance.mermaid()));
    text.assertIs(GOLDEN.resolve("commit.txt"));
  }

  @Test
  void isTheSameEachTimeAndWithoutItsArchive() {
    Provenance first = shots.head("sum").derivation("/all").provenance();
    Provenance second = shots.head("sum").derivation("/all").provenance();
    shots.close();
    assertThat(first.provJson()).isEqualTo(second.provJson());
    assertThat(first.svg()).isEqualTo(second.svg());
    assertThat(first.mermaid()).isEqualTo(second.mermaid());
  }

  @Test
  void ofWhatSomebodyCommitted() {
    assertThat(shots.shots.head().provenance().toString())
        .matches("provenance of shots@[0-9a-f]{12}: 1 commit, 1 commit by hand");
    assertThat(shots.shots.head().derivation("/1/te").provenance().toString())
        .matches("provenance of shots@[0-9a-f]{12}:/1/te: 1 file, 1 commit by hand");
  }

  @Test
  void saysWhatTheJobRanOn() {
    assertThat(shots.head("te").provenance().provJson())
        .contains(
            "\"environment:java.version\": \"" + System.getProperty("java.version") + "\"",
            "\"environment:stemma.version\": \"")
        .doesNotContain("\"environment:stemma.version\": \"unknown\"");
  }
}
