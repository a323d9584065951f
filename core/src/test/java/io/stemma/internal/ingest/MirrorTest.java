package io.stemma.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.AlreadyExistsException;
import io.stemma.ConflictException;
import io.stemma.Import;
import io.stemma.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overlaying and mirroring a directory over what is there. */
class MirrorTest {
  private static final ImportOptions MIRROR = ImportOptions.DEFAULT.mirroring();

  @TempDir Path temp;
  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture(temp);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void hold(String... paths) {
    fixture.branch.commit(
        "hold",
        tx -> {
          for (String path : paths) {
            tx.write(path, "held");
          }
        });
  }

  @Test
  void anOverlayLeavesTheRest() throws IOException {
    hold("/a", "/d/b");
    fixture.write("d/c", "new");
    fixture.take();
    assertThat(fixture.held()).containsOnlyKeys("/a", "/d/b", "/d/c");
  }

  @Test
  void aMirrorDeletesBelowItsTargetOnly() throws IOException {
    hold("/in/a", "/in/gone/b", "/in/gone/deep/c", "/in/d/x", "/in-between", "/out", "/in!");
    fixture.branch.commit("say", tx -> tx.attribute("/in/gone", "n", 1).attribute("/in/d", "n", 2));
    fixture.write("a", "new");
    Files.createDirectories(fixture.source.resolve("d"));
    fixture.take("/in", MIRROR);
    assertThat(fixture.held()).containsOnlyKeys("/in/a", "/in-between", "/out", "/in!");
    assertThat(fixture.last.exists("/in/gone")).isFalse();
    assertThat(fixture.last.entry("/in/d").attributes().get("n")).isPresent();
  }

  @Test
  void filesAndDirectoriesChangePlacesInAMirror() throws IOException {
    hold("/x", "/y/deep");
    fixture.write("x/deep", "1");
    fixture.write("y", "2");
    fixture.take("/", MIRROR);
    assertThat(fixture.held()).containsOnlyKeys("/x/deep", "/y");
  }

  @Test
  void aMirrorEmptiesADirectoryThatItsTransactionPutInPlaceOfAFile() {
    hold("/x");
    fixture.branch.commit(
        "both", tx -> tx.write("/x/deep", "1").importDirectory(fixture.source, "/", MIRROR));
    assertThat(fixture.held()).isEmpty();
  }

  @Test
  void inAnOverlayTheyClash() throws IOException {
    hold("/x");
    fixture.write("x/deep", "1");
    assertThatThrownBy(() -> fixture.take())
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("/x");
    assertThat(fixture.held()).containsOnlyKeys("/x");
  }

  @Test
  void aTargetBelowAFileIsRefused() throws IOException {
    hold("/x");
    fixture.write("f", "1");
    for (String to : new String[] {"/x", "/x/y/z"}) {
      assertThatThrownBy(() -> fixture.take(to, ImportOptions.DEFAULT))
          .isInstanceOf(AlreadyExistsException.class)
          .hasMessage(fixture.source + " cannot be imported to " + to + ": /x is a file");
    }
  }

  @Test
  void anEmptyDirectoryEmptiesItsMirror() throws IOException {
    hold("/a", "/b/c");
    Import none = fixture.take();
    assertThat(none).isEqualTo(new Import(0, 0, 0, 0, 0));
    assertThat(fixture.held()).hasSize(2);
    fixture.take("/", MIRROR);
    assertThat(fixture.held()).isEmpty();
  }

  @Test
  void namesInAnotherNormalFormStayWhatTheyAre() throws IOException {
    String composed = "\u00e9t\u00e9 \u212bngstr\u00f6m";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    fixture.write(decomposed + "/" + decomposed, "text");
    fixture.write("plain/\u03a9", "omega");
    fixture.take("/", MIRROR);
    String normal = Normalizer.normalize(composed, Normalizer.Form.NFC);
    assertThat(fixture.held()).containsOnlyKeys("/" + normal + "/" + normal, "/plain/\u03a9");
    fixture.tick();
    for (int i = 0; i < 3; i++) {
      fixture.take("/", MIRROR);
      assertThat(fixture.last.changes().stream()).isEmpty();
    }
    assertThat(fixture.take("/", MIRROR).unchanged()).isEqualTo(2);
  }

  @Test
  void aMirrorConflictsWithWhatOthersAddBelowItsTarget() throws IOException {
    hold("/in/a");
    fixture.write("a", "new");
    try (var tx = fixture.branch.begin("mirror")) {
      tx.importDirectory(fixture.source, "/in", MIRROR);
      fixture.branch.commit("other", other -> other.write("/in/b", "b"));
      assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
    }
  }

  @Test
  void anOverlayGoesOnTopOfWhatOthersAdd() throws IOException {
    fixture.write("a", "new");
    try (var tx = fixture.branch.begin("overlay")) {
      tx.importDirectory(fixture.source, "/in");
      fixture.branch.commit("other", other -> other.write("/in/b", "b"));
      tx.commit();
    }
    assertThat(fixture.held()).containsOnlyKeys("/in/a", "/in/b");
    fixture.tick();
    assertThat(fixture.take("/in", ImportOptions.DEFAULT).bytesRead()).isLessThanOrEqualTo(3);
    assertThat(fixture.held()).containsOnlyKeys("/in/a", "/in/b");
  }

  @Test
  void aFileOnDiskTakesOverWhatAnEmptyDirectoryCarries() throws IOException {
    fixture.branch.commit("say", tx -> tx.attribute("/d", "n", 1));
    fixture.write("d", "file");
    fixture.take();
    assertThat(fixture.held()).containsOnlyKeys("/d");
    assertThat(fixture.last.entry("/d").attributes().get("n")).isPresent();
  }

  @Test
  void inAnOverlayAFileClashesWithADirectory() throws IOException {
    hold("/x/deep");
    fixture.branch.commit("say", tx -> tx.attribute("/x", "n", 1));
    fixture.write("x", "1");
    assertThatThrownBy(() -> fixture.take())
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("/x");
    fixture.take("/", MIRROR);
    assertThat(fixture.held()).containsOnlyKeys("/x");
  }

  @Test
  void aMirrorReplacesAFileAtItsTarget() throws IOException {
    hold("/x");
    fixture.write("f", "1");
    fixture.take("/x", MIRROR);
    assertThat(fixture.held()).containsOnlyKeys("/x/f");
  }
}
