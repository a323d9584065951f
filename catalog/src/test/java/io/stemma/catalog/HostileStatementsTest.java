package io.stemma.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.Archive;
import io.stemma.testing.HostileStatements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that would write, read a file, or run code: each is refused, with one line of why. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileStatementsTest {
  @TempDir static Path directory;

  private static boolean ran;

  private Archive archive;
  private Catalog catalog;
  private Path secret;

  /** What a hostile alias would call. */
  public static int run() {
    ran = true;
    return 1;
  }

  @BeforeAll
  void open() throws IOException {
    archive = Archive.inMemory();
    archive
        .createRepository("shots")
        .main()
        .commit("one", tx -> tx.write("/1/a", "x").attribute("/1", "gas", "D2"));
    catalog = Catalog.open(archive);
    secret = Files.writeString(directory.resolve("secret.csv"), "id\nhunter2\n");
  }

  @AfterAll
  void close() {
    catalog.close();
    archive.close();
  }

  static Stream<String> statements() {
    String self = HostileStatementsTest.class.getName();
    return HostileStatements.all().stream().map(sql -> sql.replace("SELF", self));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void isRefused(String template) throws IOException {
    Path target = directory.resolve("written");
    String sql = template.replace("SECRET", secret.toString()).replace("TARGET", target.toString());
    Rows before = catalog.sql("select * from attributes");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .as("%s", sql)
        .isThrownBy(() -> catalog.sql(sql))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("the catalog ")
                    .doesNotContain("hunter2", "org.h2.", "\n"));

    assertThat(ran).isFalse();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(secret);
    }
    assertThat(Files.readAllLines(secret)).isEqualTo(List.of("id", "hunter2"));
    assertThat(catalog.sql("select * from attributes")).hasToString(before.toString());
  }
}
