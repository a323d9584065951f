package io.stemma.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ImportOptions;
import io.stemma.InvalidNameException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names on disk that are not text in the encoding of the process. */
class UndecodableNamesTest {
  @TempDir Path temp;

  /** Imports a directory in a JVM of its own, and prints what came of it. */
  public static final class Child {
    private Child() {}

    /** Takes in the directory that the first argument names. */
    public static void main(String[] args) {
      try (Archive archive = Archive.inMemory()) {
        var commit =
            archive
                .createRepository("r")
                .main()
                .commit(
                    "x", tx -> tx.importDirectory(Path.of(args[0]), "/", ImportOptions.DEFAULT));
        System.out.print("took in " + commit.files());
      } catch (InvalidNameException e) {
        System.out.print("refused: " + e.getMessage());
      }
    }
  }

  private void touch(String name) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf '" + name + "')\"")
            .directory(temp.toFile())
            .inheritIO()
            .start();
    Assumptions.assumeTrue(bash.waitFor() == 0, "this file system takes text only");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws Exception {
    touch("good");
    touch("bad\\377name");
    try (Archive archive = Archive.inMemory()) {
      var branch = archive.createRepository("r").main();
      assertThatThrownBy(() -> branch.commit("x", tx -> tx.importDirectory(temp, "/")))
          .isInstanceOf(InvalidNameException.class)
          .hasMessageContaining("in " + temp + " is not text in ");
    }
  }

  @Test
  void bytesThatReadLikeAnotherNameAreRefused() throws Exception {
    touch("bad\\377name");
    touch("bad\\357\\277\\275name"); // U+FFFD, as which the other is read
    try (Archive archive = Archive.inMemory()) {
      var branch = archive.createRepository("r").main();
      assertThatThrownBy(() -> branch.commit("x", tx -> tx.importDirectory(temp, "/")))
          .isInstanceOf(InvalidNameException.class);
    }
  }

  @Test
  void inAnAsciiLocaleOtherNamesAreRefusedByName() throws Exception {
    touch("caf\\303\\251");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jars = System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "-XX:TieredStopAtLevel=1", "-cp", jars, Child.class.getName(), temp.toString());
    builder.environment().put("LC_ALL", "C");
    Process child = builder.redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("refused: the name \"caf")
        .contains("in " + temp + " is not text in ANSI_X3.4-1968")
        .contains("LC_ALL=C.UTF-8");
  }
}
